"""Whose payment a row of a statement is: by a member number, or by a name with an amount that fits. Never a guess."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import QuerySet

from goodstanding.flows.dues.row import StatementRow
from goodstanding.models import DuesObligation, Member, StatementLine, Unit
from goodstanding.names.spelling import name_of

Why = StatementLine.Why
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,39}")
_WORD = re.compile(r"[^\W\d_]{2,20}", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Matched:
    """The member of a row, or why none was found."""

    member: Member | None = None
    why: StatementLine.Why | None = None


class Matcher:
    """Matches the rows of one file, in order, with the members at and below a unit. until: the last month to pay.

    What a row pays is no longer open for the rows after it.
    """

    def __init__(self, unit: Unit, until: int) -> None:
        self._unit, self._until = unit, until
        self._open = dict[int, list[int]]()

    def match(self, rows: Sequence[StatementRow]) -> list[Matched]:
        """Returns for each row whose payment it is, or why nobody is found."""
        numbers = [_numbers(row) for row in rows]
        by_number = self._by_number({number for found in numbers for number in found})
        # Of a row with a known number the name is not looked for: in a city thousands have the same.
        names = [
            [] if any(number in by_number for number in found) else _names(row)
            for row, found in zip(rows, numbers, strict=True)
        ]
        by_name = self._by_name({name for found in names for name in found})
        self._load([*by_number.values(), *(pk for found in by_name.values() for pk in found)])
        said = [
            self._one(row, [by_number[number] for number in found if number in by_number], named, by_name)
            for row, found, named in zip(rows, numbers, names, strict=True)
        ]
        members = Member.objects.select_related("unit").defer("phone").in_bulk({pk for pk, _why in said if pk})
        return [Matched(members[pk]) if pk else Matched(why=why) for pk, why in said]

    def _here(self) -> QuerySet[Member]:
        return Member.objects.filter(unit__path__startswith=self._unit.path, left_on=None)

    def _by_number(self, numbers: set[str]) -> dict[str, int]:
        return dict(self._here().filter(number__in=numbers).values_list("number", "pk"))

    def _by_name(self, names: set[str]) -> dict[str, list[int]]:
        found = dict[str, list[int]]()
        for name, pk in self._here().filter(name__in=names).order_by("pk").values_list("name", "pk"):
            found.setdefault(name, []).append(pk)
        return found

    def _load(self, members: Iterable[int]) -> None:
        new = set(members) - self._open.keys()
        self._open |= {pk: [] for pk in new}
        rows = DuesObligation.objects.filter(member__in=new, open__gt=0, month__lte=self._until)
        for member, fen in rows.order_by("month").values_list("member", "open"):
            self._open[member].append(fen)

    def _one(
        self, row: StatementRow, numbered: list[int], names: list[str], by_name: dict[str, list[int]]
    ) -> tuple[int | None, StatementLine.Why | None]:
        """The member of a row, by the id, or why none is certain."""
        named = set(numbered)
        if len(named) > 1:
            return None, Why.SEVERAL
        if named:
            pk = named.pop()
            return (self._pay(pk, row.fen), None) if row.fen <= sum(self._open[pk]) else (None, Why.AMOUNT)
        found = next((by_name[name] for name in names if name in by_name), [])
        if not found:
            return None, Why.NOBODY
        fitting = [pk for pk in found if row.fen in accumulate(self._open[pk])]
        if len(fitting) == 1:
            return self._pay(fitting[0], row.fen), None
        return None, Why.SEVERAL if len(found) > 1 else Why.AMOUNT

    def _pay(self, member: int, fen: int) -> int:
        """What a row pays is no longer open for the rows after it. Returns the member."""
        rest = list[int]()
        for part in self._open[member]:
            share = min(fen, part)
            fen -= share
            if part > share:
                rest.append(part - share)
        self._open[member] = rest
        return member


def _numbers(row: StatementRow) -> list[str]:
    """What could be a member number: the column of numbers alone where it is filled in, else the words of the memo."""
    return [row.number] if row.number else _NUMBER.findall(row.memo)


def _names(row: StatementRow) -> list[str]:
    """What could be a name, in the order in which it is tried: who the message names is paid for, else the payer."""
    payer = name_of(row.payer)
    return [*(name_of(word) for word in _WORD.findall(row.memo)), *([payer] if payer else [])]
