"""Writes sheets that people download: CSV and XLSX, row by row, with nothing in them that a program would carry out."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from goodstanding.names.unseen import writable
from goodstanding.sheets.cells import neutral

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_sheet(path: Path, kind: str, title: str, rows: Iterable[Sequence[str]]) -> int:
    """Writes rows of text, the first of them the header. Gives how many, the header not counted."""
    safe = ([neutral(writable(cell)) for cell in row] for row in rows)
    return (_write_xlsx(path, title, safe) if kind == XLSX else _write_csv(path, safe)) - 1


def _write_csv(path: Path, rows: Iterable[Sequence[str]]) -> int:
    count = 0
    # With the mark at the beginning, because Excel opens Chinese rightly only so.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the count is what is told
            writer.writerow(row)
    return count


def _write_xlsx(path: Path, title: str, rows: Iterable[Sequence[str]]) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "Sheet")
    sheet.freeze_panes = "A2"
    count = 0
    for count, row in enumerate(rows, start=1):
        if count == 1:
            for position, cell in enumerate(row):
                sheet.column_dimensions[chr(ord("A") + position)].width = max(14, 2 * len(cell) + 2)
            sheet.append([_bold(sheet, cell) for cell in row])
        else:
            sheet.append([cell or None for cell in row])
    book.save(path)
    return count


def _bold(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
