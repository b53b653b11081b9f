"""From one subject's points to its sums and its total, in plain Python: the caps, and whether enough is at stake."""

from collections import defaultdict
from collections.abc import Mapping

from goodstanding.engine.explain.explanation import Sums, rounded
from goodstanding.engine.explain.formulas import capped
from goodstanding.engine.explain.lines import Point
from goodstanding.engine.period import month_of_year
from goodstanding.engine.scheme.scheme import Scheme, Subject


def summed(scheme: Scheme, points: Mapping[tuple[str, str], Point]) -> Sums:
    """The sums of points by (indicator, period), every cap applied."""
    earned, attainable = defaultdict[str, int](int), defaultdict[str, int](int)
    for (code, _period), point in points.items():
        earned[code] += abs(point.earned)
        attainable[code] += point.attainable
    kinds = {"base": 0, "bonus": 0, "deduction": 0}
    at_stake = 0
    rules_of = {indicator.code: indicator for indicator in scheme.indicators}
    for code in earned:
        rule = rules_of[code]
        kinds[rule.kind] += capped(earned[code], rule.yearly_cap)
        at_stake += capped(attainable[code], rule.yearly_cap)
    rules = scheme.member
    return Sums(
        kinds["base"], at_stake, min(rules.bonus_cap, kinds["bonus"]), min(rules.deduction_cap, kinds["deduction"])
    )


def total_of_sums(scheme: Scheme, subject: Subject, month: int, sums: Sums) -> int | None:
    """The total in hundredths; none where too little is at stake by that month to be rated."""
    least = rounded(scheme.member.min_attainable * month_of_year(month), 12)
    enough = sums.attainable > 0 and (subject == "unit" or sums.attainable >= least)
    return sums.total if enough else None
