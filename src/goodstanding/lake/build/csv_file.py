"""Reads a CSV file, plain or gzip. Rows are records: a quoted line break does not begin a new row.

A lake has millions of rows, so Arrow parts them into cells; letters, marks and delimiters are those of `sheets`.
Nobody looks at the file before, so letters are never guessed: what is not UTF-8, or UTF-16 with its mark, is refused.
"""

import csv
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from goodstanding.lake.build.batches import BatchSource, Broken, all_broken, broken, sound, wrong_columns
from goodstanding.sheets.cells import EDGES, clean
from goodstanding.sheets.csv import delimiter_in
from goodstanding.sheets.utf8 import REPLACED, Utf8Stream

#: Also the longest record that can be read.
_BLOCK_BYTES = 1 << 22
_HEADER_BYTES = 1 << 16
_DAMAGE = (pa.ArrowException, OSError, EOFError, zlib.error, UnicodeError)


def read_csv(source: BatchSource) -> Iterator[pa.RecordBatch]:
    """The rows of a CSV file; the header is row 1."""
    with Utf8Stream(source.path) as text:
        try:
            header = text.first_line(_HEADER_BYTES)
        except _DAMAGE as error:
            yield broken(source, 1, "damaged@", str(error))
            return
        fault = _header_fault(source, header)
        if fault is not None:
            yield all_broken(source, [fault])
            return
        yield from _Rows(source, text, header or "").batches()


def _names(header: str) -> list[str]:
    return [clean(name) for name in next(csv.reader([header], delimiter=delimiter_in([header])), [])]


def _header_fault(source: BatchSource, header: str | None) -> Broken | None:
    if header is None:
        return Broken(1, "columns@", "the first line is too long to be a header")
    if REPLACED in header or "\0" in header:
        return Broken(1, "text@", header)
    wrong = wrong_columns(source.table, _names(header))
    return Broken(1, "columns@", wrong) if wrong else None


class _Rows:
    """The records under the header, numbered from 2, with the malformed ones in between."""

    def __init__(self, source: BatchSource, text: Utf8Stream, header: str) -> None:
        self._source, self._text = source, text
        self._names, self._delimiter = _names(header), delimiter_in([header])
        self._malformed: list[Broken] = []
        self._next = 2

    def batches(self) -> Iterator[pa.RecordBatch]:
        last = None
        try:
            for batch in self._arrow():
                self._source.bytes_read = self._text.bytes_read
                if batch.num_rows:
                    last = batch.slice(batch.num_rows - 1)
                yield from self._numbered(batch)
        except _DAMAGE as error:
            yield from self._leftover()
            if not _is_empty(error):
                yield broken(self._source, self._next, "damaged@", str(error))
            return
        yield from self._leftover()
        if last is not None and self._never_closed(last):
            yield broken(self._source, self._next, "damaged@", "the last quote is never closed")

    def _arrow(self) -> Iterator[pa.RecordBatch]:
        types = {name: pa.string() for name in self._names}
        yield from arrow_csv.open_csv(
            cast(BinaryIO, pa.PythonFile(self._text, "r")),
            # Only a single-threaded reader numbers the rows that it leaves out.
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES, column_names=self._names),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._leave_out,
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=False),
        )

    def _leave_out(self, row: arrow_csv.InvalidRow) -> Literal["skip"]:
        # Arrow counts from the first record it is given, which is the one under the header.
        assert row.number is not None
        self._malformed.append(Broken(row.number + 1, "fields@", row.text))
        return "skip"

    def _numbered(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        rows, self._next = _row_numbers(self._next, batch.num_rows, [row.row for row in self._malformed])
        yield from self._leftover(self._next)
        cells: list[Any] = [batch.column(self._names.index(column)) for column in self._source.table.columns]
        if self._text.edges:
            cells = [pc.utf8_trim(cell, EDGES) for cell in cells]
        if not self._text.replaced:
            yield sound(self._source, rows, cells)
            return
        yield from self._well_encoded(rows, cells)

    def _well_encoded(self, rows: npt.NDArray[np.int64], cells: list[Any]) -> Iterator[pa.RecordBatch]:
        garbled = [pc.match_substring(cell, REPLACED).to_numpy(zero_copy_only=False) for cell in cells]
        bad = np.logical_or.reduce(garbled)
        good = pa.array(~bad)
        yield sound(self._source, rows[~bad], [cell.filter(good) for cell in cells])
        first = np.argmax(np.stack(garbled), axis=0)
        wrong = [(int(rows[at]), int(first[at]), cells[first[at]][at].as_py()) for at in np.flatnonzero(bad)]
        names = self._source.table.columns
        yield all_broken(self._source, [Broken(row, f"encoding@{names[at]}", text) for row, at, text in wrong])

    def _leftover(self, below: int | None = None) -> Iterator[pa.RecordBatch]:
        """The malformed rows up to a row number, or all that are left."""
        ready = [row for row in self._malformed if below is None or row.row < below]
        self._malformed = [] if below is None else [row for row in self._malformed if row.row >= below]
        if ready:
            self._next = max(self._next, ready[-1].row + 1)
            yield all_broken(self._source, ready)

    def _never_closed(self, last: pa.RecordBatch) -> bool:
        """Whether the last record ran to the end of the file because of a quote, and swallowed the rows under it."""
        cells = [str(cell[0].as_py()) for cell in last.columns]
        return self._text.quotes % 2 == 1 and any("\n" in cell or "\r" in cell for cell in cells)


def _row_numbers(first: int, count: int, left_out: list[int]) -> tuple[npt.NDArray[np.int64], int]:
    """The numbers of `count` rows from `first` on, without those left out, and the number of the row after them."""
    numbers = np.arange(first, first + count + len(left_out) + 1, dtype=np.int64)
    if left_out:
        numbers = np.setdiff1d(numbers, np.array(left_out, np.int64), assume_unique=True)
    return numbers[:count], int(numbers[count])


def _is_empty(error: BaseException) -> bool:
    return isinstance(error, pa.ArrowInvalid) and "Empty CSV file" in str(error)
