"""The scheme as rows: one row for each indicator and period, so that scoring is a join and never a script of 136
columns.

A *cell* is one indicator in one period of the year. Its number is 12 x the indicator's place + the month (0 to 11) in
which the run looks at the period, so cells sort by indicator and period.

Months of the window are bits of a number (see period), so that "in how many of these months" is a bit count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodstanding.engine.period import Period, bit_of, first_of_year, period_holding, periods_until
from goodstanding.engine.scheme.scheme import Indicator, Scheme

#: Codes of the formulas in the rows.
PRORATA, STEP, PER_UNIT, MAP, FLAG = 1, 2, 3, 4, 5
#: Codes of the measures that need something else than a sum.
SUMMED, COUNTED, AVERAGED, LARGEST, LATEST = 1, 2, 3, 4, 5
#: What a cell without facts is: nothing, owed in full, or given in full.
LEFT_OUT, OWED, GIVEN = 0, 1, 2
#: What a month in which the rule does not bind takes from a measure: nothing, its facts of value 0, or all its facts.
NOTHING, ZEROS, ALL = 0, 1, 2
#: Codes of the kinds.
BASE, BONUS, DEDUCTION, FLAGGED = 1, 2, 3, 4
#: Stands for "no cap": more than any period can give, and than any fact.
NO_CAP = 2**63 - 1

_FORMULAS = {"prorata": PRORATA, "step": STEP, "per_unit": PER_UNIT, "map": MAP, None: FLAG}
_MEASURES = {"sum": SUMMED, "count": COUNTED, "mean": AVERAGED, "max": LARGEST, "latest": LATEST}
_KINDS = {"base": BASE, "bonus": BONUS, "deduction": DEDUCTION, "flag": FLAGGED}


@dataclass(frozen=True)
class RuleCell:
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
    def in_months(self) -> bool:
        """Whether what is owed grows with the months in which the rule binds: a base rule due at a close or by pace."""
        return self.indicator.due in {"close", "pace"}

    @property
    def additive(self) -> bool:
        """Whether part of a period can be held against part of its target."""
        return self.in_months and self.indicator.measure in {"count", "sum"}

    @property
    def blank(self) -> int:
        """What the cell is when nothing happened."""
        if self.indicator.due == "pace":
            return OWED
        if self.indicator.due != "close" or not self.closed:
            return LEFT_OUT
        return {"zero": OWED, "full": GIVEN}.get(self.indicator.missing or "skip", LEFT_OUT)

    @property
    def early(self) -> bool:
        """Whether a result counts for itself only, because the period is still open."""
        return self.indicator.due == "close" and not self.closed

    @property
    def months(self) -> range:
        """The months of the period that the run sees."""
        return range(self.period.first, self.period.until(self.month) + 1)

    @property
    def full_from(self) -> int:
        """The least value that does not fall short by itself: above 0, and what gives all points where one fact can."""
        indicator = self.indicator
        if indicator.measure in {"count", "sum"}:
            return 1
        if indicator.formula == "map":
            return max(1, _full_of_map(indicator))
        target, points = indicator.target or 0, indicator.points
        if indicator.formula == "prorata" and points:
            # The least value whose share of the points, rounded half up, is all of them.
            return max(1, -(-target * (2 * points - 1) // (2 * points)))
        return max(1, target if points else 0)


def _full_of_map(indicator: Indicator) -> int:
    steps = sorted(indicator.map or ())
    full = [at_least for at_least, given in steps if given >= indicator.points]
    return 0 if not indicator.points else full[0] if full else NO_CAP


def cells_of(scheme: Scheme, month: int, subject: str) -> list[RuleCell]:
    """The cells that a run of the month scores for members or units, by number. Streak flags have none."""
    cells = []
    for place, indicator in enumerate(scheme.indicators):
        if indicator.subject != subject or indicator.measure == "streak":
            continue
        for period in _periods(indicator, month):
            slot = period.until(month) - first_of_year(month)
            cells.append(RuleCell(12 * place + slot, place, indicator, period, month))
    return cells


def _periods(indicator: Indicator, month: int) -> Sequence[Period]:
    if indicator.kind == "flag":
        return [period_holding(month, indicator.period)]
    return periods_until(month, indicator.period)


CELL_COLUMNS = {
    **dict.fromkeys(["place", "cell", "kind", "formula", "measure", "points", "target", "cap", "blank"], "int64"),
    **dict.fromkeys(["span", "months", "last", "ahead"], "int64"),
    **dict.fromkeys(["in_months", "additive", "early", "at_end", "all_given", "once"], "boolean"),
}


def cell_rows(cells: Iterable[RuleCell]) -> list[dict[str, object]]:
    """The cells as rows of CELL_COLUMNS.

    span: how many months the period has. months: the bits of those that the run sees; last: the bit of the last of
    them; ahead: how many more a period that closes later has. at_end: owed by who has it in the last month. all_given:
    without facts a closed period counts as full. once: a duty done once, which one excused fact lifts.
    """
    return [_cell_row(cell) for cell in cells]


def _cell_row(cell: RuleCell) -> dict[str, object]:
    indicator = cell.indicator
    return {
        "place": cell.place,
        "cell": cell.number,
        "kind": _KINDS[indicator.kind],
        "formula": _FORMULAS[indicator.formula],
        "measure": _MEASURES[indicator.measure],
        "points": indicator.points,
        "target": indicator.target or 0,
        "cap": NO_CAP if indicator.cap is None else indicator.cap,
        "blank": cell.blank,
        "span": cell.period.months,
        "months": sum(bit_of(month, cell.month) for month in cell.months),
        "last": bit_of(cell.months[-1], cell.month),
        "ahead": cell.period.months - len(cell.months) if cell.early else 0,
        "in_months": cell.in_months,
        "additive": cell.additive,
        "early": cell.early,
        "at_end": indicator.due == "close" and indicator.owed_by == "end",
        "all_given": indicator.missing == "full",
        "once": indicator.measure in {"max", "latest"},
    }


FEED_COLUMNS = {
    "fact_kind": "string",
    **dict.fromkeys(["fact_month", "cell", "place", "measure", "bit", "dropped", "full_from"], "int64"),
}


def feed_rows(cells: Iterable[RuleCell]) -> list[dict[str, object]]:
    """Which kind of fact in which month feeds which cell, as rows of FEED_COLUMNS.

    bit: of the month. dropped: what is left out where the rule does not bind in that month. full_from: the least value
    that does not fall short, where excused facts take from what is owed; elsewhere 0.
    """
    return [
        {**_feed_row(cell, month), "fact_kind": kind}
        for cell in cells
        for kind in cell.indicator.facts
        for month in cell.months
    ]


def _feed_row(cell: RuleCell, month: int) -> dict[str, object]:
    return {
        "fact_month": month,
        "cell": cell.number,
        "place": cell.place,
        "measure": _MEASURES[cell.indicator.measure],
        "bit": bit_of(month, cell.month),
        "dropped": {"flag": NOTHING, "deduction": ALL}.get(cell.indicator.kind, ZEROS),
        "full_from": cell.full_from if cell.in_months else 0,
    }


DELICATE_COLUMNS = {"fact_kind": "string", "below": "int64"}


def delicate_rows(cells: Iterable[RuleCell]) -> list[dict[str, object]]:
    """Below which value a fact of which kind is looked at more closely (see tally.delicate): DELICATE_COLUMNS."""
    below: dict[str, int] = {}
    for cell in cells:
        least = NO_CAP if cell.indicator.kind == "deduction" else cell.full_from if cell.in_months else 1
        for kind in cell.indicator.facts:
            below[kind] = max(least, below.get(kind, 1))
    return [{"fact_kind": kind, "below": least} for kind, least in sorted(below.items())]


ELIGIBILITY_COLUMNS = {"profile": "int64", "place": "int64", "voluntary": "boolean"}


def profiles_of(scheme: Scheme, tags: Sequence[frozenset[str]]) -> tuple[list[int], list[frozenset[str]]]:
    """Sets of classes that no rule and no peer group tells apart are one profile: the profile of each, counted from 1,
    and one set of classes for every profile."""
    numbers: dict[tuple[object, ...], int] = {}
    profiles, representatives = list[int](), list[frozenset[str]]()
    for classes in tags:
        treatment = (
            scheme.peer_group(classes),
            *[(indicator.has(classes), indicator.voluntary(classes)) for indicator in scheme.indicators],
        )
        if treatment not in numbers:
            representatives.append(classes)
        profiles.append(numbers.setdefault(treatment, len(numbers) + 1))
    return profiles, representatives


def eligibility_rows(scheme: Scheme, profiles: Sequence[frozenset[str]], subject: str) -> list[dict[str, object]]:
    """Which indicator applies to which set of classes, as rows of ELIGIBILITY_COLUMNS; profiles count from 1."""
    return [
        {"profile": number, "place": place, "voluntary": indicator.voluntary(tags)}
        for number, tags in enumerate(profiles, start=1)
        for place, indicator in enumerate(scheme.indicators)
        if indicator.subject == subject and indicator.has(tags)
    ]


def binding_yearly_caps(cells: Iterable[RuleCell]) -> dict[int, int]:
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
