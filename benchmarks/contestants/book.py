"""The scheme as the peers see it: indicators, and the cells (one indicator in one period) that a month's run scores.

The peers are written for the reference scheme. What it does not use (indicators of units, yearly caps) they leave out,
and a scheme that uses it is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodstanding.engine.period import Period, first_of_year, month_of_year, parse_month, period_holding, periods_until
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Indicator, Scheme


@dataclass(frozen=True)
class Cell:
    """One indicator in one period: `until` is the last month of it that the run sees."""

    number: int
    place: int
    period: Period
    until: int
    closed: bool


@dataclass(frozen=True)
class Book:
    """A scheme in one month."""

    scheme: Scheme
    month: int
    cells: Sequence[Cell]

    @property
    def first_month(self) -> int:
        """January of the year."""
        return first_of_year(self.month)

    @property
    def months(self) -> range:
        """The months of the year up to the run's."""
        return range(self.first_month, self.month + 1)

    @property
    def least_attainable(self) -> int:
        """What must be at stake, in thousandths, for a member to be rated."""
        return rdiv(self.scheme.member.min_attainable * month_of_year(self.month), 12)

    @property
    def streaks(self) -> list[tuple[int, Indicator]]:
        """The streak flags with their places."""
        return [(place, one) for place, one in enumerate(self.scheme.indicators) if one.measure == "streak"]


def book(folder: Path, month_text: str) -> Book:
    """Reads a scheme for a month."""
    scheme, month = scheme_of(folder), parse_month(month_text)
    assert all(one.subject == "member" for one in scheme.indicators), "the peers know no indicators of units"
    assert all(one.yearly_cap is None for one in scheme.indicators), "the peers know no yearly caps"
    cells: list[Cell] = []
    for place, indicator in enumerate(scheme.indicators):
        for period in _periods(indicator, month):
            cells.append(Cell(len(cells), place, period, period.until(month), period.closed(month)))
    return Book(scheme, month, cells)


def rdiv(a: int, b: int) -> int:
    """a / b rounded half up."""
    return (2 * a + b) // (2 * b)


def _periods(indicator: Indicator, month: int) -> Sequence[Period]:
    if indicator.measure == "streak":
        return []
    if indicator.kind == "flag":
        return [period_holding(month, indicator.period)]
    return periods_until(month, indicator.period)
