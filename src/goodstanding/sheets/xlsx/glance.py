"""A quick look through a sheet's XML, without understanding it: its rows, hidden rows, and merged cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.sheets.limits import MOST_COLUMNS, MOST_MERGED, MOST_SHEET, MOST_TAG
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _
from goodstanding.sheets.xlsx.workbook import Book

_PIECE = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\s?hidden\s*=\s*["'](?:1|true)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")


@dataclass(frozen=True, order=True)
class Merged:
    """Cells that are one cell: rows from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Glance:
    """rows, hidden: about how many; merged: from the top down."""

    rows: int = 0
    hidden: int = 0
    merged: list[Merged] = field(default_factory=list)


def glance(book: Book, part: str) -> Glance:
    """Looks through a sheet. Raises UnreadableSheet where it is larger or has more merged cells than is safe."""
    found = Glance()
    for piece in _whole_tags(book, part):
        found.rows += len(_ROW.findall(piece))
        if b"hidden" in piece:
            found.hidden += len(_HIDDEN.findall(piece))
        if b"mergeCell" in piece:
            found.merged += [_merged(*edges) for edges in _MERGED.findall(piece)]
        if len(found.merged) > MOST_MERGED:
            raise UnreadableSheet(
                _("The sheet has more merged cells than is safe to read. Save the rows as CSV UTF-8.")
            )
    found.merged.sort()
    return found


def column_of(letters: str) -> int:
    """The column that letters name, from 0: A is 0, AB is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1


def _merged(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Merged:
    last = min(column_of(right.decode()), MOST_COLUMNS - 1)
    return Merged(int(top), column_of(left.decode()), int(bottom), last)


def _whole_tags(book: Book, part: str) -> Iterator[bytes]:
    """The part in pieces that end where a tag begins."""
    unpacked, remainder = 0, b""
    with book.open(part) as file:
        while piece := file.read(_PIECE):
            unpacked += len(piece)
            if unpacked > MOST_SHEET:
                raise UnreadableSheet(
                    _("The workbook unpacks to more than is safe to open. Save the rows as CSV UTF-8.")
                )
            piece = remainder + piece
            end = piece.rfind(b"<")
            remainder = piece[end:] if end >= 0 and len(piece) - end <= MOST_TAG else b""
            yield piece[: len(piece) - len(remainder)]
    yield remainder
