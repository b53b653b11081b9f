"""A worked case: a little organization, what happened in it, and what must come out. Test and documentation in one.

Amounts are thousandths as int, totals hundredths, months month numbers; docs/reference/case-format.md has the format.
"""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from goodstanding.engine.scheme.part import Line, Part, Text, Word
from goodstanding.engine.scheme.scheme import MonthNumber, Unsigned, thousandths

#: Numbers in a case stay under this, so that several cases can be rated as one organization without meeting.
NUMBERS = 1_000_000


def _hundredths(raw: Any) -> int:
    amount, rest = divmod(thousandths(raw), 10)
    if rest:
        raise ValueError(f"{raw} has more than two decimals, and totals have two")
    return amount


def _days(raw: Any) -> tuple[date, ...]:
    days = raw if isinstance(raw, list) else [raw]
    try:
        return tuple(date.fromisoformat(day) for day in days)
    except (TypeError, ValueError):
        raise ValueError("must be a day YYYY-MM-DD, or a list of days") from None


def _some_days(days: tuple[date, ...]) -> tuple[date, ...]:
    if not days:
        raise ValueError("must name at least one day")
    return days


def _period(raw: Any) -> Any:
    """A year may be written without quotes, although YAML takes it for a number."""
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


Number = Annotated[int, Field(ge=1, lt=NUMBERS, strict=True)]
Thousandths = Annotated[int, BeforeValidator(thousandths)]
Hundredths = Annotated[int, BeforeValidator(_hundredths)]
Size = Annotated[int, Field(ge=0, strict=True)]
Days = Annotated[tuple[date, ...], BeforeValidator(_days), AfterValidator(_some_days)]
PeriodName = Annotated[Line, BeforeValidator(_period)]


class CaseUnit(Part):
    """A node of the case's tree."""

    id: Number
    parent: Number | None
    level: Word
    type: Word


class CaseMember(Part):
    """What a member is from a month on, until the member's next row or `until` (exclusive)."""

    id: Number
    unit: Number
    classes: tuple[Word, ...]
    from_: MonthNumber = Field(alias="from")
    until: MonthNumber | None = None


class Someone(Part):
    """Whatever is about one member or one unit."""

    member: Number | None = None
    unit: Number | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Someone":
        if (self.member is None) == (self.unit is None):
            raise ValueError("names either a member or a unit")
        return self

    @property
    def subject(self) -> str:
        """'member' or 'unit'."""
        return "unit" if self.member is None else "member"

    @property
    def subject_id(self) -> int:
        """The number of the member or unit."""
        number = self.member if self.member is not None else self.unit
        assert number is not None
        return number


class CaseFact(Someone):
    """A fact on each of the days; value null is excused."""

    kind: Line
    on: Days
    value: Unsigned | None


class CaseRow(Part):
    """A row of an output table by its keys; a subclass adds what is expected in it."""

    keys: ClassVar[tuple[str, ...]]

    def wanted(self) -> dict[str, Any]:
        """The columns that the case says something about, null included."""
        stated = self.model_fields_set - {*self.keys}
        return {name: getattr(self, name) for name in type(self).model_fields if name in stated}


class PointsKey(CaseRow, Someone):
    """One indicator in one period."""

    keys = ("member", "unit", "indicator", "period")
    indicator: Line
    period: PeriodName


class TotalsKey(CaseRow):
    """A member's line."""

    keys = ("member",)
    member: Number


class RanksKey(CaseRow):
    """A member's place in a subtree."""

    keys = ("member", "scope")
    member: Number
    scope: Number


class FlagsKey(CaseRow, Someone):
    """A flag that is up."""

    keys = ("member", "unit", "indicator")
    indicator: Line


class UnitTotalsKey(CaseRow):
    """A unit's line."""

    keys = ("unit",)
    unit: Number


class UnitRanksKey(CaseRow):
    """A unit's place in a subtree."""

    keys = ("unit", "scope")
    unit: Number
    scope: Number


class ExpectedPoints(PointsKey):
    """A row of the points."""

    n: Size = 0
    value: Thousandths | None = None
    earned: Thousandths = 0
    attainable: Thousandths = 0


class ExpectedTotals(TotalsKey):
    """A row of the totals."""

    unit: Number = 1
    peer_group: Word = ""
    earned: Thousandths = 0
    attainable: Thousandths = 0
    bonus: Thousandths = 0
    deduction: Thousandths = 0
    total: Hundredths | None = None
    band: Word | None = None


class ExpectedRanks(RanksKey):
    """A row of the ranks."""

    rank: Size = 0
    of: Size = 0


class ExpectedFlags(FlagsKey):
    """A row of the flags."""

    value: Thousandths = 0
    level: Word = ""


class ExpectedUnitTotals(UnitTotalsKey):
    """A row of the units' totals."""

    n: Size = 0
    members_part: Hundredths | None = None
    own: Hundredths | None = None
    total: Hundredths | None = None


class ExpectedUnitRanks(UnitRanksKey):
    """A row of the units' ranks."""

    rank: Size = 0
    of: Size = 0


class Expect(Part):
    """What must come out; only what is written here is compared."""

    points: tuple[ExpectedPoints, ...] = ()
    totals: tuple[ExpectedTotals, ...] = ()
    ranks: tuple[ExpectedRanks, ...] = ()
    flags: tuple[ExpectedFlags, ...] = ()
    unit_totals: tuple[ExpectedUnitTotals, ...] = ()
    unit_ranks: tuple[ExpectedUnitRanks, ...] = ()


class Absent(Part):
    """Rows that must not come out."""

    points: tuple[PointsKey, ...] = ()
    totals: tuple[TotalsKey, ...] = ()
    ranks: tuple[RanksKey, ...] = ()
    flags: tuple[FlagsKey, ...] = ()
    unit_totals: tuple[UnitTotalsKey, ...] = ()
    unit_ranks: tuple[UnitRanksKey, ...] = ()


#: The tables in which all units of a level and type lean to one mean, wherever they stand. Ranks stay inside one tree.
ACROSS = ("unit_totals", "unit_ranks")


class Case(Part):
    """One worked case as written."""

    says: Text
    month: MonthNumber
    units: tuple[CaseUnit, ...] = ()
    members: tuple[CaseMember, ...] = Field(min_length=1)
    facts: tuple[CaseFact, ...] = ()
    expect: Expect = Expect()
    absent: Absent = Absent()

    @property
    def looks_across(self) -> bool:
        """Whether it matters who else is in the organization."""
        return any(getattr(side, table) for side in (self.expect, self.absent) for table in ACROSS)
