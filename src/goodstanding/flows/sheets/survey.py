"""A first look at a file: what it is, how its letters are written, how its columns are called. Nothing is decided."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import Refusal
from goodstanding.flows.sheets import workbook
from goodstanding.flows.sheets.columns import Column, guess, header_among, titles
from goodstanding.flows.sheets.encodings import encoding_of
from goodstanding.flows.sheets.limits import MOST_BYTES, MOST_ROWS_ABOVE, MOST_SHEET
from goodstanding.flows.sheets.lines import delimiter_of, text_rows
from goodstanding.flows.sheets.row import Row
from goodstanding.flows.sheets.sheet import sheet_rows

CSV, XLSX = "csv", "xlsx"
_PIECE = 1 << 20


@dataclass(frozen=True)
class Survey:
    """What a file is like. header: the number of the row with the columns' names; lines: about how many rows."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: int = 0
    header: int = 0
    headers: list[str] = field(default_factory=list)
    guessed: dict[str, int] = field(default_factory=dict)
    lines: int = 0

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        return asdict(self)

    def rows(self, path: Path) -> Iterator[Row]:
        """The rows below the header, without blank ones."""
        return (row for row in every_row(path, self) if row.number > self.header)


def survey(path: Path, name: str, columns: Sequence[Column]) -> Survey:
    """Looks at a file for these columns. name: as its owner calls it. Raises Refusal with what to do about it."""
    if path.stat().st_size > MOST_BYTES:
        told = _("The file is larger than %(most)s MiB. Bring it in several files.")
        raise Refusal(told % {"most": MOST_BYTES >> 20}, "file")
    if path.stat().st_size == 0:
        raise Refusal(_("The file is empty. Save it again."), "file")
    ending = name.lower().rpartition(".")[2]
    if ending == XLSX:
        found = _workbook(path)
    elif ending in {"csv", "txt"}:
        found = _text(path)
    else:
        raise Refusal(_("The file's name ends neither in .csv nor in .xlsx. Save it as one of these."), "file")
    return _with_header(path, found, columns)


def every_row(path: Path, found: Survey) -> Iterator[Row]:
    """All rows that are not blank, title and header among them."""
    if found.kind == XLSX:
        return sheet_rows(path)
    return text_rows(path, found.encoding, found.delimiter)


def _with_header(path: Path, found: Survey, columns: Sequence[Column]) -> Survey:
    told = titles(columns)
    header = header_among(list(islice(every_row(path, found), MOST_ROWS_ABOVE)), columns, told)
    if header is None:
        raise Refusal(_("The file has no rows. Put the columns' names into the first row."), "file")
    headers = [cell.strip()[:60] for cell in header.cells]
    more = {"header": header.number, "headers": headers, "guessed": guess(headers, columns, told)}
    return Survey(**{**found.as_json(), **more})


def _text(path: Path) -> Survey:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        raise Refusal(_("This is a workbook or a zip file, whatever its name says. Give it a name that ends in .xlsx."))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(_("This is an old .xls workbook or one with a password. Save it as .xlsx without a password."))
    found = encoding_of(path)
    return Survey(CSV, found.encoding, delimiter_of(path, found.encoding), lines=found.lines)


def _workbook(path: Path) -> Survey:
    workbook.refuse_by_its_start(path)
    with workbook.opened(path) as book:
        name, part = book.sheets[0]
        return Survey(XLSX, sheet=name, other_sheets=len(book.sheets) - 1, lines=_row_tags(book, part))


def _row_tags(book: workbook.Book, part: str) -> int:
    """About how many rows a sheet has: what looks like the end of one, without understanding anything."""
    count, taken, kept = 0, 0, b""
    with book.open(part) as file:
        while piece := file.read(_PIECE):
            taken += len(piece)
            if taken > MOST_SHEET:
                raise Refusal(_("The workbook unpacks to more than is safe to open. Save the rows as CSV UTF-8."))
            count += (kept + piece).count(b"<row ")
            kept = piece[-4:]
    return count
