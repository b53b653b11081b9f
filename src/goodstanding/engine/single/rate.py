"""One subject rated alone, in plain Python: for a page that shows one person, where starting a query engine would take
longer than the arithmetic.

It gives exactly the rows that a run gives for that subject (no ranks and no members' part: those need the others). The
tests hold it against the run and against the oracle. Points and values are thousandths, totals hundredths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.explanation import Sums, rounded
from goodstanding.engine.explain.formulas import bonus, deduction, measure, reaches
from goodstanding.engine.explain.history import FactsByMonth, History, SubjectFact
from goodstanding.engine.explain.lines import Point
from goodstanding.engine.explain.owed import asked, base_points
from goodstanding.engine.period import STREAK_MONTHS, Period, period_holding, periods_until
from goodstanding.engine.scheme.scheme import Indicator, Scheme, Subject
from goodstanding.engine.single.sums import summed, total_of_sums


@dataclass(frozen=True)
class Alone:
    """What a subject has by itself. points by (indicator, period); flags by indicator, each (value, level)."""

    points: Mapping[tuple[str, str], Point]
    flags: Mapping[str, tuple[int, str]]
    sums: Sums
    total: int | None
    band: str | None
    peer_group: str | None


def rate_one(
    scheme: Scheme, subject: Subject, month: int, tags: Mapping[int, Tags | None], facts: Sequence[SubjectFact]
) -> Alone:
    """Rates one member or one unit in a month.

    tags: its classes (a unit: type and level) by month, None where it was not there. facts: in any order. Both begin
    with the year, and twelve months back where the scheme counts streaks.
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
        self.history = History(tags, FactsByMonth(sorted(facts, key=lambda fact: (fact.occurred_on, fact.fact_id))))

    def rated(self) -> Alone:
        mine = [indicator for indicator in self.scheme.indicators if indicator.subject == self.subject]
        points = {
            (indicator.code, period.name): point
            for indicator in mine
            if indicator.kind != "flag"
            for period in periods_until(self.month, indicator.period)
            if (point := self._point(indicator, period)) is not None
        }
        sums = summed(self.scheme, points)
        total = total_of_sums(self.scheme, self.subject, self.month, sums)
        member = self.subject == "member"
        return Alone(
            points=points,
            flags={
                indicator.code: flag
                for indicator in mine
                if indicator.kind == "flag" and (flag := self._flag(indicator)) is not None
            },
            sums=sums,
            total=total,
            band=self.scheme.band(total) if member and total is not None else None,
            peer_group=self.scheme.peer_group(self.tags.get(self.month) or frozenset()) if member else None,
        )

    # Points

    def _point(self, indicator: Indicator, period: Period) -> Point | None:
        what = asked(self.history, indicator, period, self.month)
        if what is None:
            return None
        values = self.history.counting(indicator, period.first, period.until(self.month))
        measured = measure(indicator, values)
        if indicator.kind == "base":
            scored = base_points(indicator, what, measured)
        elif measured is None:
            scored = None
        else:
            scored = (bonus if indicator.kind == "bonus" else _deducted)(indicator, measured), 0
        if scored is None or (scored == (0, 0) and (indicator.kind != "base" or not values)):
            return None
        return Point(len(values), None if measured is None else rounded(*measured), *scored)

    # Flags

    def _flag(self, indicator: Indicator) -> tuple[int, str] | None:
        if not self.history.binds(indicator, self.month):
            return None
        return self._streak(indicator) if indicator.measure == "streak" else self._measured_flag(indicator)

    def _streak(self, indicator: Indicator) -> tuple[int, str] | None:
        streak = 0
        for month in range(self.month, self.month - STREAK_MONTHS, -1):
            values = self.history.values(indicator, month, month) if self.history.binds(indicator, month) else []
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
        measured = measure(indicator, self.history.values(indicator, first, self.month))
        if measured is None or measured[0] == 0 or not reaches(measured, (indicator.target or 0, 1)):
            return None
        return rounded(*measured), "raised"


def _deducted(indicator: Indicator, measured: tuple[int, int]) -> int:
    return -deduction(indicator, measured)
