"""The rows of a workbook as batches. goodstanding.sheets reads it; here is only what a lake makes of its cells."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import numpy as np
import pyarrow as pa

from goodstanding.lake.build.batches import BatchSource, Broken, all_broken, broken, sound, wrong_columns
from goodstanding.sheets.cells import EDGES, clean
from goodstanding.sheets.limits import MOST_CELL
from goodstanding.sheets.row import CellKind, SheetRow
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.xlsx import workbook
from goodstanding.sheets.xlsx.sheet import sheet_rows

_BATCH_ROWS = 1 << 14
#: As many rows as a spreadsheet has.
_MOST_ROWS = 1 << 20


def read_xlsx(source: BatchSource) -> Iterator[pa.RecordBatch]:
    """The rows of the first visible sheet, numbered as the spreadsheet numbers them; the header is row 1."""
    reader = _LakeSheet(source)
    try:
        workbook.refuse_by_its_start(source.path)
        with workbook.opened(source.path) as book:
            source.sheet = book.sheets[0][0]
        yield from reader.batches()
    except UnreadableSheet as error:
        if reader.row:
            yield broken(source, reader.row + 1, "damaged@", str(error))
        else:
            yield broken(source, 0, "sheet@", str(error))


class _LakeSheet:
    """The first sheet of a workbook; `row` is the last row seen."""

    def __init__(self, source: BatchSource) -> None:
        self._source, self.row = source, 0
        self._columns = source.table.columns

    def batches(self) -> Iterator[pa.RecordBatch]:
        rows = sheet_rows(self._source.path, most_rows=_MOST_ROWS, scratch=self._source.scratch)
        with closing(rows):
            first = next(rows, None)
            header = [clean(cell) for cell in first.cells] if first is not None and first.number == 1 else []
            while header and not header[-1]:
                header.pop()
            self.row = 1
            if wrong := wrong_columns(self._source.table, header):
                yield broken(self._source, 1, "columns@", wrong)
                return
            positions = [header.index(column) for column in self._columns]
            for batch in _batched(rows):
                yield from self._batch(batch, positions, len(header))

    def _batch(self, batch: list[SheetRow], positions: list[int], width: int) -> Iterator[pa.RecordBatch]:
        numbers, cells, wrong = list[int](), list[list[str]](), list[Broken]()
        for row in batch:
            self.row = row.number
            found = [
                self._text(column, row, position) for column, position in zip(self._columns, positions, strict=True)
            ]
            fault = self._fault(row, positions, width)
            if fault is None:
                numbers.append(row.number)
                cells.append(found)
            else:
                wrong.append(fault)
        columns = [pa.array([row[position] for row in cells], pa.string()) for position in range(len(positions))]
        yield sound(self._source, np.array(numbers, np.int64), columns)
        if wrong:
            yield all_broken(self._source, wrong)

    def _fault(self, row: SheetRow, positions: list[int], width: int) -> Broken | None:
        if any(clean(cell) for cell in row.cells[width:]):
            return Broken(row.number, "fields@", f"a cell beyond column {width}")
        if row.misread and (fault := self._misread(row, positions)):
            return fault
        for column, position in zip(self._columns, positions, strict=True):
            if len(row.cell(position)) > MOST_CELL:
                return Broken(row.number, f"too_long@{column}", row.cell(position))
        return None

    def _misread(self, row: SheetRow, positions: list[int]) -> Broken | None:
        """The first fault among these columns. A fraction is none: whether it may be one is judged with the others."""
        texts = {
            (misread.position, misread.reason): misread.value
            for misread in row.misread
            if misread.reason != "inexact" or float(misread.value).is_integer()
        }
        for column, position in zip(self._columns, positions, strict=True):
            for reason in ("formula", "cell_error", "inexact"):
                if (value := texts.get((position, reason))) is not None:
                    return Broken(row.number, f"{reason}@{column}", value)
        return None

    def _text(self, column: str, row: SheetRow, position: int) -> str:
        text, kind = row.cell(position).strip(EDGES), row.kinds.get(position)
        if kind is None:
            return text
        if kind == CellKind.BOOLEAN:
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if kind == CellKind.DAY_AND_TIME:
            return f"{text} with a time"
        # A spreadsheet turns a typed 2016-10 into the first day of that month.
        is_month = column in self._source.table.months and (kind == CellKind.MONTH or text.endswith("-01"))
        return text[:7] if is_month else text


def _batched(rows: Iterator[SheetRow]) -> Iterator[list[SheetRow]]:
    """The rows in batches; where the sheet breaks off, what was read of it comes first."""
    while True:
        batch: list[SheetRow] = []
        try:
            batch.extend(islice(rows, _BATCH_ROWS))
        except UnreadableSheet:
            yield batch
            raise
        if not batch:
            return
        yield batch
