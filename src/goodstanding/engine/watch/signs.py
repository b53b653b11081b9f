"""Which warnings a member or a unit has, from what was published and recorded. It decides nothing and moves no point.

A subject who is not rated has no total to be warned about; what is voluntary, excused or recorded is not missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from goodstanding.engine.period import Period, first_day, last_day, month_of, period_holding
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.warnings import WarningRule

_HUNDREDTHS = 100


@dataclass(frozen=True)
class Watched:
    """What is known of a subject.

    totals: hundredths by published month, None for not rated; shares: by category what was earned of what was
    attainable in the month published last; tags: classes today (of a unit: level and type); eased: every class of the
    running year; entries: codes of indicators with an entry in the period that runs, an excuse included; since: from
    which day the subject belongs here.
    """

    subject: Literal["member", "unit"]
    since: date
    totals: Mapping[int, int | None] = field(default_factory=dict)
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    eased: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sign:
    """Why there is a warning. value, before: hundredths of a total, or of a per cent; month: the published one.

    due_on: until when it can be done, for what is missing.
    """

    value: int | None = None
    before: int | None = None
    month: int | None = None
    due_on: date | None = None


def signs(watched: Watched, scheme: Scheme, month: int | None, today: date) -> dict[str, Sign]:
    """Every warning that a subject has on a day, by its kind. month: the one published last, if there is any."""
    found = dict[str, Sign]()
    for word, rule in scheme.warnings.kinds.items() if scheme.warnings else ():
        mine = rule.about == watched.subject and watched.tags.isdisjoint(rule.not_for)
        if mine and watched.eased.isdisjoint(rule.not_for):
            sign = _sign(rule, watched, scheme, month, today)
            if sign is not None:
                found[word] = sign
    return found


def _sign(rule: WarningRule, watched: Watched, scheme: Scheme, month: int | None, today: date) -> Sign | None:
    if rule.indicator is not None:
        return _missing(rule, scheme.indicator(rule.indicator), watched, today)
    if month is None:
        return None
    if rule.category is not None:
        return _share(rule, rule.category, watched, month)
    return _fall(rule, watched, month) if rule.kind == "fall" else _low(rule, watched, month)


def _low(rule: WarningRule, watched: Watched, month: int) -> Sign | None:
    """The published total, and those of the months before it that count, are below the value."""
    assert rule.below is not None, "the linter asks for it"
    found = [watched.totals.get(past) for past in range(month - rule.looks_back + 1, month + 1)]
    if any(total is None or total >= rule.below * _HUNDREDTHS for total in found):
        return None
    return Sign(value=found[-1], month=month)


def _fall(rule: WarningRule, watched: Watched, month: int) -> Sign | None:
    assert rule.by is not None, "the linter asks for it"
    now, before = watched.totals.get(month), watched.totals.get(month - 1)
    if now is None or before is None or before - now < rule.by * _HUNDREDTHS:
        return None
    return Sign(value=now, before=before, month=month)


def _share(rule: WarningRule, category: str, watched: Watched, month: int) -> Sign | None:
    """Rated members alone: a share of little that was due says nothing."""
    assert rule.below is not None, "the linter asks for it"
    earned, attainable = watched.shares.get(category, (0, 0))
    if attainable <= 0 or watched.totals.get(month) is None or earned * 100 >= rule.below * attainable:
        return None
    return Sign(value=earned * 100 * _HUNDREDTHS // attainable, month=month)


def _missing(rule: WarningRule, indicator: Indicator, watched: Watched, today: date) -> Sign | None:
    period = period_holding(month_of(today), indicator.period)
    asked = indicator.has(watched.tags) and not indicator.voluntary(watched.tags | watched.eased)
    if not asked or indicator.code in watched.entries or watched.since > first_day(period.first):
        return None
    return Sign(due_on=last_day(period.last)) if today >= begins(rule, period) else None


def begins(rule: WarningRule, period: Period) -> date:
    """From which day of a period such a warning comes."""
    if rule.kind == "missing":
        assert rule.day is not None, "the linter asks for it"
        return min(first_day(period.first) + timedelta(days=rule.day - 1), last_day(period.last))
    assert rule.days is not None, "the linter asks for it"
    return max(last_day(period.last) - timedelta(days=rule.days), first_day(period.first))
