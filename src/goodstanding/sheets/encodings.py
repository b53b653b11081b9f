"""How the letters of a text file are written. UTF-8 is certain where it fits; GB18030 is not, so people look."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _

UTF8, GB18030, UTF16 = "utf-8-sig", "gb18030", "utf-16"
#: What people read.
TITLES = {UTF8: "UTF-8", GB18030: "GB18030", UTF16: "UTF-16"}
_PIECE = 1 << 20

#: GB18030 of 2022 gave these letters places of their own; the codec still puts them in the private use area.
MOVED = {
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
    0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
}  # fmt: skip


@dataclass(frozen=True)
class DetectedEncoding:
    """How a file is written, and how many lines it has."""

    encoding: str
    lines: int


def marked_encoding(start: bytes) -> str:
    """How a file is written by the mark at its beginning: UTF-16, or UTF-8, which is certain only where it fits."""
    return UTF16 if start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else UTF8


def encoding_of(path: Path) -> DetectedEncoding:
    """Looks through the whole file. Raises UnreadableSheet where it is written in no one way."""
    with path.open("rb") as file:
        marked_as = marked_encoding(file.read(4))
    candidates = [UTF16] if marked_as == UTF16 else [UTF8, GB18030]
    furthest = 0
    for encoding in candidates:
        lines, whole = _read(path, encoding)
        if whole:
            return DetectedEncoding(encoding, lines)
        furthest = max(furthest, lines + 1)
    sentence = _("Line %(line)s is neither UTF-8 nor GB18030, or mixes both. Save the file again as CSV UTF-8.")
    raise UnreadableSheet(sentence, line=furthest)


def _read(path: Path, encoding: str) -> tuple[int, bool]:
    """How many lines could be read, and whether that is all of them."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines, ended = 0, True
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeError as error:
                return lines + piece.count(b"\n", 0, max(0, getattr(error, "start", 0))), False
            lines += text.count("\n") or text.count("\r")
            ended = text[-1:] in {"\n", "\r"} if text else ended
            if not piece:
                return lines + (not ended), True
