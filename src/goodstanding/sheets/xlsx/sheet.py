"""Reads a sheet of a workbook, row by row, in as much memory as a few rows take."""

from collections.abc import Generator, Iterator
from itertools import takewhile
from pathlib import Path

from goodstanding.engine.disk import is_full
from goodstanding.sheets.cells import clean
from goodstanding.sheets.limits import MOST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_ROWS_ABOVE, MOST_SHEET
from goodstanding.sheets.row import CellKind, Misread, SheetRow
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _
from goodstanding.sheets.xlsx import styles
from goodstanding.sheets.xlsx.glance import column_of, glance
from goodstanding.sheets.xlsx.merges import Merges
from goodstanding.sheets.xlsx.shared_strings import Strings, _StringGathering
from goodstanding.sheets.xlsx.workbook import DAMAGE, Book, opened
from goodstanding.sheets.xlsx.xml import Damaged, read_xml

#: A spreadsheet keeps fifteen digits of a number; what has more has lost some.
_MOST_DIGITS = 15
_OF_TEXT = {"t", "rPh"}
_DAYS = {styles.DAY: CellKind.DAY, styles.MONTH: CellKind.MONTH}


def sheet_rows(
    path: Path, sheet_index: int = 0, *, most_rows: int = MOST_ROWS, scratch: Path | None = None
) -> Generator[SheetRow, None, None]:
    """The rows of a visible sheet, without blank ones. Raises UnreadableSheet where the file cannot be read on.

    scratch: a folder on disk where the workbook's strings may lie meanwhile; that of the file, where none is given.
    """
    with opened(path) as book:
        part = book.sheets[sheet_index][1]
        strings = Strings(book, scratch or path.parent)
        reader = _Sheet(book, part, strings, most_rows)
        try:
            yield from reader.rows()
        except (Damaged, *DAMAGE) as damage:
            if is_full(damage):
                raise
            sentence = _("The workbook is damaged after row %(row)s. Save it again, or copy it here again.")
            raise UnreadableSheet(sentence, row=reader.last) from damage
        finally:
            strings.close()


class _Sheet:
    """What has been read of a sheet. `last` is the number of the last row."""

    def __init__(self, book: Book, part: str, strings: Strings, most_rows: int) -> None:
        self._book, self._part, self._strings, self._most_rows = book, part, strings, most_rows
        self._merges = Merges(glance(book, part).merged)
        self._styles = styles.kinds(book)
        self._ready: list[SheetRow] = []
        self._row_count = self.last = 0
        self._row = SheetRow(0, [])
        self._text, self._value = _StringGathering(), list[str]()
        self._column, self._type, self._style = 0, "", ""
        self._in_value = self._formula = False

    def rows(self) -> Iterator[SheetRow]:
        with self._book.open(self._part) as part:
            for _so_far in read_xml(part, MOST_SHEET, self._start, self._end, self._letters):
                yield from self._ready
                self._ready = []
        yield from self._ready

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "v":
            self._in_value = True
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "f":
            self._formula = True
        elif tag in _OF_TEXT:
            self._text.start(tag, attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.last + 1))
        if number <= self.last:
            raise Damaged("rows out of order")
        self._row_count += 1
        if self._row_count > self._most_rows + MOST_ROWS_ABOVE:
            sentence = _("The sheet has more than %(most)s rows. Split it into several files.")
            raise UnreadableSheet(sentence, most=f"{self._most_rows:,}")
        self.last, self._row = number, SheetRow(number, [], hidden=_is_hidden(attributes))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        name = attributes.get("r", "")
        self._column = _column(name) if name else len(self._row.cells)
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._formula, self._value = False, []

    def _letters(self, piece: str) -> None:
        if self._in_value:
            if len(self._value) <= MOST_CELL:
                self._value.append(piece[: MOST_CELL + 1])
        else:
            self._text.text(piece)

    def _end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag == "v":
            self._in_value = False
        elif tag == "row":
            self._merges.fill(self._row)
            if not self._row.is_blank:
                self._ready.append(self._row)
        elif tag in _OF_TEXT:
            self._text.end(tag)

    def _end_cell(self) -> None:
        inline, stored = self._text.take(), "".join(self._value)[: MOST_CELL + 1]
        text = inline if self._type == "inlineStr" else self._typed(stored)
        if self._column >= MOST_COLUMNS:
            self._refuse_beyond(text)
            return
        cells = self._row.cells
        cells.extend([""] * (self._column + 1 - len(cells)))
        if self._formula:
            self._row.misread.append(Misread(self._column, "formula", text))
        cells[self._column] = text

    def _refuse_beyond(self, text: str) -> None:
        """What has a style and no content is nothing, however far to the right."""
        if self._formula or clean(text):
            sentence = _("Row %(row)s has a cell beyond column %(most)s. Delete what does not belong there.")
            raise UnreadableSheet(sentence, row=self.last, most=MOST_COLUMNS)

    def _typed(self, stored: str) -> str:
        if not stored:
            return ""
        if self._type == "s":
            return self._strings.at(int(stored))
        if self._type == "n":
            return self._number(stored)
        if self._type == "b":
            self._row.kinds[self._column] = CellKind.BOOLEAN
        if self._type == "e":
            self._row.misread.append(Misread(self._column, "cell_error", stored))
        return stored

    def _number(self, stored: str) -> str:
        style = int(self._style) if self._style.isdecimal() else 0
        kind = self._styles[style] if style < len(self._styles) else ""
        value = float(stored)
        if kind in _DAYS:
            return self._day(value, kind) or stored
        if not value.is_integer() or abs(value) >= 10**_MOST_DIGITS:
            self._row.misread.append(Misread(self._column, "inexact", stored))
            # 2.3 is stored as 2.2999999999999998; where fractions are meant, fifteen digits are what was typed.
            return stored if value.is_integer() else f"{value:.{_MOST_DIGITS}g}"
        return str(int(value)).zfill(len(kind))

    def _day(self, value: float, kind: str) -> str | None:
        day = styles.day_of(value, self._book.since_1904)
        if day is not None:
            self._row.kinds[self._column] = _DAYS[kind] if value.is_integer() else CellKind.DAY_AND_TIME
        return day


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden", "0") in {"1", "true"} or (
        attributes.get("customHeight") == "1" and attributes.get("ht") == "0"
    )


def _column(name: str) -> int:
    """The column of a cell's name, from 0: A1 is 0, AB7 is 27."""
    letters = "".join(takewhile(lambda letter: "A" <= letter <= "Z", name[:10]))
    if not letters:
        raise Damaged("a cell without a column")
    return column_of(letters)
