"""A byte stream that is always valid UTF-8: what is not is replaced, and remembered. UTF-16 with its mark is turned."""

import codecs
import gzip
import io
from pathlib import Path
from typing import BinaryIO

from goodstanding.sheets.cells import EDGES
from goodstanding.sheets.encodings import UTF16, marked_encoding

#: U+FFFD, which stands where the bytes were not UTF-8.
REPLACED = "\ufffd"
_REPLACED_BYTES = REPLACED.encode()
_EDGES = [edge.encode() for edge in EDGES if not edge.isascii()]


class Utf8Stream(io.RawIOBase):
    """Reads a plain or gzip file. `quotes` counts the quote characters that went by.

    `replaced` is true once a U+FFFD went by, `edges` once a letter did that may be no content at the end of a cell.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file: BinaryIO = path.open("rb")
        zipped = path.name.lower().endswith(".gz")
        self._bytes: BinaryIO = gzip.GzipFile(fileobj=self._file) if zipped else self._file  # type: ignore[assignment]
        self._decoder: codecs.IncrementalDecoder | None = None
        self._turns = False
        self._ready, self._ended = b"", False
        self.replaced = self.edges = False
        self.quotes = self.bytes_read = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes of valid UTF-8. Raises OSError, EOFError or zlib.error on a damaged gzip file."""
        while not self._ready and not self._ended:
            self._take(size if size > 0 else 1 << 20)
        part, self._ready = (self._ready, b"") if size < 0 else (self._ready[:size], self._ready[size:])
        return part

    def first_line(self, limit: int) -> str | None:
        """The first line, without the mark that some programs put before it; None where it is longer than `limit`."""
        while not self._ended and not _ends_line(self._ready) and len(self._ready) < limit:
            held = self._ready
            self._ready = b""
            self._take(limit)
            self._ready = held + self._ready
        line, self._ready = _split_line(self._ready)
        return None if len(line) > limit else line.decode().removeprefix("\ufeff")

    def close(self) -> None:
        """Closes the file."""
        self._bytes.close()
        self._file.close()
        super().close()

    def _take(self, size: int) -> None:
        chunk = self._bytes.read(size)
        self._ended = not chunk
        self.bytes_read = self._file.tell()
        if self._decoder is None:
            encoding = marked_encoding(chunk)
            self._turns = encoding == UTF16
            self._decoder = codecs.getincrementaldecoder("utf-16" if self._turns else "utf-8")("replace")
        if self._turns or not chunk.isascii() or self._decoder.getstate()[0] or self._ended:
            chunk = self._decoder.decode(chunk, final=self._ended).encode()
            self.replaced = self.replaced or _REPLACED_BYTES in chunk
            self.edges = self.edges or any(edge in chunk for edge in _EDGES)
        self.edges = self.edges or b"\t" in chunk
        self.quotes += chunk.count(b'"')
        self._ready = chunk


def _ends_line(text: bytes) -> bool:
    # A carriage return at the very end may be the first half of a line's end.
    return b"\n" in text or b"\r" in text[:-1]


def _split_line(text: bytes) -> tuple[bytes, bytes]:
    line = text.splitlines(keepends=True)[0] if text else b""
    return line.rstrip(b"\r\n"), text[len(line) :]
