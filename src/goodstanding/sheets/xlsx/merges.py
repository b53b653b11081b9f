"""The value of merged cells holds for every cell of them, as people read it; in the file only the first has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.sheets.limits import MOST_COLUMNS
from goodstanding.sheets.row import CellKind, Misread, SheetRow
from goodstanding.sheets.xlsx.glance import Merged
from goodstanding.sheets.xlsx.xml import Damaged


@dataclass
class _Value:
    """Merged cells that a row lies in, with the text of the first and what is wrong with it."""

    cells: Merged
    text: str
    misread: list[Misread]
    kind: CellKind | None


class Merges:
    """Fills rows in, from the top down. merged: from the top down too."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._coming, self._next = merged, 0
        self._open: list[_Value] = []

    def fill(self, row: SheetRow) -> None:
        """Puts into a row that is not blank what merged cells say there."""
        self._open = [merged for merged in self._open if merged.cells.bottom >= row.number]
        while self._next < len(self._coming) and self._coming[self._next].top <= row.number:
            cells = self._coming[self._next]
            self._next += 1
            # Where the row with the first cell is not in the file, the merged cells are empty.
            if cells.top == row.number and cells.left < len(row.cells):
                self._open.append(_value(cells, row))
        if len(self._open) > MOST_COLUMNS:
            raise Damaged("merged cells that lie on one another")
        if not row.is_blank:
            for merged in self._open:
                _fill(row, merged)


def _fill(row: SheetRow, merged: _Value) -> None:
    if not merged.text and not merged.misread:
        return
    row.cells.extend([""] * (merged.cells.right + 1 - len(row.cells)))
    for position in range(merged.cells.left, merged.cells.right + 1):
        if not row.cells[position].strip():
            row.cells[position] = merged.text
            row.misread += [Misread(position, misread.reason, misread.value) for misread in merged.misread]
            if merged.kind is not None:
                row.kinds[position] = merged.kind


def _value(cells: Merged, row: SheetRow) -> _Value:
    position = cells.left
    misread = [fault for fault in row.misread if fault.position == position]
    return _Value(cells, row.cells[position], misread, row.kinds.get(position))
