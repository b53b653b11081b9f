"""Reads the first sheet of an XLSX workbook, row by row."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa

from goodstanding.lake.build.batches import BatchSource, Broken, all_broken, broken, sound, wrong_columns
from goodstanding.lake.build.xlsx_days import hides_day, value_of

_BATCH_ROWS = 1 << 14
#: A workbook that unpacks to more than this is meant to fill the memory, or should have been a CSV file.
_MOST_BYTES = 1 << 30
_MOST_RATIO = 200
_EXACT = 1 << 53
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_xlsx(source: BatchSource) -> Iterator[pa.RecordBatch]:
    """The rows of the first sheet, numbered as the spreadsheet numbers them; the header is row 1."""
    fault = _file_fault(source)
    if fault is not None:
        yield broken(source, 0, *fault)
        return
    reader = _LakeSheet(source)
    try:
        yield from reader.batches()
    # A workbook is XML made by anybody: whatever is wrong in it must end as a reason, never as a crash.
    except Exception as error:
        yield broken(source, reader.row + 1, "damaged@", f"{type(error).__name__}: {error}")


def _file_fault(source: BatchSource) -> tuple[str, str] | None:
    if not zipfile.is_zipfile(source.path):
        with source.path.open("rb") as file:
            return "workbook@", _looks_like(file.read(512))
    try:
        with zipfile.ZipFile(source.path) as parts:
            sizes = [part.file_size for part in parts.infolist()]
            is_workbook = "[Content_Types].xml" in parts.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        return "workbook@", str(error)
    if sum(sizes) > _MOST_BYTES or sum(sizes) > _MOST_RATIO * source.size:
        return "too_big@", f"{sum(sizes):,} bytes unpacked"
    return None if is_workbook else ("workbook@", "a zip file of something else")


def _looks_like(start: bytes) -> str:
    if start.startswith(_OLD_WORKBOOK):
        return "it looks like an old .xls workbook or one with a password"
    if b"<" in start.lstrip()[:1]:
        return "it looks like HTML or XML"
    return "it looks like CSV or other text" if b"\0" not in start else "it looks like something else"


class _LakeSheet:
    """The first sheet of a workbook; `row` is the last row seen."""

    def __init__(self, source: BatchSource) -> None:
        self._source, self.row = source, 0
        self._columns = source.table.columns

    def batches(self) -> Iterator[pa.RecordBatch]:
        # Formulas are read as such: their last result may be missing, and a missing value would mean an excused fact.
        book = openpyxl.load_workbook(self._source.path, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # What a sheet says of its own size is often wrong, and without it rows end where their cells end.
            sheet.reset_dimensions()
            self._source.sheet = sheet.title
            yield from self._rows(sheet.iter_rows())
        finally:
            book.close()

    def _rows(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[pa.RecordBatch]:
        header = [str(cell.value).strip() if cell.value is not None else "" for cell in next(rows, ())]
        while header and not header[-1]:
            header.pop()
        self.row = 1
        wrong = wrong_columns(self._source.table, header)
        if wrong:
            yield broken(self._source, 1, "columns@", wrong)
            return
        places = [header.index(column) for column in self._columns]
        while batch := list(islice(rows, _BATCH_ROWS)):
            yield from self._batch(batch, places, len(header))

    def _batch(self, batch: list[tuple[Any, ...]], places: list[int], width: int) -> Iterator[pa.RecordBatch]:
        numbers, cells, wrong = list[int](), list[list[str]](), list[Broken]()
        for row in batch:
            self.row += 1
            if any(cell.value is not None for cell in row[width:]):
                wrong.append(Broken(self.row, "fields@", f"a cell beyond column {width}"))
                continue
            found = [row[place] if place < len(row) else None for place in places]
            fault = self._fault(found)
            if fault is None:
                numbers.append(self.row)
                cells.append([self._text(name, cell) for name, cell in zip(self._columns, found, strict=True)])
            else:
                wrong.append(fault)
        columns = [pa.array([row[place] for row in cells], pa.string()) for place in range(len(places))]
        yield sound(self._source, np.array(numbers, np.int64), columns)
        if wrong:
            yield all_broken(self._source, wrong)

    def _fault(self, cells: list[Any]) -> Broken | None:
        for column, cell in zip(self._columns, cells, strict=True):
            if cell is None:
                continue
            if cell.data_type == "f":
                return Broken(self.row, f"formula@{column}", str(cell.value))
            if isinstance(cell.value, int | float) and abs(cell.value) > _EXACT:
                return Broken(self.row, f"inexact@{column}", str(cell.value))
        return None

    def _text(self, column: str, cell: Any) -> str:
        value = None if cell is None else value_of(cell)
        if value is None:
            return ""
        if isinstance(value, datetime) and value.time() == time():
            value = value.date()
        if isinstance(value, date) and not isinstance(value, datetime):
            # A spreadsheet turns a typed 2016-10 into the first day of that month.
            is_month = column in self._source.table.months and (value.day == 1 or hides_day(cell))
            return value.isoformat()[:7] if is_month else value.isoformat()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)
