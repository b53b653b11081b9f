"""One subject rated alone, in plain Python: for a page that shows one person, where starting a query engine would take
longer than the arithmetic.

It gives exactly the rows that a run gives for that subject (no ranks and no members' part: those need the others). The
tests hold it against the run and against the oracle. Points and values are thousandths, totals hundredths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodstanding.engine.account import FactsByMonth, Point, SubjectFact, Tags
from goodstanding.engine.explain import Sums, rounded
from goodstanding.engine.flags import STREAK_MONTHS
from goodstanding.engine.period import Period, period_holding, periods_until
from goodstanding.engine.scheme import Indicator, Scheme, Subject
from goodstanding.engine.summed import capped, summed, total_of_sums

#: A measure as an exact pair, num / den.
Ratio = tuple[int, int]


@dataclass(frozen=True)
class Alone:
    """What a subject has by itself. points by (indicator, period); flags by indicator, each (value, level)."""

    points: Mapping[tuple[str, str], Point]
    flags: Mapping[str, tuple[int, str]]
    sums: Sums
    total: int | None
    band: str | None
    peer_group: str | None


def rate_alone(
    scheme: Scheme, subject: Subject, month: int, tags: Mapping[int, Tags | None], facts: Sequence[SubjectFact]
) -> Alone:
    """Rates one member or one unit in a month.

    tags: its classes (a unit: type and level) by month of the year, None where it was not there. facts: in any order,
    from twelve months back where the scheme counts streaks.
    """
    return _One(scheme, subject, month, tags, facts).rated()


class _One:
    """One subject in one month."""

    def __init__(
        self,
        scheme: Scheme,
        subject: Subject,
        month: int,
        tags: Mapping[int, Tags | None],
        facts: Sequence[SubjectFact],
    ) -> None:
        self.scheme, self.subject, self.month, self.tags = scheme, subject, month, tags
        counting = [fact for fact in facts if fact.value is not None]
        self.kept = FactsByMonth(sorted(counting, key=lambda one: (one.occurred_on, one.fact_id)))

    def rated(self) -> Alone:
        mine = [one for one in self.scheme.indicators if one.subject == self.subject]
        points = {
            (one.code, period.name): point
            for one in mine
            if one.kind != "flag"
            for period in periods_until(self.month, one.period)
            if (point := self._point(one, period)) is not None
        }
        sums = summed(self.scheme, points)
        total = total_of_sums(self.scheme, self.subject, self.month, sums)
        member = self.subject == "member"
        return Alone(
            points=points,
            flags={one.code: flag for one in mine if one.kind == "flag" and (flag := self._flag(one)) is not None},
            sums=sums,
            total=total,
            band=self.scheme.band(total) if member and total is not None else None,
            peer_group=self.scheme.peer_group(self.tags.get(self.month) or frozenset()) if member else None,
        )

    # Who

    def _has(self, indicator: Indicator, month: int) -> bool:
        tags = self.tags.get(month)
        return tags is not None and indicator.has(tags)

    def _voluntary(self, indicator: Indicator, month: int) -> bool:
        tags = self.tags.get(month)
        return tags is not None and indicator.voluntary(tags)

    # Points

    def _point(self, indicator: Indicator, period: Period) -> Point | None:
        last = period.until(self.month)
        if not self._has(indicator, last):
            return None
        values = self._values(indicator, period.first, last)
        measured = measure(indicator, values)
        scored = self._scored(indicator, period, measured)
        if scored is None or (scored == (0, 0) and (indicator.kind != "base" or not values)):
            return None
        value = None if measured is None else rounded(*measured)
        return Point(len(values), value, *scored)

    def _values(self, indicator: Indicator, first: int, last: int) -> list[int]:
        """What counts, oldest first; of one day, in the order of fact_id."""
        return [fact.value for fact in self.kept.of(indicator, first, last) if fact.value is not None]

    def _scored(self, indicator: Indicator, period: Period, measured: Ratio | None) -> tuple[int, int] | None:
        if indicator.kind == "base":
            return self._base(indicator, period, measured)
        if measured is None:
            return None
        if indicator.kind == "bonus":
            return _bonus(indicator, measured), 0
        if self._voluntary(indicator, period.until(self.month)):
            return None
        return -_deduction(indicator, measured), 0

    def _base(self, indicator: Indicator, period: Period, measured: Ratio | None) -> tuple[int, int] | None:
        due, of = self._pace(indicator, period)
        if due == 0:
            return None
        full = rounded(indicator.points * due, of)
        earned = None if measured is None else formula(indicator, measured, full, (due, of))
        scored = _owed(indicator, period.closed(self.month), earned, full)
        if scored is not None and self._voluntary(indicator, period.until(self.month)):
            return scored[0], scored[0]
        return scored

    def _pace(self, indicator: Indicator, period: Period) -> Ratio:
        """In how many of the period's months it was due, and how many it has; 1 of 1 where it is not due by pace."""
        if indicator.due != "pace":
            return 1, 1
        months = range(period.first, period.until(self.month) + 1)
        due = sum(1 for one in months if self._has(indicator, one) and not self._voluntary(indicator, one))
        return due, period.months

    # Flags

    def _flag(self, indicator: Indicator) -> tuple[int, str] | None:
        if not self._has(indicator, self.month) or self._voluntary(indicator, self.month):
            return None
        return self._streak(indicator) if indicator.measure == "streak" else self._measured_flag(indicator)

    def _streak(self, indicator: Indicator) -> tuple[int, str] | None:
        streak = 0
        for month in range(self.month, self.month - STREAK_MONTHS, -1):
            values = self._values(indicator, month, month)
            if any(values):
                break
            streak += bool(values)
        if indicator.target is not None and 1000 * streak >= indicator.target:
            return 1000 * streak, "raised"
        if indicator.warn_at and streak >= min(indicator.warn_at):
            return 1000 * streak, "warned"
        return None

    def _measured_flag(self, indicator: Indicator) -> tuple[int, str] | None:
        first = period_holding(self.month, indicator.period).first
        measured = measure(indicator, self._values(indicator, first, self.month))
        if measured is None or measured[0] == 0 or not _reaches(measured, (indicator.target or 0, 1)):
            return None
        return rounded(*measured), "raised"


def measure(indicator: Indicator, values: Sequence[int]) -> Ratio | None:
    """The measure of values, oldest first, as an exact pair; none over none."""
    if not values:
        return None
    kind = indicator.measure
    if kind == "mean":
        return sum(values), len(values)
    if kind == "count":
        return 1000 * sum(1 for value in values if value > 0), 1
    if kind == "latest":
        return values[-1], 1
    return (max(values) if kind == "max" else sum(values)), 1


def formula(indicator: Indicator, measured: Ratio, full: int, pace: Ratio) -> int:
    """What a measure earns of full points, where `pace` of the period is due."""
    (num, den), (due, of) = measured, pace
    if indicator.formula == "map":
        reached = [step for step in indicator.map or () if _reaches(measured, (step[0], 1))]
        return rounded(max(reached)[1] * due, of) if reached else 0
    target = (indicator.target or 0) * due, of
    if indicator.formula == "step":
        return full if _reaches(measured, target) else 0
    return min(full, rounded(full * num * target[1], den * target[0]))


def _reaches(one: Ratio, other: Ratio) -> bool:
    return one[0] * other[1] >= other[0] * one[1]


def _owed(indicator: Indicator, closed: bool, earned: int | None, full: int) -> tuple[int, int] | None:
    """Earned and attainable by when the indicator is due; none where it is left out."""
    if indicator.due == "pace":
        return earned or 0, full
    if earned is None:
        if indicator.due != "close" or not closed:
            return None
        return {"zero": (0, full), "full": (full, full), "skip": None}[indicator.missing or "skip"]
    return (earned, earned) if indicator.due == "close" and not closed else (earned, full)


def _bonus(indicator: Indicator, measured: Ratio) -> int:
    if indicator.formula == "per_unit":
        return capped(rounded(indicator.points * measured[0], 1000 * measured[1]), indicator.cap)
    return formula(indicator, measured, indicator.points, (1, 1))


def _deduction(indicator: Indicator, measured: Ratio) -> int:
    num, den = measured
    beyond = max(0, num - (indicator.target or 0) * den)
    return capped(rounded(indicator.points * beyond, 1000 * den), indicator.cap)
