"""An explanation for machines: everything that is in it, amounts as exact decimal texts."""

from typing import Any

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.explanation import (
    Adjustment,
    Asked,
    CategoryPart,
    ExplainedLine,
    Explanation,
    FactLine,
    FlagPart,
    IndicatorPart,
    MembersPart,
    StreakMonth,
    sums_of,
)
from goodstanding.engine.explain.owed_text import asked_words
from goodstanding.engine.explain.rule_text import fact_title, rule_in_words, why_not
from goodstanding.engine.explain.wording import amount, places, silence_in_words, text_in
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Indicator, Scheme

Json = dict[str, Any]


def explanation_json(explanation: Explanation, scheme: Scheme, lang: Lang) -> Json:
    """The whole tree; words in one language."""
    it = explanation
    return {
        "subject": it.subject,
        "id": it.subject_id,
        "month": month_text(it.month),
        "scheme": it.scheme,
        "language": lang,
        "units": [{"id": unit.unit_id, "name": unit.name, "level": unit.level, "type": unit.type} for unit in it.units],
        "history": [
            {
                "month": month_text(past_month.month),
                "unit": past_month.unit_id,
                "classes": list(past_month.classes),
                "changed": past_month.changed,
            }
            for past_month in it.history
        ],
        "total": _places(it.published.total),
        "band": it.published.band,
        "peer_group": it.published.peer_group,
        "sums": _sums(it),
        "members_part": None if it.members is None else _members_part(it.members),
        "categories": [_category(part, scheme, lang) for part in it.categories],
        "adjustments": [_adjustment(adjustment) for adjustment in it.adjustments],
        "flags": [_flag(flag, scheme, lang) for flag in it.flags],
        "ranks": [
            {"unit": rank.scope_id, "name": rank.scope_name, "rank": rank.rank, "of": rank.of} for rank in it.ranks
        ],
        "not_applying": [_away(code, it, scheme, lang) for code in it.away],
        "facts_counted_nowhere": [_fact(fact, scheme, lang) for fact in it.idle],
    }


def _places(hundredths: int | None) -> str | None:
    return None if hundredths is None else places(hundredths)


def _amount(thousandths: int | None) -> str | None:
    return None if thousandths is None else amount(thousandths)


def _sums(it: Explanation) -> Json:
    sums = sums_of(it)
    return {
        "earned": amount(sums.earned),
        "attainable": amount(sums.attainable),
        "bonus": amount(sums.bonus),
        "deduction": amount(sums.deduction),
        "share": places(sums.share) if sums.attainable else None,
        "before_bounds": places(sums.unbounded) if sums.attainable else None,
        "least_attainable": amount(it.least_attainable),
        "own": _places(it.published.own),
    }


def _members_part(part: MembersPart) -> Json:
    return {
        "n": part.n,
        "sum": places(part.sum),
        "units_alike": {"n": part.all_n, "sum": places(part.all_sum), "mean": _places(part.mean)},
        "shrink": part.shrink,
        "min_members": part.least,
        "weight": part.weight,
        "part": _places(part.part),
    }


def _category(part: CategoryPart, scheme: Scheme, lang: Lang) -> Json:
    title = next(category.title for category in scheme.categories if category.code == part.code)
    return {
        "code": part.code,
        "title": text_in(title, lang),
        "indicators": [_indicator(indicator, scheme, lang) for indicator in part.indicators],
    }


def _rule(code: str, scheme: Scheme, lang: Lang) -> Json:
    indicator = scheme.indicator(code)
    return {
        "code": code,
        "title": text_in(indicator.title, lang),
        "rule": rule_in_words(indicator, scheme, lang),
        "why": text_in(indicator.why, lang),
        "source": text_in(indicator.source, lang),
    }


def _indicator(part: IndicatorPart, scheme: Scheme, lang: Lang) -> Json:
    return {
        **_rule(part.code, scheme, lang),
        "kind": part.kind,
        "earned": amount(part.earned),
        "attainable": amount(part.attainable),
        "lines": [_line(line, part.code, scheme, lang) for line in part.lines],
        "adjustments": [] if part.yearly is None else [_adjustment(part.yearly)],
    }


def _line(line: ExplainedLine, code: str, scheme: Scheme, lang: Lang) -> Json:
    notes = list(asked_words(line, scheme.indicator(code), scheme, lang)) if line.silence is None else []
    return {
        "period": line.period,
        "closed": line.closed,
        "voluntary": line.voluntary,
        "n": line.n,
        "value": _amount(line.value),
        "earned": amount(line.earned),
        "attainable": amount(line.attainable),
        "months": None if line.asked is None else _asked(line.asked),
        "owed": _amount(line.owed),
        "gives": _amount(line.gives),
        "notes": notes,
        "stands": line.silence is None,
        "why_not": None if line.silence is None else _why_not(line.silence, scheme.indicator(code), scheme, lang),
        "facts": [_fact(fact, scheme, lang) for fact in line.facts],
    }


def _why_not(silence: str, indicator: Indicator, scheme: Scheme, lang: Lang) -> Json:
    return {"code": silence, "words": silence_in_words(silence, indicator, scheme, lang)}


def _asked(what: Asked) -> Json:
    """How many of the period's months are of which kind."""
    return {
        "bound": what.bound,
        "voluntary": what.voluntary,
        "excused": what.excused,
        "without_rule": what.without,
        "not_there": what.away,
        "ahead": what.ahead,
        "owed": what.owed,
        "of": what.of,
    }


def _adjustment(adjustment: Adjustment) -> Json:
    change = {"earned": amount(adjustment.earned), "attainable": amount(adjustment.attainable)}
    return {"cap": adjustment.cap, "limit": amount(adjustment.limit), **change}


def _fact(fact: FactLine, scheme: Scheme, lang: Lang) -> Json:
    return {
        "id": fact.fact_id,
        "kind": fact.kind,
        "words": fact_title(fact.kind, scheme, lang),
        "on": fact.occurred_on.isoformat(),
        "value": _amount(fact.value),
        "role": fact.role,
    }


def _flag(flag: FlagPart, scheme: Scheme, lang: Lang) -> Json:
    return {
        **_rule(flag.code, scheme, lang),
        "level": flag.level,
        "value": _amount(flag.value),
        "voluntary": flag.voluntary,
        "months": [_month(month, scheme, lang) for month in flag.months],
        "facts": [_fact(fact, scheme, lang) for fact in flag.facts],
    }


def _month(month: StreakMonth, scheme: Scheme, lang: Lang) -> Json:
    facts = [_fact(fact, scheme, lang) for fact in month.facts]
    return {"month": month_text(month.month), "state": month.state, "in_streak": month.in_streak, "facts": facts}


def _away(code: str, it: Explanation, scheme: Scheme, lang: Lang) -> Json:
    indicator = scheme.indicator(code)
    return {"code": code, "title": text_in(indicator.title, lang), "why": why_not(indicator, it.tags, scheme, lang)}
