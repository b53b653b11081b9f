"""The shared strings of a workbook, kept on disk: there may be millions, and one may be as long as a book."""

import os
import tempfile
from array import array
from functools import lru_cache
from pathlib import Path
from typing import Any

from goodstanding.sheets.limits import MOST_CELL, MOST_STRINGS
from goodstanding.sheets.xlsx.workbook import Book
from goodstanding.sheets.xlsx.xml import Damaged, read_xml

_WRITTEN_AT_ONCE = 1 << 16


class Strings:
    """The strings of a book, by their place. Each is cut off one letter after what a cell may hold."""

    def __init__(self, book: Book, folder: Path) -> None:
        self._file: Any = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self._ends = array("Q", [0])
        self._pending: list[bytes] = []
        self._waiting = 0
        self.at = lru_cache(maxsize=1 << 15)(self._at)
        if book.strings is not None:
            self._collect(book, book.strings)

    def close(self) -> None:
        """Gives the disk back."""
        self._file.close()

    def _at(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise Damaged("a shared string that is not there")
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), end - start, start).decode()

    def _collect(self, book: Book, name: str) -> None:
        gathering = _StringGathering()

        def end(tag: str) -> None:
            gathering.end(tag)
            if tag == "si":
                self._append(gathering.take())

        with book.open(name) as part:
            for _so_far in read_xml(part, MOST_STRINGS, gathering.start, end, gathering.text):
                if self._waiting > _WRITTEN_AT_ONCE:
                    self._write()
        self._write()

    def _append(self, text: str) -> None:
        encoded = text.encode("utf-8", "replace")
        self._pending.append(encoded)
        self._waiting += len(encoded)
        self._ends.append(self._ends[-1] + len(encoded))

    def _write(self) -> None:
        self._file.write(b"".join(self._pending))
        self._file.flush()
        self._pending, self._waiting = [], 0


class _StringGathering:
    """Puts the pieces of a text together, without the sounds that some programs keep beside Chinese and Japanese."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._inside = self._sounds = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """A tag begins."""
        self._sounds = self._sounds or tag == "rPh"
        self._inside = tag == "t" and not self._sounds

    def end(self, tag: str) -> None:
        """A tag ends."""
        self._inside = False
        self._sounds = self._sounds and tag != "rPh"

    def text(self, piece: str) -> None:
        """Letters."""
        if self._inside and self._length <= MOST_CELL:
            self._pieces.append(piece[: MOST_CELL + 1 - self._length])
            self._length += len(self._pieces[-1])

    def take(self) -> str:
        """What was gathered, and begins anew."""
        found = "".join(self._pieces)
        self._pieces, self._length = [], 0
        return found
