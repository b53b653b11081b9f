"""Imports of facts: what is judged of a row, and what is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import ledger
from goodstanding.actions.operations.imports import check_as_written
from goodstanding.flows.imports.run import ImportKind
from goodstanding.flows.ledger.columns import COLUMNS
from goodstanding.flows.ledger.reasons import REASONS
from goodstanding.flows.ledger.row import FactRowReader
from goodstanding.flows.ledger.row_checks import FactRowChecker, FactRowResult
from goodstanding.models import Fact, FactImport
from goodstanding.queries.people.organization import the_scheme
from goodstanding.sheets.row import SheetRow


class FactImporter:
    """Judges rows of facts and writes them; see sheets.imports."""

    def __init__(
        self, brought: FactImport, places: Mapping[str, int], width: int, by: Viewer | None, at: datetime, writes: bool
    ) -> None:
        del writes
        self._by, self._at, self._scheme = by, at, the_scheme()
        self._reader = FactRowReader(places, width, self._scheme)
        self._judge = FactRowChecker(brought.unit, by, at, self._scheme, brought.file_name)

    def begin(self) -> None:
        """Holds the end of the ledger: what is judged to be new is new until it is written."""
        check_as_written()
        ledger.hold(at=self._at)

    def judge(self, rows: list[SheetRow]) -> list[FactRowResult]:
        """A verdict for each row."""
        return self._judge.judge([self._reader.entry(row) for row in rows])

    def write(self, verdicts: Sequence[FactRowResult]) -> None:
        """Writes what is not there yet."""
        fresh = [verdict.entry for verdict in verdicts if verdict.entry is not None and not verdict.known]
        ledger.record_many(fresh, source=Fact.Source.IMPORT, scheme=self._scheme, by=self._by, at=self._at)

    def end(self) -> None:
        """Nothing follows."""


FACTS = ImportKind(
    word="facts",
    model=FactImport,
    columns=COLUMNS,
    reasons=REASONS,
    clerk=FactImporter,
    unmatched=_("The columns of number, kind, day and value must be matched first."),
    denied=_("You may no longer record entries in this unit."),
    concurrent_change=_("Another person was recording at the same moment. Nothing was imported; try again."),
)
