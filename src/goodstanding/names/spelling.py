"""How the name of a person is written: one way for the many in which it is typed. Done twice, it is the same."""

import re
import unicodedata

from goodstanding.names.readings import readings
from goodstanding.names.unseen import UNSEEN

#: The dot between the parts of a transcribed name, and what is typed for it.
DOT = "\u00b7"
_DOTS = "\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387\u1427"
_TO_DOT = str.maketrans(dict.fromkeys(_DOTS, DOT))
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: A full stop between two Chinese letters stands for the dot.
_STOP = re.compile(f"(?<=[{HAN}]) *[.．] *(?=[{HAN}])")
_AROUND_DOT = re.compile(f" *{DOT} *")
#: A name of two or three Chinese letters, with blanks that make it as wide as its neighbours.
_PADDED = re.compile(f"[{HAN}](?: [{HAN}]){{1,2}}|[{HAN}]{{2}} [{HAN}]|[{HAN}] [{HAN}]{{2}}")
#: Line breaks are none: the reader of a cell refuses them.
_BLANKS = re.compile("[ \t\u1680]+")
_RADICALS = range(0x2E80, 0x2FE0)


def name_of(text: str) -> str:
    """A name as it is stored: one dot, ordinary letters for wide ones and radicals, no blanks that only pad."""
    if text.isascii():
        return _BLANKS.sub(" ", text).strip(" ")
    text = UNSEEN.sub("", text).translate(_TO_DOT)
    text = unicodedata.normalize("NFC", "".join(_ordinary(letter) for letter in text))
    # A letter that was decomposed may turn into one of the dots.
    text = _BLANKS.sub(" ", text.translate(_TO_DOT)).strip(" ")
    text = _AROUND_DOT.sub(DOT, _STOP.sub(DOT, text)).strip(DOT)
    return text.replace(" ", "") if _PADDED.fullmatch(text) else text


def _ordinary(letter: str) -> str:
    """The letter itself for its wide, narrow or radical shape. Marks and signs stay as they are."""
    if letter.isascii():
        return letter
    if ord(letter) in _RADICALS:
        return readings().radicals.get(letter) or unicodedata.normalize("NFKC", letter)
    return unicodedata.normalize("NFKC", letter) if unicodedata.category(letter)[0] in "LNZ" else letter
