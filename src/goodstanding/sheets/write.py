"""Writes sheets that people download: CSV and XLSX, row by row, with nothing in them that a program would carry out."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

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
    if kind == CSV:
        return _write_csv(path, safe) - 1
    # Of the processes that answer pages few ever write a workbook, and what does that takes a while to load.
    from goodstanding.sheets.write_xlsx import write_xlsx  # noqa: PLC0415

    return write_xlsx(path, title, safe) - 1


def _write_csv(path: Path, rows: Iterable[Sequence[str]]) -> int:
    count = 0
    # With the mark at the beginning, because Excel opens Chinese rightly only so.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the count is what is told
            writer.writerow(row)
    return count
