"""Whose payment a row of a statement is: by a member number, or by a name with an amount that fits. Never a guess."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

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
        wanted = [(_numbers(row), _names(row)) for row in rows]
        numbers, names = self._members({one for found, _names_found in wanted for one in found}, _all(wanted))
        self._load([*numbers.values(), *(member for found in names.values() for member in found)])
        return [self._one(row, *said, numbers, names) for row, said in zip(rows, wanted, strict=True)]

    def _members(self, numbers: set[str], names: set[str]) -> tuple[dict[str, Member], dict[str, list[Member]]]:
        here = Member.objects.filter(unit__path__startswith=self._unit.path, left_on=None)
        here = here.select_related("unit").defer("phone")
        by_number = {member.number: member for member in here.filter(number__in=numbers)}
        by_name = dict[str, list[Member]]()
        for member in here.filter(name__in=names).order_by("pk"):
            by_name.setdefault(member.name, []).append(member)
        return by_number, by_name

    def _load(self, members: Iterable[Member]) -> None:
        new = {member.pk for member in members} - self._open.keys()
        self._open |= {pk: [] for pk in new}
        rows = DuesObligation.objects.filter(member__in=new, open__gt=0, month__lte=self._until)
        for member, fen in rows.order_by("month").values_list("member", "open"):
            self._open[member].append(fen)

    def _one(
        self, row: StatementRow, numbers: list[str], names: list[str], by_number: dict[str, Member],
        by_name: dict[str, list[Member]],
    ) -> Matched:  # fmt: skip
        named = {member.pk: member for number in numbers if (member := by_number.get(number)) is not None}
        if len(named) == 1:
            (member,) = named.values()
            return self._paid(member, row.fen) if row.fen <= sum(self._open[member.pk]) else Matched(why=Why.AMOUNT)
        if len(named) > 1:
            return Matched(why=Why.SEVERAL)
        found = next((by_name[name] for name in names if name in by_name), [])
        if not found:
            return Matched(why=Why.NOBODY)
        fitting = [member for member in found if row.fen in accumulate(self._open[member.pk])]
        if len(fitting) == 1:
            return self._paid(fitting[0], row.fen)
        return Matched(why=Why.SEVERAL if len(found) > 1 else Why.AMOUNT)

    def _paid(self, member: Member, fen: int) -> Matched:
        rest = list[int]()
        for part in self._open[member.pk]:
            share = min(fen, part)
            fen -= share
            if part > share:
                rest.append(part - share)
        self._open[member.pk] = rest
        return Matched(member)


def _numbers(row: StatementRow) -> list[str]:
    """What could be a member number: the column of numbers alone where it is filled in, else the words of the memo."""
    return [row.number] if row.number else _NUMBER.findall(row.memo)


def _names(row: StatementRow) -> list[str]:
    """What could be a name, in the order in which it is tried: who the message names is paid for, else the payer."""
    payer = name_of(row.payer)
    return [*(name_of(word) for word in _WORD.findall(row.memo)), *([payer] if payer else [])]


def _all(wanted: Sequence[tuple[list[str], list[str]]]) -> set[str]:
    return {name for _numbers_found, names in wanted for name in names}
