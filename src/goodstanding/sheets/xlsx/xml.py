"""Reads the XML inside a workbook, which anybody may have made: piece by piece, without entities or references."""

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from goodstanding.sheets.limits import MOST_ELEMENTS, MOST_TAG
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _

_PIECE = 1 << 16
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Damaged(Exception):
    """The file is not what it says it is. The caller says where."""


def read_xml(
    part: BinaryIO, most: int, start: Start, end: End | None = None, text: Text | None = None
) -> Iterator[int]:
    """Calls these for what it meets, names without their prefix. Yields the bytes read, after every piece.

    Raises Damaged on what is not XML, and Refusal on a document type (entities, references to elsewhere) or on more
    than `most` bytes or MOST_ELEMENTS elements.
    """
    parser = _parser(start, end, text)
    fed = 0
    try:
        while piece := part.read(_PIECE):
            fed += len(piece)
            if fed > most:
                raise UnreadableSheet(
                    _("The workbook unpacks to more than is safe to open. Save the rows as CSV UTF-8.")
                )
            parser.Parse(piece)
            # A tag that does not end would be kept whole, and read again with every piece.
            if fed - max(parser.CurrentByteIndex, 0) > _PIECE + MOST_TAG:
                raise Damaged("a tag that does not end")
            yield fed
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Damaged(str(error)) from error


def _parser(start: Start, end: End | None, text: Text | None) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    left = MOST_ELEMENTS

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise UnreadableSheet(
                _("The workbook has more cells than is safe to read. Delete what does not belong there.")
            )
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def refuse(*_arguments: object) -> None:
        raise UnreadableSheet(
            _("The workbook holds a document type, which no spreadsheet program writes. Save it again as .xlsx.")
        )

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if end is not None:
        done = end
        parser.EndElementHandler = lambda name: done(name.rpartition(":")[2] if ":" in name else name)
    if text is not None:
        parser.CharacterDataHandler = text
    return parser
