"""What a scheme says of dues: the bands of each table with their amounts, by when a month is due, and what is recorded.

Amounts are written in yuan with at most two decimals and stored in whole fen; a rate is written in per cent. Nobody's
income is ever asked for: a band and the set amount are all that is stored.
"""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from goodstanding.engine.period import PeriodLength, month_text, parse_month
from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?")
_RATE = re.compile(r"(\d{1,2})(\.\d{1,2})?%")


def fen_of(text: str) -> int:
    """Returns an amount in yuan as fen. Raises ValueError for anything but digits with at most two decimals."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError("an amount is written in yuan with at most two decimals, as 12.50")
    return int(Decimal(text) * 100)


def _fen(value: Any) -> int:
    return fen_of(str(value)) if not isinstance(value, bool) else fen_of("")


def _basis_points(value: Any) -> int:
    """Hundredths of a per cent, so that half a per cent is 50."""
    if not isinstance(value, str) or not _RATE.fullmatch(value):
        raise ValueError('a rate is written in per cent, as "0.5%"')
    return int(Decimal(value[:-1]) * 100)


def _month(value: Any) -> int:
    return parse_month(str(value))


def yuan_text(fen: int) -> str:
    """Returns fen as yuan with two decimals, as 12.50."""
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def rate_text(basis_points: int) -> str:
    """Returns a rate in per cent, as 0.5%."""
    return f"{Decimal(basis_points).scaleb(-2).normalize():f}%"


def _written(text: Any) -> PlainSerializer:
    """Rules that are stored as JSON are read back as they were written."""
    return PlainSerializer(text, when_used="json-unless-none")


Fen = Annotated[int, BeforeValidator(_fen), _written(yuan_text)]
Rate = Annotated[int, BeforeValidator(_basis_points), Field(ge=1, le=1000), _written(rate_text)]
Month = Annotated[int, BeforeValidator(_month), _written(month_text)]
_Months = Annotated[int, Field(ge=1, le=60, strict=True)]


class DuesBand(Part):
    """One band of a table: a set amount, a range of amounts, or a rate of a base between `over` and `up_to`.

    classes: to which members it is proposed first; none for everyone. Any band can be chosen.
    """

    title: Text
    amount: Fen | None = None
    at_least: Fen | None = None
    at_most: Fen | None = None
    rate: Rate | None = None
    over: Fen = 0
    up_to: Fen | None = None
    classes: tuple[Word, ...] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "DuesBand":
        ranged = self.at_least is not None or self.at_most is not None
        ways = (self.amount is not None) + ranged + (self.rate is not None)
        assert ways == 1, "a band has an amount, or at_least and at_most, or a rate"
        if ranged:
            assert self.at_least is not None and self.at_most is not None, "at_least and at_most go together"
            assert self.at_least <= self.at_most, "at_least is not more than at_most"
        assert self.rate is not None or (not self.over and self.up_to is None), "over and up_to go with a rate"
        assert self.up_to is None or self.up_to > self.over, "up_to is more than over"
        return self

    @property
    def least(self) -> int:
        """The smallest amount a month, in fen; of a rate, that of the smallest base, rounded down."""
        if self.rate is not None:
            return self.over * self.rate // 10_000
        return self.amount if self.amount is not None else self.at_least or 0

    @property
    def most(self) -> int | None:
        """The largest amount a month, in fen; of a rate, that of the largest base, rounded up; None without an end."""
        if self.rate is not None:
            return None if self.up_to is None else -(-self.up_to * self.rate // 10_000)
        return self.amount if self.amount is not None else self.at_most

    @property
    def is_set(self) -> bool:
        """Whether the band has one amount, so that there is nothing to type."""
        return self.amount is not None

    def allows(self, fen: int) -> bool:
        """Whether an amount a month can be of this band."""
        return fen >= max(self.least, 1) and (self.most is None or fen <= self.most)


class DuesTable(Part):
    """The bands that hold from a month on, until the next table does."""

    since: Month = Field(alias="from")
    bands: dict[Name, DuesBand] = Field(min_length=1)


class ClearedRule(Part):
    """Arrears that were paid: what is recorded, and within how many months after the month they are of."""

    fact: FactKindName
    within_months: _Months = 6


class OverdueRule(Part):
    """A month that stays open after a reminder: what a person records, with a reason, so many days after it."""

    fact: FactKindName
    after_days: Annotated[int, Field(ge=1, le=90, strict=True)] = 14


class PublicRule(Part):
    """The totals of a month posted to the members: what is recorded, about which offices of the branch."""

    fact: FactKindName
    offices: tuple[Literal["secretary", "committee"], ...] = Field(min_length=1)


class Dues(Part):
    """The dues of an organization: a month's amount for each member, by a band that the member or the branch confirms.

    on_time, in_full: about each month once it is settled; a waiver and a consented payment in advance count as on time.
    confirmed: once a year. overdue: never by itself. advance: the period that a member may pay ahead, with their
    consent; none for no month.
    show_after: after how many open months a member in arrears is shown more prominently; nothing else happens.
    """

    title: Text
    tables: tuple[DuesTable, ...] = Field(min_length=1)
    on_time: FactKindName | None = None
    in_full: FactKindName | None = None
    confirmed: FactKindName | None = None
    cleared: ClearedRule | None = None
    overdue: OverdueRule | None = None
    public: PublicRule | None = None
    advance: PeriodLength | None = None
    show_after: tuple[_Months, ...] = (2, 4, 6)

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts that dues can leave about a member, by the place in the section that names each."""
        found: dict[tuple[str, ...], FactKindName | None] = {
            ("on_time",): self.on_time,
            ("in_full",): self.in_full,
            ("confirmed",): self.confirmed,
            ("cleared", "fact"): self.cleared.fact if self.cleared else None,
            ("overdue", "fact"): self.overdue.fact if self.overdue else None,
            ("public", "fact"): self.public.fact if self.public else None,
        }
        return {place: fact for place, fact in found.items() if fact is not None}

    def bands_on(self, month: int) -> dict[Name, DuesBand]:
        """The bands that hold in a month; those of the first table before it."""
        holding = [table for table in self.tables if table.since <= month]
        return (holding[-1] if holding else self.tables[0]).bands

    def band(self, name: str, month: int) -> DuesBand | None:
        """The band with that name in a month, None where there is none."""
        return self.bands_on(month).get(name)
