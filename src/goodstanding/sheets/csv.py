"""Reads a text file of rows (CSV), line by line. A quoted line break does not begin a new row."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from goodstanding.sheets.cells import LOST, clean
from goodstanding.sheets.encodings import GB18030, MOVED
from goodstanding.sheets.limits import MOST_COLUMNS, MOST_LINE, MOST_ROWS, MOST_ROWS_ABOVE
from goodstanding.sheets.row import Misread, SheetRow
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _

DELIMITERS = ",\t;"
_NEVER_CLOSED = ("unexpected end of data", "field larger than field limit")


def text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[SheetRow]:
    """The rows of a file, without blank ones. Raises UnreadableSheet where the file cannot be read on."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_lines(file, encoding), delimiter=delimiter, strict=True)
        number = 0
        while True:
            number += 1
            row = _next(reader, number)
            if row is None:
                return
            if number > MOST_ROWS + MOST_ROWS_ABOVE:
                sentence = _("The sheet has more than %(most)s rows. Split it into several files.")
                raise UnreadableSheet(sentence, most=f"{MOST_ROWS:,}")
            if not row.is_blank:
                yield row


def _next(reader: Iterator[list[str]], number: int) -> SheetRow | None:
    try:
        cells = next(reader, None)
    except csv.Error as error:
        if any(phrase in str(error) for phrase in _NEVER_CLOSED):
            sentence = _(
                "A quote that opens in row %(row)s is never closed. Close it or delete it, and upload the file again."
            )
            raise UnreadableSheet(sentence, row=number) from error
        return SheetRow(number, [], [Misread(None, "quotes", "")])
    except UnicodeError as error:
        sentence = _("Row %(row)s is not written like the rows above it. Save the whole file as CSV UTF-8.")
        raise UnreadableSheet(sentence, row=number) from error
    if cells is None:
        return None
    if any(clean(cell) for cell in cells[MOST_COLUMNS:]):
        sentence = _("Row %(row)s has a cell beyond column %(most)s. Delete what does not belong there.")
        raise UnreadableSheet(sentence, row=number, most=MOST_COLUMNS)
    return SheetRow(number, cells[:MOST_COLUMNS])


def _lines(file: TextIO, encoding: str) -> Iterator[str]:
    number = 0
    while line := file.readline(MOST_LINE):
        number += 1
        if len(line) >= MOST_LINE:
            sentence = _("Line %(line)s is too long for a row. Save the file as CSV, one row a line.")
            raise UnreadableSheet(sentence, line=number)
        line = line.translate(MOVED) if encoding == GB18030 and not line.isascii() else line
        yield line.replace("\0", LOST)


def delimiter_of(path: Path, encoding: str) -> str:
    """What parts the cells: what stands most often in the first lines."""
    with path.open(encoding=encoding, newline="") as file:
        return delimiter_in(islice(_lines(file, encoding), MOST_ROWS_ABOVE))


def delimiter_in(lines: Iterable[str]) -> str:
    """What parts the cells of these lines: what stands most often in them."""
    counts = dict.fromkeys(DELIMITERS, 0)
    for line in lines:
        for delimiter in DELIMITERS:
            counts[delimiter] += line.count(delimiter)
    return max(counts, key=lambda delimiter: counts[delimiter]) if any(counts.values()) else ","
