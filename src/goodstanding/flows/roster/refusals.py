"""Refused rows, put aside on disk while a file is read, and the sheet that tells of them."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.flows.roster import files, reasons
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.flows.roster.entry import Fault
from goodstanding.models import RefusedRow, RosterImport

#: What is kept of a value; of a telephone number, nothing.
_SHOWN = 60
_MASKED = {"phone"}


class Aside:
    """Faults that are put aside, and then read back as rows to be kept."""

    def __init__(self, brought: RosterImport) -> None:
        self._sheet = str(brought.columns.get("sheet", ""))
        self._file: Any = tempfile.TemporaryFile("w+", dir=files.folder(), encoding="utf-8")  # noqa: SIM115

    def put(self, row: int, faults: Iterable[Fault]) -> None:
        """The faults of a row."""
        for fault in faults:
            value = "•••" if fault.column in _MASKED and fault.value else fault.value[:_SHOWN].replace("\0", "␀")
            value = value.encode("utf-8", "replace").decode()
            self._file.write(json.dumps([row, fault.column, value, fault.reason, dict(fault.facts)]) + "\n")

    def rows(self) -> Iterator[RefusedRow]:
        """Everything that was put aside."""
        self._file.seek(0)
        for line in self._file:
            row, column, value, reason, facts = json.loads(line)
            yield RefusedRow(sheet=self._sheet, row=row, column=column, value=value, reason=reason, facts=facts)

    def close(self) -> None:
        """Gives the disk back."""
        self._file.close()


def headings() -> list[str]:
    """The columns of the sheet of refused rows, in the reader's language."""
    return [_("Sheet"), _("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do")]


def lines(brought: RosterImport, most: int | None = None) -> Iterator[list[str]]:
    """The refused rows as people read them. most: only the first ones."""
    titles = {column.name: str(column.title) for column in COLUMNS}
    headers, places = brought.columns.get("headers", []), brought.columns.get("matched", {})
    called = {name: headers[place] for name, place in places.items() if place < len(headers) and headers[place]}
    for one in brought.refusals.order_by("row", "pk")[:most].iterator(chunk_size=2000):
        facts = {"most": "", "row": "", "day": "", "unit": "", "word": ""} | one.facts
        title = called.get(one.column) or titles.get(one.column, "")
        says, todo = reasons.says(one.reason, facts), reasons.todo(one.reason, facts)
        yield [one.sheet, str(one.row), title, one.value, says, todo]
