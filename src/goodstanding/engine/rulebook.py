"""The scheme as rows: one row for each indicator and period, so that scoring is a join and never a script of 136
columns.

A *cell* is one indicator in one period of the year. Its number is 12 x the indicator's place + the month (0 to 11) in
which the run looks at the period, so cells sort by indicator and period, and the month can be read off the number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodstanding.engine.period import Period, first_of_year, period_holding, periods_until
from goodstanding.engine.scheme import Indicator, Scheme

#: Codes of the formulas in the rows.
PRORATA, STEP, PER_UNIT, MAP, FLAG = 1, 2, 3, 4, 5
#: Codes of the measures that need something else than a sum.
SUMMED, COUNTED, AVERAGED, LARGEST, LATEST = 1, 2, 3, 4, 5
#: What a cell without facts is: nothing, owed in full, or given in full.
LEFT_OUT, OWED, GIVEN = 0, 1, 2
#: Codes of the kinds.
BASE, BONUS, DEDUCTION, FLAGGED = 1, 2, 3, 4
#: Stands for "no cap": more than any period can give.
NO_CAP = 2**62

_FORMULAS = {"prorata": PRORATA, "step": STEP, "per_unit": PER_UNIT, "map": MAP, None: FLAG}
_MEASURES = {"sum": SUMMED, "count": COUNTED, "mean": AVERAGED, "max": LARGEST, "latest": LATEST}
_KINDS = {"base": BASE, "bonus": BONUS, "deduction": DEDUCTION, "flag": FLAGGED}


@dataclass(frozen=True)
class Cell:
    """One indicator in one period, as the run of `month` sees it."""

    number: int
    place: int
    indicator: Indicator
    period: Period
    month: int

    @property
    def closed(self) -> bool:
        """Whether the run sees the whole period."""
        return self.period.closed(self.month)

    @property
    def paced(self) -> bool:
        """Whether what is due grows with the months."""
        return self.indicator.due == "pace"

    @property
    def blank(self) -> int:
        """What the cell is when nothing happened."""
        if self.paced:
            return OWED
        if self.indicator.due != "close" or not self.closed:
            return LEFT_OUT
        return {"zero": OWED, "full": GIVEN}.get(self.indicator.missing or "skip", LEFT_OUT)

    @property
    def attainable_is_earned(self) -> bool:
        """Whether an early result counts for itself only, because the period is still open."""
        return self.indicator.due == "close" and not self.closed


def cells_of(scheme: Scheme, month: int, subject: str) -> list[Cell]:
    """The cells that a run of the month scores for members or units, by number. Streak flags have none."""
    cells = []
    for place, indicator in enumerate(scheme.indicators):
        if indicator.subject != subject or indicator.measure == "streak":
            continue
        for period in _periods(indicator, month):
            slot = period.until(month) - first_of_year(month)
            cells.append(Cell(12 * place + slot, place, indicator, period, month))
    return cells


def _periods(indicator: Indicator, month: int) -> Sequence[Period]:
    if indicator.kind == "flag":
        return [period_holding(month, indicator.period)]
    return periods_until(month, indicator.period)


CELL_COLUMNS = {
    "place": "int64",
    "cell": "int64",
    "kind": "int64",
    "formula": "int64",
    "measure": "int64",
    "points": "int64",
    "target": "int64",
    "span": "int64",
    "paced": "boolean",
    "cap": "int64",
    "blank": "int64",
    "own_attainable": "boolean",
}


def cell_rows(cells: Iterable[Cell]) -> list[dict[str, object]]:
    """The cells as rows of CELL_COLUMNS."""
    return [_cell_row(cell) for cell in cells]


def _cell_row(cell: Cell) -> dict[str, object]:
    indicator = cell.indicator
    return {
        "place": cell.place,
        "cell": cell.number,
        "kind": _KINDS[indicator.kind],
        "formula": _FORMULAS[indicator.formula],
        "measure": _MEASURES[indicator.measure],
        "points": indicator.points,
        "target": indicator.target or 0,
        "span": cell.period.months if cell.paced else 1,
        "paced": cell.paced,
        "cap": NO_CAP if indicator.cap is None else indicator.cap,
        "blank": cell.blank,
        "own_attainable": cell.attainable_is_earned,
    }


FEED_COLUMNS = {"fact_kind": "string", "fact_month": "int64", "cell": "int64", "measure": "int64"}


def feed_rows(cells: Iterable[Cell]) -> list[dict[str, object]]:
    """Which kind of fact in which month feeds which cell, as rows of FEED_COLUMNS."""
    return [
        {"fact_kind": kind, "fact_month": month, "cell": cell.number, "measure": _MEASURES[cell.indicator.measure]}
        for cell in cells
        for kind in cell.indicator.facts
        for month in range(cell.period.first, cell.period.until(cell.month) + 1)
    ]


ELIGIBILITY_COLUMNS = {"profile": "int64", "place": "int64", "voluntary": "boolean"}


def eligibility_rows(scheme: Scheme, profiles: Sequence[frozenset[str]], subject: str) -> list[dict[str, object]]:
    """Which indicator applies to which set of classes, as rows of ELIGIBILITY_COLUMNS; profiles count from 1."""
    return [
        {"profile": number, "place": place, "voluntary": indicator.voluntary(tags)}
        for number, tags in enumerate(profiles, start=1)
        for place, indicator in enumerate(scheme.indicators)
        if indicator.subject == subject and indicator.has(tags)
    ]


def binding_yearly_caps(cells: Iterable[Cell]) -> dict[int, int]:
    """By indicator's place, the yearly caps that can be reached; the others never change a sum."""
    most: dict[int, int] = {}
    caps: dict[int, int] = {}
    for cell in cells:
        indicator = cell.indicator
        if indicator.yearly_cap is not None:
            caps[cell.place] = indicator.yearly_cap
            most[cell.place] = most.get(cell.place, 0) + _most_of_a_period(indicator)
    return {place: cap for place, cap in caps.items() if most[place] > cap}


def _most_of_a_period(indicator: Indicator) -> int:
    if indicator.formula != "per_unit":
        return indicator.points
    return NO_CAP if indicator.cap is None else indicator.cap
