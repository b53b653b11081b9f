"""Writes workbooks, row by row."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font


def write_xlsx(path: Path, title: str, rows: Iterable[Sequence[str]]) -> int:
    """Writes rows of text, the first of them the header, as they are. Gives how many, the header among them."""
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
