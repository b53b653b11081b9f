"""Opens a workbook (XLSX): a zip file that anybody may have made, looked at before anything is unpacked."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from goodstanding.engine.disk import is_full
from goodstanding.sheets.limits import (
    MOST_DIRECTORY,
    MOST_PARTS,
    MOST_RATIO,
    MOST_SHEET,
    MOST_SMALL_PART,
    MOST_STRINGS,
    MOST_UNPACKED,
)
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _
from goodstanding.sheets.xlsx.xml import Damaged, read_xml

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ENCRYPTED = 0x1
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
)


@dataclass(frozen=True)
class Book:
    """A workbook that is safe to read. sheets: (name, part) of the worksheets, in their order."""

    parts: zipfile.ZipFile
    sheets: tuple[tuple[str, str], ...]
    strings: str | None
    styles: str | None
    since_1904: bool

    def open(self, part: str) -> BinaryIO:
        """A part, to be unpacked piece by piece."""
        return self.parts.open(part)  # type: ignore[return-value]


@contextmanager
def opened(path: Path) -> Iterator[Book]:
    """The workbook in a file. Raises UnreadableSheet on whatever is not a plain workbook of a sensible size."""
    try:
        _refuse_large_directory(path)
        with zipfile.ZipFile(path) as parts:
            _refuse_odd_parts(parts, path.stat().st_size)
            yield _book(parts)
    except Damaged as damage:
        raise _damaged() from damage
    except DAMAGE as damage:
        if is_full(damage):
            raise
        raise _damaged() from damage


def refuse_by_its_start(path: Path) -> None:
    """Raises UnreadableSheet, with a sentence that a clerk understands, where the file is plainly no workbook."""
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(_OLD_WORKBOOK):
        raise UnreadableSheet(
            _("This is an old .xls workbook or one with a password. Save it as .xlsx without a password.")
        )
    if start.startswith(b"PK"):
        return
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnreadableSheet(
            _("This is a web page that was named .xlsx. Open it, and save it as Excel workbook (.xlsx).")
        )
    if start and b"\0" not in start:
        raise UnreadableSheet(
            _("This seems to be CSV or other text. Save it as Excel workbook (.xlsx), or name it .csv if it is CSV.")
        )
    raise UnreadableSheet(_("This is not a workbook, whatever its name says. Save it as Excel workbook (.xlsx)."))


def _damaged() -> UnreadableSheet:
    return UnreadableSheet(_("The workbook is damaged or was cut off. Save it again, or copy it here again."))


def _refuse_large_directory(path: Path) -> None:
    """Before the zip library reads the list of parts into memory, whatever its length."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 64))
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or at + 22 > len(tail):
            raise _damaged()
        (length,) = struct.unpack_from("<L", tail, at + 12)
        if at >= 20 and tail.startswith(_LOCATOR_64, at - 20):
            (offset,) = struct.unpack_from("<Q", tail, at - 12)
            file.seek(min(offset, size))
            record = file.read(56)
            if not record.startswith(_END_64):
                raise _damaged()
            (length,) = struct.unpack_from("<Q", record, 40)
    if length > MOST_DIRECTORY:
        raise UnreadableSheet(_("The workbook has more parts than is safe to open. Copy the rows into a new workbook."))


def _refuse_odd_parts(parts: zipfile.ZipFile, size: int) -> None:
    every = parts.infolist()
    names = [part.filename for part in every]
    if len(every) > MOST_PARTS:
        raise UnreadableSheet(_("The workbook has more parts than is safe to open. Copy the rows into a new workbook."))
    if any(part.flag_bits & _ENCRYPTED for part in every):
        raise UnreadableSheet(_("The workbook has a password. Save it without one."))
    if len(set(names)) < len(names) or any(_is_odd(part) for part in every):
        raise UnreadableSheet(
            _("The workbook has parts with names that no spreadsheet program writes. Save it again as .xlsx.")
        )
    lower = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise UnreadableSheet(_("The workbook holds macros. Save it as Excel workbook (.xlsx), without macros."))
    if any("externallinks/" in name for name in lower):
        raise UnreadableSheet(
            _("The workbook refers to other files. Copy the rows and paste them as values into a new workbook.")
        )
    unpacked = sum(part.file_size for part in every)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size or any(_is_bomb(part) for part in every):
        raise UnreadableSheet(_("The workbook unpacks to more than is safe to open. Save the rows as CSV UTF-8."))


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > MOST_SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _is_odd(part: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(part.filename)
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    return is_link or path.is_absolute() or ".." in path.parts or "\\" in part.filename or ":" in part.filename


def _book(parts: zipfile.ZipFile) -> Book:
    if "[Content_Types].xml" not in parts.namelist():
        raise UnreadableSheet(_("This is a zip file of something else. Save the rows as Excel workbook (.xlsx)."))
    main = next((part for kind, part in _relations(parts, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    if main not in parts.namelist():
        raise UnreadableSheet(_("This is a zip file of something else. Save the rows as Excel workbook (.xlsx)."))
    related = _relations(parts, main)
    sheets, since_1904 = _sheets(parts, main)
    known = [
        (name, related[relation_id][1])
        for name, relation_id in sheets
        if related.get(relation_id, ("", ""))[0] == "worksheet"
    ]
    found = tuple((name, part) for name, part in known if part in parts.namelist())
    if not found:
        raise UnreadableSheet(_("The workbook has no sheet with cells. Put the rows into its first sheet."))
    book = Book(
        parts,
        found,
        _part_of_kind(parts, related, "sharedStrings"),
        _part_of_kind(parts, related, "styles"),
        since_1904,
    )
    _refuse_large_parts(book)
    return book


def _refuse_large_parts(book: Book) -> None:
    most = [(book.sheets[0][1], MOST_SHEET), (book.strings, MOST_STRINGS), (book.styles, MOST_SMALL_PART)]
    if any(part is not None and book.parts.getinfo(part).file_size > limit for part, limit in most):
        raise UnreadableSheet(_("The workbook unpacks to more than is safe to open. Save the rows as CSV UTF-8."))


def _part_of_kind(parts: zipfile.ZipFile, related: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((part for part_kind, part in related.values() if part_kind == kind and part in parts.namelist()), None)


def _relations(parts: zipfile.ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by its id, the kind and the part's name. What lies outside the file is left out."""
    path = PurePosixPath(of)
    listed = str(path.parent / "_rels" / f"{path.name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if listed not in parts.namelist():
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target[1:] if target.startswith("/") else str(path.parent / target)
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    _read(parts, listed, start)
    return found


def _sheets(parts: zipfile.ZipFile, main: str) -> tuple[list[tuple[str, str]], bool]:
    sheets: list[tuple[str, str]] = []
    since_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "workbookPr":
            since_1904 = attributes.get("date1904", "0") in {"1", "true"}
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            key = next(
                (
                    value
                    for attribute, value in attributes.items()
                    if attribute.rpartition(":")[2] == "id" and ":" in attribute
                ),
                "",
            )
            sheets.append((attributes.get("name", "")[:100], key))

    _read(parts, main, start)
    return sheets, since_1904


def _read(parts: zipfile.ZipFile, name: str, start: object) -> None:
    with parts.open(name) as part:
        for _read_so_far in read_xml(part, MOST_SMALL_PART, start):  # type: ignore[arg-type]
            pass
