"""Refused rows, put aside on disk while a file is read, and the sheet that tells of them."""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.flows.imports import files, reasons
from goodstanding.flows.imports.columns import ImportColumn
from goodstanding.flows.imports.row_reader import CellError
from goodstanding.models import DuesImport, FactImport, RosterImport
from goodstanding.models.operations.file_import import RefusedCell

#: What is kept of a value.
_SHOWN = 60


class RejectedRows:
    """Faults that are put aside, and then read back as rows to be kept. masked: columns of which no value is kept."""

    def __init__(self, brought: RosterImport | FactImport | DuesImport, masked: Collection[str] = ()) -> None:
        self._sheet, self._masked = str(brought.columns.get("sheet", "")), masked
        self._row: type[RefusedCell] = brought.refusals.model
        self._file: Any = tempfile.TemporaryFile("w+", dir=files.folder(), encoding="utf-8")  # noqa: SIM115

    def put(self, row: int, faults: Iterable[CellError]) -> None:
        """The faults of a row."""
        for fault in faults:
            masked = fault.column in self._masked and fault.value
            value = "•••" if masked else fault.value[:_SHOWN]
            value = value.encode("utf-8", "replace").decode()
            self._file.write(json.dumps([row, fault.column, value, fault.reason, dict(fault.facts)]) + "\n")

    def rows(self) -> Iterator[RefusedCell]:
        """Everything that was put aside."""
        self._file.seek(0)
        for line in self._file:
            row, column, value, reason, facts = json.loads(line)
            yield self._row(sheet=self._sheet, row=row, column=column, value=value, reason=reason, facts=facts)

    def close(self) -> None:
        """Gives the disk back."""
        self._file.close()


def headings() -> list[str]:
    """The columns of the sheet of refused rows, in the reader's language."""
    return [_("Sheet"), _("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do")]


def lines(
    brought: RosterImport | FactImport | DuesImport,
    columns: Sequence[ImportColumn],
    known_reasons: reasons.Reasons,
    most: int | None = None,
) -> Iterator[list[str]]:
    """The refused rows as people read them. most: only the first ones."""
    titles = {column.name: str(column.title) for column in columns}
    headers, places = brought.columns.get("headers", []), brought.columns.get("matched", {})
    called = {name: headers[index] for name, index in places.items() if index < len(headers) and headers[index]}
    found: Any = brought.refusals.order_by("row", "pk")[:most]
    for refusal in found.iterator(chunk_size=2000):
        facts = {"most": "", "row": "", "day": "", "unit": "", "word": ""} | refusal.facts
        title = called.get(refusal.column) or titles.get(refusal.column, "")
        says, todo = (
            reasons.says(known_reasons, refusal.reason, facts),
            reasons.todo(known_reasons, refusal.reason, facts),
        )
        yield [refusal.sheet, str(refusal.row), title, refusal.value, says, todo]
