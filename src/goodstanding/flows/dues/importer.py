"""Imports of bank statements: what is judged of a row, what is booked, and what is left to a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.dues import payments, statements
from goodstanding.actions.dues.payments import NewPayment, Way
from goodstanding.actions.ledger import ledger
from goodstanding.actions.operations.imports import check_as_written
from goodstanding.engine.period import month_of
from goodstanding.flows.dues.columns import COLUMNS
from goodstanding.flows.dues.matching import Matcher
from goodstanding.flows.dues.reasons import REASONS
from goodstanding.flows.dues.row import StatementRow, StatementRowReader
from goodstanding.flows.imports.row_reader import CellError
from goodstanding.flows.imports.run import ImportKind
from goodstanding.models import DuesImport, DuesPayment, StatementLine
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme
from goodstanding.sheets.row import SheetRow

_OLDEST = timedelta(days=731)


@dataclass(slots=True)
class StatementRowResult:
    """What becomes of a row: refused, a payment, a row that waits for a person, or nothing new."""

    row: int
    faults: list[CellError] = field(default_factory=list)
    payment: NewPayment | None = None
    line: StatementLine | None = None

    @property
    def became(self) -> str:
        """As what it is counted."""
        if self.payment is not None:
            return "added"
        return "waiting" if self.line is not None else "unchanged"


class StatementImporter:
    """Judges rows of a statement and books them; see flows.imports."""

    def __init__(
        self, brought: DuesImport, places: Mapping[str, int], width: int, by: Viewer | None, at: datetime, writes: bool
    ) -> None:
        del writes
        self._brought, self._by, self._at, self._day = brought, by, at, today(at)
        self._month = month_of(self._day)
        self._reader = StatementRowReader(places, width)
        self._matcher = Matcher(brought.unit, self._month)
        self._seen: dict[str, int] = {}
        self._references: dict[str, int] = {}

    def begin(self) -> None:
        """Holds the end of the ledger, so that no payment is booked beside this import."""
        check_as_written()
        ledger.hold(at=self._at)

    def judge(self, rows: list[SheetRow]) -> list[StatementRowResult]:
        """A verdict for each row."""
        read = [self._reader.entry(row) for row in rows]
        results = [StatementRowResult(row.row, [*row.faults, *self._faults(row)]) for row in read]
        good = [(result, row) for result, row in zip(results, read, strict=True) if not result.faults]
        self._decide(good)
        return results

    def _faults(self, row: StatementRow) -> list[CellError]:
        if row.faults or row.day is None:
            return []
        if row.day > self._day:
            return [CellError("day", str(row.day), "future", {})]
        if row.day < self._day - _OLDEST:
            return [CellError("day", str(row.day), "old", {})]
        first = self._seen.setdefault(row.identity, row.row)
        if first != row.row:
            return [CellError("", "", "duplicate", {"row": first})]
        if row.reference:
            first = self._references.setdefault(row.reference, row.row)
            if first != row.row:
                return [CellError("reference", row.reference, "reference_twice", {"row": first})]
        return []

    def _decide(self, good: Sequence[tuple[StatementRowResult, StatementRow]]) -> None:
        identities = {row.identity for _result, row in good}
        lines = set(
            StatementLine.objects.filter(
                once__in=[statements.once_of_line(identity, self._brought.unit) for identity in identities]
            ).values_list("once", flat=True)
        )
        booked = self._booked(identities)
        fresh = [
            (result, row)
            for result, row in good
            if row.identity not in booked and statements.once_of_line(row.identity, self._brought.unit) not in lines
        ]
        matched = self._matcher.match([row for _result, row in fresh])
        for (result, row), found in zip(fresh, matched, strict=True):
            assert row.day is not None, "a good row has a day"
            if found.member is not None and row.day >= found.member.joined_on:
                once = statements.once_of_payment(row.identity)
                result.payment = NewPayment(found.member, row.fen, row.day, Way.TRANSFER, once)
            else:
                result.line = self._line(row, found.why or StatementLine.Why.NOBODY)

    def _booked(self, identities: set[str]) -> set[str]:
        """The rows of before that were booked, in this unit or any other."""
        keys = {statements.once_of_payment(identity): identity for identity in identities}
        found = DuesPayment.objects.filter(once__in=list(keys)).values_list("once", flat=True)
        return {keys[once] for once in found}

    def _line(self, row: StatementRow, why: StatementLine.Why) -> StatementLine:
        assert row.day is not None, "a good row has a day"
        return StatementLine(
            brought=self._brought, unit=self._brought.unit, row=row.row, on=row.day, fen=row.fen, payer=row.payer,
            memo=" ".join(part for part in (row.number, row.memo) if part)[:100],
            once=statements.once_of_line(row.identity, self._brought.unit), why=why,
        )  # fmt: skip

    def write(self, verdicts: Sequence[StatementRowResult]) -> None:
        """Books what is certain, and leaves the rest to a person."""
        new = [verdict.payment for verdict in verdicts if verdict.payment is not None]
        payments.book(new, last=self._month, scheme=the_scheme(), by=self._by, at=self._at)
        lines = [verdict.line for verdict in verdicts if verdict.line is not None]
        StatementLine.objects.bulk_create(lines, batch_size=1000)

    def end(self) -> None:
        """Nothing follows."""


DUES = ImportKind(
    word="dues",
    model=DuesImport,
    columns=COLUMNS,
    reasons=REASONS,
    clerk=StatementImporter,
    unmatched=_("The columns of day, amount and payer must be matched first."),
    denied=_("You may no longer collect dues in this unit."),
    concurrent_change=_("Another person was booking payments at the same moment. Nothing was imported; try again."),
    masked=("payer", "memo", "number"),
)
