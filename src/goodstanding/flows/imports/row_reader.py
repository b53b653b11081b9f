"""What a row says, cell by cell, with every fault in it. Says nothing yet of whether it fits what there is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from goodstanding.flows.imports.columns import ImportColumn
from goodstanding.sheets.cells import InvalidCell, clean
from goodstanding.sheets.row import SheetRow

Meaning = Callable[[str], object]


class CellError(NamedTuple):
    """Why a row is refused. column: ours, empty for the whole row."""

    column: str
    value: str
    reason: str
    facts: Mapping[str, Any]


class RowContent(Protocol):
    """A row's content: one attribute for each column, None where the file says nothing of it."""

    @property
    def faults(self) -> list[CellError]: ...


Content = TypeVar("Content", bound=RowContent)


class Reader(Generic[Content]):
    """Turns rows into content. places: where in a row each of our columns stands; width: how many the file has.

    means: what each column's text means; it raises Wrong. blank: an empty content for the row with a number.
    """

    def __init__(
        self,
        columns: Sequence[ImportColumn],
        places: Mapping[str, int],
        width: int,
        means: Mapping[str, Meaning],
        blank: Callable[[int], Content],
    ) -> None:
        self._places = [(column.name, places[column.name]) for column in columns if column.name in places]
        self._matched = {position: name for name, position in self._places}
        self._needed = {
            column.name for column in columns if (column.needed or column.filled) and not column.may_be_empty
        }
        self._decimals = {column.name for column in columns if column.decimals}
        self._width, self._means, self._blank = width, means, blank

    def content(self, row: SheetRow) -> Content:
        """What a row says, with every fault in it."""
        found = self._blank(row.number)
        misread = self._misread(row, found)
        for name, position in self._places:
            if name not in misread:
                self._cell(found, name, row.cell(position))
        return found

    def _cell(self, found: Content, name: str, text: str) -> None:
        if not clean(text):
            if name in self._needed:
                found.faults.append(CellError(name, "", "empty", {}))
            return
        try:
            setattr(found, name, self._means[name](text))
        except InvalidCell as wrong:
            found.faults.append(CellError(name, text, wrong.reason, wrong.facts))

    def _misread(self, row: SheetRow, found: Content) -> set[str]:
        names: set[str] = set()
        for position, reason, value in row.misread:
            name = "" if position is None else self._matched.get(position)
            if name is None or (reason == "inexact" and name in self._decimals):
                continue
            found.faults.append(CellError(name, value, reason, {}))
            names |= set(self._means) if not name else {name}
        if any(clean(cell) for cell in row.cells[self._width :]):
            found.faults.append(CellError("", "", "fields", {}))
        return names
