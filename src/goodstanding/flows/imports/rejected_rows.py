"""Refused rows, put aside on disk while a file is read, and the sheet that tells of them."""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.flows.imports import files, reasons
from goodstanding.flows.imports.columns import ImportColumn
from goodstanding.flows.imports.row_reader import CellError
from goodstanding.models import FactImport, RosterImport
from goodstanding.models.operations.file_import import RefusedCell

#: What is kept of a value.
_SHOWN = 60


class RejectedRows:
    """Faults that are put aside, and then read back as rows to be kept. masked: columns of which no value is kept."""

    def __init__(self, brought: RosterImport | FactImport, masked: Collection[str] = ()) -> None:
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
    brought: RosterImport | FactImport, columns: Sequence[ImportColumn], told: reasons.Reasons, most: int | None = None
) -> Iterator[list[str]]:
    """The refused rows as people read them. most: only the first ones."""
    titles = {column.name: str(column.title) for column in columns}
    headers, places = brought.columns.get("headers", []), brought.columns.get("matched", {})
    called = {name: headers[place] for name, place in places.items() if place < len(headers) and headers[place]}
    found: Any = brought.refusals.order_by("row", "pk")[:most]
    for one in found.iterator(chunk_size=2000):
        facts = {"most": "", "row": "", "day": "", "unit": "", "word": ""} | one.facts
        title = called.get(one.column) or titles.get(one.column, "")
        says, todo = reasons.says(told, one.reason, facts), reasons.todo(told, one.reason, facts)
        yield [one.sheet, str(one.row), title, one.value, says, todo]
