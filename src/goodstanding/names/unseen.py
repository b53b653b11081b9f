"""Letters that are invisible or that no document may hold: for all that is typed, brought in or written."""

import re

#: Marks of direction, with which a text reads otherwise than it is: "cod.exe" as "exe.doc".
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: Of no width: joints, the mark at the beginning of files, soft hyphens, notes between lines, tags.
_NO_WIDTH = "\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
#: Numbers that are no letters and never will be, two at the end of each plane; U+FFFE and U+FFFF break a workbook.
_NO_LETTERS = "\ufdd0-\ufdef" + "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0xFFFF, 0x110000, 0x10000))
#: Controls but the tab and the two ends of lines, and halves of letters; XML holds none of the first 32.
_CONTROLS, _HALVES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", "\ud800-\udfff"

UNSEEN = re.compile(f"[{_DIRECTION}{_NO_WIDTH}{_NO_LETTERS}]")
_UNTYPED = re.compile(f"[{_DIRECTION}{_NO_WIDTH}{_NO_LETTERS}{_CONTROLS}{_HALVES}]")
_UNWRITABLE = re.compile(f"[{_NO_LETTERS}{_CONTROLS}{_HALVES}]")
_ENDS = str.maketrans("\u2028\u2029", "\n\n")


def typed(text: str) -> str:
    """What a person meant to type: without invisible letters, and with ends of lines as everywhere."""
    return _UNTYPED.sub("", text).translate(_ENDS)


def writable(text: str) -> str:
    """A text as any document can hold it."""
    return _UNWRITABLE.sub("", text)
