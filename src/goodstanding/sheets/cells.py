"""From the text of a cell to what it means. Nothing is guessed: what is not certain is refused with its reason."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from goodstanding.names import spelling
from goodstanding.names.unseen import UNSEEN
from goodstanding.sheets.limits import MOST_CELL

#: What a spreadsheet would take for a formula, in ordinary and in wide letters.
_ACTIVE = "=+\\-@\t\r\n＝＋－＠"
#: What is no content at the ends of a cell: blanks, tabs, ends of lines, and the marks of no width that programs leave.
EDGES = " \t\r\n\u00a0\u3000\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_QUOTED = re.compile(f"^'+[{_ACTIVE}]")
_LIVE = re.compile(f"^'*[{_ACTIVE}]")
#: The mark of a lost letter; it stands for the null letter as soon as a file is read, which PostgreSQL cannot keep.
LOST = "\ufffd"
#: Letters that no keyboard puts into a cell: line breaks, controls, halves of letters, and the mark of a lost one.
_UNTYPED = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{LOST}]")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?: 0?0:00(?::00)?)?")
_DAY_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
#: What programs write so that a spreadsheet takes digits for text.
_AS_TEXT = re.compile('\\s*="([^"]*)"\\s*')
_WHOLE, _FRACTION = re.compile(r"(\d+)\.0+"), re.compile(r"\d+\.\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.0+)?")
_LEAST_PHONE = 7
#: One telephone number or several, each with an extension or without.
_ONE_PHONE = r"\+?[\d(][\d ().\-]*\d\)?(?: ?(?:转|分机|ext\.?|x|#) ?\d{1,6})?"
_PHONE = re.compile(rf"{_ONE_PHONE}(?: ?[/,;、] ?{_ONE_PHONE})*", re.IGNORECASE)
_FEWEST_DIGITS = 4
_LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
FIRST_YEAR = 1900


class InvalidCell(Exception):
    """A cell is refused: the reason's word, and what the sentence needs."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def neutral(text: str) -> str:
    """A text as no spreadsheet takes it for a formula: with a quote before it, where it could be one."""
    return f"'{text}" if _LIVE.match(text) else text


def clean(text: str) -> str:
    """A cell without the quote that `neutral` set, unseen letters, and blanks or tabs around it."""
    if _QUOTED.match(text):
        text = text[1:]
    elif wrapped := _AS_TEXT.fullmatch(text):
        text = wrapped[1]
    if text.isascii():
        return text.strip()
    text = UNSEEN.sub("", text).replace("\u00a0", " ").replace("\u3000", " ")
    return unicodedata.normalize("NFC", text).strip()


def plain(text: str) -> str:
    """A cell in ordinary letters: wide digits become digits."""
    text = clean(text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def name_of(text: str) -> str:
    """A name as it is stored; see names.spelling."""
    return spelling.name_of(clean(text))


def person(text: str, most: int) -> str:
    """A person's name as it is stored. Raises InvalidCell for one without any letter."""
    name = short(name_of(text), most)
    if not any(unicodedata.category(letter)[0] == "L" for letter in name):
        raise InvalidCell("name")
    return name


def short(text: str, most: int) -> str:
    """The same text. Raises Wrong where it is too long or holds letters that no keyboard types."""
    if len(text) > min(most, MOST_CELL):
        raise InvalidCell("too_long", most=most)
    if _UNTYPED.search(text):
        raise InvalidCell("control")
    return text


def identifier(text: str, most: int) -> str:
    """A number that identifies a person or a thing, as text. Raises Wrong where a program has eaten digits of it."""
    if _LOST_DIGITS.fullmatch(text) and len(text) > 4:
        raise InvalidCell("inexact")
    return short(text, most)


def number_of(text: str, most: int) -> str:
    """The number of a person or a unit: 72008.0 is 72008. Raises Wrong where it has commas or a fraction."""
    if _GROUPED.fullmatch(text):
        raise InvalidCell("grouped")
    if whole := _WHOLE.fullmatch(text):
        text = whole[1]
    elif _FRACTION.fullmatch(text):
        raise InvalidCell("fraction")
    return identifier(text, most)


def phone_of(text: str) -> str:
    """A telephone number: what a program has turned into a number with a point is one without again."""
    text = plain(text)
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole and len(whole[1]) >= _LEAST_PHONE else text


def phone(text: str, most: int) -> str:
    """A telephone number, or several. Raises InvalidCell for what nobody could call."""
    text = identifier(phone_of(text), most)
    digits = sum(letter.isdigit() for letter in text)
    if not _PHONE.fullmatch(text) or digits < _FEWEST_DIGITS:
        raise InvalidCell("phone")
    return text


@lru_cache(maxsize=1 << 15)
def day(text: str) -> date:
    """A day. Raises Wrong."""
    text = plain(text)
    found = _DAY.fullmatch(text) or _DAY_RUN_TOGETHER.fullmatch(text)
    if found is None:
        raise InvalidCell("serial" if re.fullmatch(r"\d{5}(\.\d+)?", text) else "day")
    year, month, of_month = (int(part) for part in found.groups() if part is not None)
    try:
        value = date(year, month, of_month)
    except ValueError:
        raise InvalidCell("no_day") from None
    if value.year < FIRST_YEAR:
        raise InvalidCell("no_day")
    return value
