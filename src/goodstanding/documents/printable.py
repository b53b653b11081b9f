"""What of a text can be printed: no letter for another, and none as a box; what no font has, by its number."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goodstanding.documents import fonts

#: Texts of these letters alone, which most are, need no second look.
_PLAIN = re.compile(r"[\n\x20-\x7e\u00b7\u3000-\u3029\u4e00-\u9fa5\uff01-\uff5e]*")


class Printable:
    """Makes texts printable with some fonts. unknown: the numbers of the letters that no font has, as met so far."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self._files = files
        self._unknown = set[str]()

    @property
    def unknown(self) -> list[str]:
        """These numbers as they are printed, in their order."""
        return [_number(letter) for letter in sorted(self._unknown)]

    def all_of(self, value: Any) -> Any:
        """The same data with every text in it as it can be printed."""
        if isinstance(value, str):
            return self.printed(value)
        if isinstance(value, Mapping):
            return {key: self.all_of(one) for key, one in value.items()}
        if isinstance(value, Sequence):
            return [self.all_of(one) for one in value]
        return value

    def printed(self, text: str) -> str:
        """A text without what is not seen; blanks of every kind are blanks, and ends of lines stay."""
        if _PLAIN.fullmatch(text):
            return text
        return "".join(self._letter(letter) for letter in unicodedata.normalize("NFC", text) if _is_seen(letter))

    def _letter(self, letter: str) -> str:
        if letter.isspace():
            return letter if letter == "\n" else " "
        if any(ord(letter) in fonts.letters(path) for path in self._files):
            return letter
        self._unknown.add(letter)
        return f"[{_number(letter)}]"


def _number(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _is_seen(letter: str) -> bool:
    """Whether it is printed; marks of direction, joints, selectors of a shape and halves of letters are not."""
    selects = 0xFE00 <= ord(letter) <= 0xFE0F or 0xE0000 <= ord(letter) <= 0xE0FFF
    return letter.isspace() or not (selects or unicodedata.category(letter) in {"Cc", "Cf", "Cs"})
