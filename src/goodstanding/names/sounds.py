"""How names are found by typing letters: the sounds under which they are stored, and the other ways to say them."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

from pypinyin import lazy_pinyin

from goodstanding.names.readings import readings
from goodstanding.names.spelling import HAN, name_of

#: How much is stored; nobody types more than that.
LONGEST, LONGEST_INITIALS = 200, 40
#: Ways to say one name; more than two letters with several readings are rare.
_MOST_WAYS = 48
_PARTS = re.compile(f"[{HAN}]+|[^{HAN}]+")
#: Signs that part one word from the next; others, such as an apostrophe, stand inside of one.
_BETWEEN = re.compile(r"[\s\-\u00b7.,/()（）—–、，。]+")


@lru_cache(maxsize=1 << 16)
def letters(text: str) -> str:
    """The sounds of a title run together: 示例支部 is shilizhibu. Letters stay what they are, signs are left out."""
    return "".join(word for _letter, word in _read(text))[:LONGEST]


@lru_cache(maxsize=1 << 16)
def initials(text: str) -> str:
    """The first letter of every sound: 示例支部 is slzb; Mary Lee is ml."""
    return "".join(word[0] for _letter, word in _read(text))[:LONGEST_INITIALS]


@lru_cache(maxsize=1 << 16)
def _sounds(name: str) -> tuple[str, str]:
    name = name_of(name)
    surname = readings().surname(name)
    usual = readings().surnames[surname][0].split() if surname else []
    syllables = [*usual, *(syllable for _letter, syllable in _read(name[len(surname) :]))]
    return "".join(syllables)[:LONGEST], "".join(syllable[0] for syllable in syllables)[:LONGEST_INITIALS]


def sounds(name: str) -> dict[str, str]:
    """What is stored of a person's name, by the names of the fields: the surname is read as people read it."""
    pinyin, firsts = _sounds(name)
    return {"pinyin": pinyin, "initials": firsts}


@lru_cache(maxsize=1 << 14)
def heard(name: str) -> tuple[str, ...]:
    """Every way to type a person's name, the stored one first, by the first letters and in full."""
    found: dict[str, None] = {}
    for parts in islice(product(*_choices(name_of(name))), _MOST_WAYS):
        syllables = [syllable for part in parts for syllable in part.split()]
        found |= dict.fromkeys(["".join(syllable[0] for syllable in syllables), "".join(syllables)])
    return tuple(found)


def folded(text: str) -> str:
    """What is typed, as sounds are stored: small letters, without accents, blanks and signs."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("ü", "v"))
    return "".join(letter for letter in parts if letter.isalnum())


def _choices(name: str) -> list[tuple[str, ...]]:
    """For every part of a name, the ways to read it; the stored one first."""
    table = readings()
    surname = table.surname(name)
    read = _read(name[len(surname) :])
    rest = [tuple(dict.fromkeys([word, *table.within.get(letter, ())])) for letter, word in read]
    return [table.surnames[surname], *rest] if surname else rest


def _read(text: str) -> list[tuple[str, str]]:
    """The sounds of a text, each with its letter; words in other letters come without one."""
    found: list[tuple[str, str]] = []
    for part in _PARTS.findall(text):
        found += _chinese(part) if re.match(f"[{HAN}]", part) else _other(part)
    return found


def _chinese(part: str) -> list[tuple[str, str]]:
    stand_ins = readings().stand_ins
    known = "".join(stand_ins.get(letter, letter) for letter in part)
    syllables = lazy_pinyin(known, errors=list)  # type: ignore[arg-type] # a letter each
    assert len(syllables) == len(part), f"one sound for each of {part!r}"
    return list(zip(part, (syllable.lower() for syllable in syllables), strict=True))


def _other(part: str) -> list[tuple[str, str]]:
    parts = (folded(sound) for sound in _BETWEEN.split(part))
    return [("", sound) for sound in parts if sound]
