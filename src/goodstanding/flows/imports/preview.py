"""A first look at a file: what it is, how its letters are written, how its columns are called. Nothing is decided."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports.columns import ImportColumn, guess, header_among, titles
from goodstanding.sheets.csv import delimiter_of, text_rows
from goodstanding.sheets.encodings import encoding_of
from goodstanding.sheets.limits import MOST_BYTES, MOST_COUNTED, MOST_ROWS_ABOVE, MOST_ROWS_SHOWN
from goodstanding.sheets.row import SheetRow
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.xlsx import workbook
from goodstanding.sheets.xlsx.glance import Glance, glance
from goodstanding.sheets.xlsx.sheet import sheet_rows

CSV, XLSX = "csv", "xlsx"


class Hidden(StrEnum):
    """What is to become of hidden rows; people are asked."""

    ASK = ""
    TAKE = "take"
    LEAVE = "leave"


@dataclass(frozen=True)
class Survey:
    """What a file is like. header: the number of the row with the columns' names; lines: about how many rows.

    sheets: the visible ones, of which the one at `place` is read. hidden: rows below the header that do not show.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheets: list[str] = field(default_factory=list)
    place: int = 0
    hidden: int = 0
    hidden_rows: str = Hidden.ASK
    header: int = 0
    headers: list[str] = field(default_factory=list)
    guessed: dict[str, int] = field(default_factory=dict)
    lines: int = 0

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        return asdict(self)

    @property
    def sheet(self) -> str:
        """The name of the sheet that is read."""
        return self.sheets[self.place] if self.sheets else ""

    @property
    def asks(self) -> bool:
        """Whether people must still say what becomes of hidden rows."""
        return bool(self.hidden) and self.hidden_rows == Hidden.ASK

    def rows(self, path: Path) -> Iterator[SheetRow]:
        """The rows below the header, without blank ones, and without hidden ones unless they are to be taken along."""
        takes = self.hidden_rows == Hidden.TAKE
        return (row for row in every_row(path, self) if row.number > self.header and (takes or not row.hidden))


@dataclass(frozen=True)
class SheetChoice:
    """What people say of a file, where they do: which sheet is read (from 0), and which row names its columns."""

    sheet: int | None = None
    header: int | None = None


def survey(path: Path, name: str, columns: Sequence[ImportColumn], wanted: SheetChoice | None = None) -> Survey:
    """Looks at a file for these columns. name: as its owner calls it. Raises ActionRefused with what to do about it."""
    with _unreadable_refused():
        return _survey(path, name, columns, wanted or SheetChoice())


def every_row(path: Path, found: Survey) -> Iterator[SheetRow]:
    """All rows that are not blank, title and header among them. Raises ActionRefused where it cannot be read on."""
    with _unreadable_refused():
        if found.kind == XLSX:
            yield from sheet_rows(path, found.place)
        else:
            yield from text_rows(path, found.encoding, found.delimiter)


@contextmanager
def _unreadable_refused() -> Iterator[None]:
    """What cannot be read, as a refusal in the language of the person who brought the file."""
    try:
        yield
    except UnreadableSheet as error:
        sentence = gettext(error.text)
        raise ActionRefused(sentence % error.facts if error.facts else sentence) from error


def _survey(path: Path, name: str, columns: Sequence[ImportColumn], wanted: SheetChoice) -> Survey:
    if path.stat().st_size > MOST_BYTES:
        sentence = _("The file is larger than %(most)s MiB. Split it into several files.")
        raise ActionRefused(sentence % {"most": MOST_BYTES >> 20}, "file")
    if path.stat().st_size == 0:
        raise ActionRefused(_("The file is empty. Save it again."), "file")
    ending = name.lower().rpartition(".")[2]
    if ending == XLSX:
        found = _workbook(path, wanted.sheet)
    elif ending in {"csv", "txt"}:
        found = _text(path)
    else:
        raise ActionRefused(_("The file's name ends neither in .csv nor in .xlsx. Save it as one of these."), "file")
    return _with_hidden(path, _with_header(path, found, columns, wanted.header))


def top_rows(path: Path, found: Survey) -> list[SheetRow]:
    """The first rows, titles and header among them, as far as people choose the header from them."""
    with closing(every_row(path, found)) as rows:  # type: ignore[type-var]
        return list(islice(rows, MOST_ROWS_SHOWN))


def _with_header(path: Path, found: Survey, columns: Sequence[ImportColumn], wanted: int | None) -> Survey:
    titles_by_column, rows = titles(columns), top_rows(path, found)
    chosen = [row for row in rows if row.number == wanted] if wanted else rows[:MOST_ROWS_ABOVE]
    header = header_among(chosen, columns, titles_by_column)
    if header is None and wanted:
        sentence = _("Row %(row)s is not one of the first non-empty rows. Choose one of them.")
        raise ActionRefused(sentence % {"row": wanted}, "header")
    if header is None:
        raise ActionRefused(_("The file has no rows. Put the column names into the first row."), "file")
    headers = [cell.strip()[:60] for cell in header.cells]
    return replace(found, header=header.number, headers=headers, guessed=guess(headers, columns, titles_by_column))


def _with_hidden(path: Path, found: Survey) -> Survey:
    """Counts the hidden rows below the header exactly, unless the sheet is so long that about has to do."""
    if not found.hidden or found.lines > MOST_COUNTED:
        return found
    with closing(every_row(path, found)) as rows:  # type: ignore[type-var]
        return replace(found, hidden=sum(row.hidden and row.number > found.header for row in rows))


def _text(path: Path) -> Survey:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        raise ActionRefused(
            _("This is a workbook or a zip file, whatever its name says. Give it a name that ends in .xlsx.")
        )
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ActionRefused(
            _("This is an old .xls workbook or one with a password. Save it as .xlsx without a password.")
        )
    found = encoding_of(path)
    return Survey(CSV, found.encoding, delimiter_of(path, found.encoding), lines=found.lines)


def _workbook(path: Path, wanted: int | None) -> Survey:
    workbook.refuse_by_its_start(path)
    with workbook.opened(path) as book:
        if wanted is not None and not 0 <= wanted < len(book.sheets):
            raise ActionRefused(_("The workbook has no such sheet. Choose one of its visible sheets."), "sheet")
        names = [name for name, _part in book.sheets]
        indexes = range(len(names)) if wanted is None else [wanted]
        looks = ((chosen, glance(book, book.sheets[chosen][1])) for chosen in indexes)
        chosen, glanced = next(
            ((index, look) for index, look in looks if _has_rows(path, index, look)), (indexes[0], Glance())
        )
        return Survey(XLSX, sheets=names, place=chosen, lines=glanced.rows, hidden=glanced.hidden)


def _has_rows(path: Path, sheet_index: int, glanced: Glance) -> bool:
    """Whether anything stands on a sheet; spreadsheet programs write rows that hold only styles."""
    if not glanced.rows:
        return False
    with closing(sheet_rows(path, sheet_index)) as rows:
        return next(rows, None) is not None
