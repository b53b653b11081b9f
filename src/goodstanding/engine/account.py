"""Builds the lines of an explanation: which facts stand behind each published point, and why nothing stands elsewhere.

The points are the run's own; nothing here scores. A subject's tags (a member's classes, a unit's type and level) come
by month, None for a month in which it was not there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goodstanding.engine.explain import (
    Adjustment,
    CategoryPart,
    FactLine,
    FlagPart,
    IndicatorPart,
    Line,
    MonthState,
    Role,
    Silence,
    StreakMonth,
)
from goodstanding.engine.flags import STREAK_MONTHS
from goodstanding.engine.period import Period, first_of_year, period_holding, periods_until
from goodstanding.engine.scheme import Indicator, MemberRules, Scheme, Subject

Tags = frozenset[str]


@dataclass(frozen=True)
class SubjectFact:
    """A fact about the subject as the lake has it."""

    fact_id: int
    kind: str
    value: int | None
    occurred_on: date

    @property
    def month(self) -> int:
        """The month number of the day it happened."""
        return self.occurred_on.year * 12 + self.occurred_on.month - 1


class FactsByMonth:
    """A subject's facts, found by kind and month. They come in the order of (occurred_on, fact_id), and stay in it."""

    def __init__(self, facts: Iterable[SubjectFact]) -> None:
        self._kept = defaultdict[tuple[str, int], list[SubjectFact]](list)
        for fact in facts:
            self._kept[fact.kind, fact.month].append(fact)

    def of(self, indicator: Indicator, first: int, last: int) -> list[SubjectFact]:
        """The facts of an indicator's kinds from one month to another, oldest first."""
        kinds, months = set(indicator.facts), range(first, last + 1)
        found = [fact for kind in kinds for month in months for fact in self._kept.get((kind, month), ())]
        if len(kinds) > 1:
            found.sort(key=lambda one: (one.occurred_on, one.fact_id))
        return found


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

    def has(self, indicator: Indicator, month: int) -> bool:
        """Whether the indicator applies in that month."""
        tags = self.tags.get(month)
        return tags is not None and indicator.has(tags)

    def voluntary(self, indicator: Indicator, month: int) -> bool:
        """Whether it can only help in that month."""
        tags = self.tags.get(month)
        return tags is not None and indicator.voluntary(tags)

    def facts_for(self, indicator: Indicator, first: int, last: int) -> list[SubjectFact]:
        """The facts of its kinds from one month to another, oldest first."""
        return self._kept.of(indicator, first, last)

    @cached_property
    def _kept(self) -> "FactsByMonth":
        return FactsByMonth(self.facts)

    def applies(self, indicator: Indicator) -> bool:
        """Whether it applies in at least one period that the run looks at; a flag in the run's month."""
        if indicator.subject != self.subject:
            return False
        if indicator.kind == "flag":
            return self.has(indicator, self.month)
        periods = periods_until(self.month, indicator.period)
        return any(self.has(indicator, period.until(self.month)) for period in periods)

    @cached_property
    def applying(self) -> list[Indicator]:
        """Every indicator that applies, in the scheme's order."""
        return [indicator for indicator in self.scheme.indicators if self.applies(indicator)]

    @property
    def away(self) -> list[Indicator]:
        """Every indicator of such subjects that does not apply, in the scheme's order."""
        here = {indicator.code for indicator in self.applying}
        return [one for one in self.scheme.indicators if one.subject == self.subject and one.code not in here]


def categories(evidence: Evidence) -> tuple[CategoryPart, ...]:
    """Every applicable indicator with points, by category in the scheme's order; a category without any is left out."""
    scored = [_indicator_part(evidence, one) for one in evidence.applying if one.kind != "flag"]
    chapter = {one.code: one.category for one in evidence.scheme.indicators}
    parts = [
        CategoryPart(category.code, tuple(one for one in scored if chapter[one.code] == category.code))
        for category in evidence.scheme.categories
    ]
    return tuple(part for part in parts if part.indicators)


def _indicator_part(evidence: Evidence, indicator: Indicator) -> IndicatorPart:
    assert indicator.kind != "flag"
    lines = tuple(_line(evidence, indicator, period) for period in periods_until(evidence.month, indicator.period))
    return IndicatorPart(indicator.code, indicator.kind, lines, _yearly(indicator, lines))


def _yearly(indicator: Indicator, lines: Sequence[Line]) -> Adjustment | None:
    """What the yearly cap changes; None where it changes nothing."""
    if indicator.yearly_cap is None:
        return None
    limit = indicator.yearly_cap
    earned, attainable = sum(line.earned for line in lines), sum(line.attainable for line in lines)
    kept = max(-limit, min(limit, earned)), min(limit, attainable)
    if kept == (earned, attainable):
        return None
    return Adjustment("yearly_cap", limit, kept[0] - earned, kept[1] - attainable)


def caps_on_all(parts: Iterable[CategoryPart], rules: MemberRules) -> tuple[Adjustment, ...]:
    """What the caps on all bonuses and on all deductions change; none where they change nothing."""
    indicators = [indicator for part in parts for indicator in part.indicators]
    bonus = sum(one.earned for one in indicators if one.kind == "bonus")
    deduction = -sum(one.earned for one in indicators if one.kind == "deduction")
    found = []
    if bonus > rules.bonus_cap:
        found.append(Adjustment("bonus_cap", rules.bonus_cap, rules.bonus_cap - bonus, 0))
    if deduction > rules.deduction_cap:
        found.append(Adjustment("deduction_cap", rules.deduction_cap, deduction - rules.deduction_cap, 0))
    return tuple(found)


def _line(evidence: Evidence, indicator: Indicator, period: Period) -> Line:
    last = period.until(evidence.month)
    here = evidence.has(indicator, last)
    facts = fact_lines(indicator, evidence.facts_for(indicator, period.first, last)) if here else ()
    point = evidence.points.get((indicator.code, period.name))
    n = sum(1 for fact in facts if fact.value is not None)
    shown = point or Point(n, None, 0, 0)
    return Line(
        period=period.name,
        closed=period.closed(evidence.month),
        voluntary=here and evidence.voluntary(indicator, last),
        n=shown.n,
        value=shown.value,
        earned=shown.earned,
        attainable=shown.attainable,
        due_months=_due_months(evidence, indicator, period),
        silence=None if point else _silence(evidence, indicator, period, facts),
        facts=facts,
    )


def _due_months(evidence: Evidence, indicator: Indicator, period: Period) -> tuple[int, int] | None:
    """In how many of the period's months it was due, and how many it has."""
    if indicator.due != "pace":
        return None
    months = range(period.first, period.until(evidence.month) + 1)
    due = sum(1 for one in months if evidence.has(indicator, one) and not evidence.voluntary(indicator, one))
    return due, period.months


def _silence(evidence: Evidence, indicator: Indicator, period: Period, facts: Sequence[FactLine]) -> Silence:
    """Why a period of an indicator has no row."""
    last = period.until(evidence.month)
    if evidence.tags.get(last) is None:
        return "not_there"
    if not evidence.has(indicator, last):
        return "not_applying"
    if (_due_months(evidence, indicator, period) or (1, 1))[0] == 0:
        return "never_due"
    if any(fact.value is not None for fact in facts):
        spared = indicator.kind == "deduction" and evidence.voluntary(indicator, last)
        return "spared" if spared else "gave_nothing"
    if facts:
        return "all_excused"
    return _without_facts(evidence, indicator, period)


def _without_facts(evidence: Evidence, indicator: Indicator, period: Period) -> Silence:
    if indicator.kind != "base":
        return "nothing_happened"
    if indicator.due == "close" and not period.closed(evidence.month):
        return "period_open"
    owed = indicator.due == "pace" or (indicator.due == "close" and indicator.missing in ("zero", "full"))
    if not owed:
        return "nothing_held"
    return "only_if_done" if evidence.voluntary(indicator, period.until(evidence.month)) else "too_small"


def fact_lines(indicator: Indicator, facts: Sequence[SubjectFact]) -> tuple[FactLine, ...]:
    """Facts, oldest first, with whether each counted."""
    real = [fact for fact in facts if fact.value is not None]
    latest = real[-1] if real else None
    largest = max((fact.value for fact in real if fact.value is not None), default=0)

    def role(fact: SubjectFact) -> Role:
        if fact.value is None:
            return "excused"
        if indicator.measure == "latest" and fact is not latest:
            return "not_latest"
        return "not_largest" if indicator.measure == "max" and fact.value < largest else "counts"

    return tuple(FactLine(one.fact_id, one.kind, one.occurred_on, one.value, role(one)) for one in facts)


def flag_parts(evidence: Evidence) -> tuple[FlagPart, ...]:
    """Every flag that applies, raised or quiet, with what it looked at."""
    return tuple(_flag_part(evidence, one) for one in evidence.applying if one.kind == "flag")


def _flag_part(evidence: Evidence, indicator: Indicator) -> FlagPart:
    value, level = evidence.flags.get(indicator.code, (None, None))
    streak = indicator.measure == "streak"
    first = period_holding(evidence.month, indicator.period).first
    return FlagPart(
        code=indicator.code,
        level=level,
        value=value,
        voluntary=evidence.voluntary(indicator, evidence.month),
        months=tuple(_streak_months(evidence, indicator)) if streak else (),
        facts=() if streak else fact_lines(indicator, evidence.facts_for(indicator, first, evidence.month)),
    )


def _streak_months(evidence: Evidence, indicator: Indicator) -> Iterator[StreakMonth]:
    """The twelve months that a streak looks at, newest first."""
    running = True
    for month in range(evidence.month, evidence.month - STREAK_MONTHS, -1):
        facts = evidence.facts_for(indicator, month, month)
        state = _state([fact.value for fact in facts if fact.value is not None])
        running = running and state != "passing"
        lines = tuple(FactLine(one.fact_id, one.kind, one.occurred_on, one.value, _plain(one)) for one in facts)
        yield StreakMonth(month, state, running and state == "failing", lines)


def _plain(fact: SubjectFact) -> Role:
    return "excused" if fact.value is None else "counts"


def _state(values: Sequence[int]) -> MonthState:
    if not values:
        return "neutral"
    return "passing" if max(values) > 0 else "failing"


def idle_facts(evidence: Evidence, parts: Iterable[CategoryPart], flags: Iterable[FlagPart]) -> tuple[FactLine, ...]:
    """The facts of the year that stand in no line and at no flag."""
    lines = [line.facts for part in parts for indicator in part.indicators for line in indicator.lines]
    lines += [flag.facts for flag in flags] + [month.facts for flag in flags for month in flag.months]
    shown = {fact.fact_id for facts in lines for fact in facts}
    idle = [one for one in evidence.facts if first_of_year(evidence.month) <= one.month and one.fact_id not in shown]
    return tuple(FactLine(one.fact_id, one.kind, one.occurred_on, one.value, _plain(one)) for one in idle)
