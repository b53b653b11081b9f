"""Builds the lines of an explanation: which facts stand behind each published point, and why nothing stands elsewhere.

The points are the run's own; nothing here scores. A subject's tags (a member's classes, a unit's type and level) come
by month, None for a month in which it was not there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.explanation import (
    Adjustment,
    Asked,
    CategoryPart,
    ExplainedLine,
    FactLine,
    FlagPart,
    IndicatorPart,
    MonthState,
    Role,
    Silence,
    StreakMonth,
)
from goodstanding.engine.explain.formulas import formula, is_amount, measure
from goodstanding.engine.explain.history import FactsByMonth, History, SubjectFact
from goodstanding.engine.explain.owed import asked, owed_points
from goodstanding.engine.period import STREAK_MONTHS, Period, first_of_year, period_holding, periods_until
from goodstanding.engine.scheme.scheme import Indicator, MemberRules, Scheme, Subject


@dataclass(frozen=True)
class Point:
    """A published row of points: n, value, earned, attainable."""

    n: int
    value: int | None
    earned: int
    attainable: int


@dataclass(frozen=True)
class Evidence:
    """All that is known of one subject in a run. facts in the order of (occurred_on, fact_id).

    points by (indicator, period); flags by indicator, each (value, level).
    """

    scheme: Scheme
    subject: Subject
    month: int
    tags: Mapping[int, Tags | None]
    facts: Sequence[SubjectFact]
    points: Mapping[tuple[str, str], Point]
    flags: Mapping[str, tuple[int, str]]

    @cached_property
    def history(self) -> History:
        """The subject's months, as a rule finds them."""
        return History(self.tags, FactsByMonth(self.facts))

    def asked(self, indicator: Indicator, period: Period) -> Asked | None:
        """What the rule asks in a period; None where the subject does not have it there."""
        return asked(self.history, indicator, period, self.month)

    def applies(self, indicator: Indicator) -> bool:
        """Whether it applies in at least one period that the run looks at; a flag in the run's month."""
        if indicator.subject != self.subject:
            return False
        if indicator.kind == "flag":
            return self.history.has(indicator, self.month)
        periods = periods_until(self.month, indicator.period)
        return any(self.asked(indicator, period) is not None for period in periods)

    @cached_property
    def applying(self) -> list[Indicator]:
        """Every indicator that applies, in the scheme's order."""
        return [indicator for indicator in self.scheme.indicators if self.applies(indicator)]

    @property
    def away(self) -> list[Indicator]:
        """Every indicator of such subjects that does not apply, in the scheme's order."""
        codes = {indicator.code for indicator in self.applying}
        return [
            indicator
            for indicator in self.scheme.indicators
            if indicator.subject == self.subject and indicator.code not in codes
        ]


def categories(evidence: Evidence) -> tuple[CategoryPart, ...]:
    """Every applicable indicator with points, by category in the scheme's order; a category without any is left out."""
    scored = [_indicator_part(evidence, indicator) for indicator in evidence.applying if indicator.kind != "flag"]
    chapter = {indicator.code: indicator.category for indicator in evidence.scheme.indicators}
    parts = [
        CategoryPart(
            category.code,
            tuple(indicator_part for indicator_part in scored if chapter[indicator_part.code] == category.code),
        )
        for category in evidence.scheme.categories
    ]
    return tuple(part for part in parts if part.indicators)


def _indicator_part(evidence: Evidence, indicator: Indicator) -> IndicatorPart:
    assert indicator.kind != "flag"
    lines = tuple(_line(evidence, indicator, period) for period in periods_until(evidence.month, indicator.period))
    return IndicatorPart(indicator.code, indicator.kind, lines, _yearly(indicator, lines))


def _yearly(indicator: Indicator, lines: Sequence[ExplainedLine]) -> Adjustment | None:
    """What the yearly cap changes; None where it changes nothing."""
    if indicator.yearly_cap is None:
        return None
    limit = indicator.yearly_cap
    earned, attainable = sum(line.earned for line in lines), sum(line.attainable for line in lines)
    capped = max(-limit, min(limit, earned)), min(limit, attainable)
    if capped == (earned, attainable):
        return None
    return Adjustment("yearly_cap", limit, capped[0] - earned, capped[1] - attainable)


def caps_on_all(parts: Iterable[CategoryPart], rules: MemberRules) -> tuple[Adjustment, ...]:
    """What the caps on all bonuses and on all deductions change; none where they change nothing."""
    indicators = [indicator for part in parts for indicator in part.indicators]
    bonus = sum(indicator.earned for indicator in indicators if indicator.kind == "bonus")
    deduction = -sum(indicator.earned for indicator in indicators if indicator.kind == "deduction")
    found = []
    if bonus > rules.bonus_cap:
        found.append(Adjustment("bonus_cap", rules.bonus_cap, rules.bonus_cap - bonus, 0))
    if deduction > rules.deduction_cap:
        found.append(Adjustment("deduction_cap", rules.deduction_cap, deduction - rules.deduction_cap, 0))
    return tuple(found)


def _line(evidence: Evidence, indicator: Indicator, period: Period) -> ExplainedLine:
    what = evidence.asked(indicator, period)
    last = period.until(evidence.month)
    facts = fact_lines(evidence.history, indicator, period.first, last) if what else ()
    point = evidence.points.get((indicator.code, period.name))
    shown = point or Point(sum(1 for fact in facts if _counted(fact)), None, 0, 0)
    monthly = what is not None and indicator.kind == "base" and indicator.due in ("close", "pace")
    return ExplainedLine(
        period=period.name,
        closed=period.closed(evidence.month),
        asked=what,
        n=shown.n,
        value=shown.value,
        earned=shown.earned,
        attainable=shown.attainable,
        owed=owed_points(indicator, what) if monthly and what else None,
        gives=_gives(evidence, indicator, period) if monthly else None,
        silence=None if point else _silence(evidence, indicator, period, what, facts),
        facts=facts,
    )


def _gives(evidence: Evidence, indicator: Indicator, period: Period) -> int | None:
    """What the facts give for a whole period; None where an amount is counted, or nothing is."""
    if is_amount(indicator):
        return None
    measured = measure(indicator, evidence.history.counting(indicator, period.first, period.until(evidence.month)))
    return None if measured is None else formula(indicator, measured)


def _silence(
    evidence: Evidence, indicator: Indicator, period: Period, what: Asked | None, facts: Sequence[FactLine]
) -> Silence:
    """Why a period of an indicator has no row."""
    if what is None:
        return _without_rule(evidence, indicator, period)
    if any(_counted(fact) for fact in facts):
        return "gave_nothing"
    if indicator.kind == "deduction" and any(fact.role == "not_asked" for fact in facts):
        return "spared"
    if any(fact.role == "excused" for fact in facts):
        return "all_excused"
    return _without_facts(indicator, what)


def _without_rule(evidence: Evidence, indicator: Indicator, period: Period) -> Silence:
    months = range(period.first, period.until(evidence.month) + 1)
    if any(evidence.history.has(indicator, month) for month in months):
        return "given_up"
    existed = any(evidence.tags.get(month) is not None for month in months)
    return "not_applying" if existed else "not_there"


def _without_facts(indicator: Indicator, what: Asked) -> Silence:
    if indicator.kind != "base":
        return "nothing_happened"
    if indicator.due == "close" and not what.closed:
        return "period_open"
    if what.by_choice:
        return "only_if_done"
    owed = indicator.due == "pace" or (indicator.due == "close" and indicator.missing in ("zero", "full"))
    return "too_small" if owed else "nothing_held"


def fact_lines(history: History, indicator: Indicator, first: int, last: int) -> tuple[FactLine, ...]:
    """The facts of an indicator's kinds from one month to another, oldest first, with whether each counted."""
    facts = history.facts.of(indicator, first, last)
    scored = indicator.kind != "flag"
    real = [fact for fact in facts if fact.value is not None and (not scored or history.counts(indicator, fact))]
    latest = real[-1] if real else None
    largest = max((fact.value for fact in real if fact.value is not None), default=0)

    def role(fact: SubjectFact) -> Role:
        if fact.value is None:
            return "excused"
        if scored and not history.counts(indicator, fact):
            return "not_asked"
        if indicator.measure == "latest" and fact is not latest:
            return "not_latest"
        return "not_largest" if indicator.measure == "max" and fact.value < largest else "counts"

    return tuple(FactLine(fact.fact_id, fact.kind, fact.occurred_on, fact.value, role(fact)) for fact in facts)


def _counted(fact: FactLine) -> bool:
    return fact.role not in ("excused", "not_asked")


def flag_parts(evidence: Evidence) -> tuple[FlagPart, ...]:
    """Every flag that applies, raised or quiet, with what it looked at."""
    return tuple(_flag_part(evidence, indicator) for indicator in evidence.applying if indicator.kind == "flag")


def _flag_part(evidence: Evidence, indicator: Indicator) -> FlagPart:
    value, level = evidence.flags.get(indicator.code, (None, None))
    streak = indicator.measure == "streak"
    first = period_holding(evidence.month, indicator.period).first
    return FlagPart(
        code=indicator.code,
        level=level,
        value=value,
        voluntary=evidence.history.voluntary(indicator, evidence.month),
        months=tuple(_streak_months(evidence, indicator)) if streak else (),
        facts=() if streak else fact_lines(evidence.history, indicator, first, evidence.month),
    )


def _streak_months(evidence: Evidence, indicator: Indicator) -> Iterator[StreakMonth]:
    """The twelve months that a streak looks at, newest first."""
    running = True
    for month in range(evidence.month, evidence.month - STREAK_MONTHS, -1):
        binds = evidence.history.binds(indicator, month)
        state = _state(evidence.history.values(indicator, month, month)) if binds else "not_asked"
        running = running and state != "passing"
        facts = evidence.history.facts.of(indicator, month, month)
        lines = tuple(
            FactLine(fact.fact_id, fact.kind, fact.occurred_on, fact.value, _plain(fact, binds)) for fact in facts
        )
        yield StreakMonth(month, state, running and state == "failing", lines)


def _plain(fact: SubjectFact, binds: bool = True) -> Role:
    if fact.value is None:
        return "excused"
    return "counts" if binds else "not_asked"


def _state(values: Sequence[int]) -> MonthState:
    if not values:
        return "neutral"
    return "passing" if max(values) > 0 else "failing"


def idle_facts(evidence: Evidence, parts: Iterable[CategoryPart], flags: Iterable[FlagPart]) -> tuple[FactLine, ...]:
    """The facts of the year that stand in no line and at no flag."""
    lines = [line.facts for part in parts for indicator in part.indicators for line in indicator.lines]
    lines += [flag.facts for flag in flags] + [month.facts for flag in flags for month in flag.months]
    shown = {fact.fact_id for facts in lines for fact in facts}
    idle = [
        fact for fact in evidence.facts if first_of_year(evidence.month) <= fact.month and fact.fact_id not in shown
    ]
    return tuple(FactLine(fact.fact_id, fact.kind, fact.occurred_on, fact.value, _plain(fact)) for fact in idle)
