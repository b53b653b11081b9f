"""How Chinese names are found by typing letters."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

#: How much is kept; nobody types more.
LONGEST, LONGEST_INITIALS = 200, 40


@lru_cache(maxsize=1 << 16)
def letters(name: str) -> str:
    """A name's sounds run together: 张三 is zhangsan. Letters stay what they are."""
    return "".join(lazy_pinyin(name, errors=_as_is)).lower().replace(" ", "")[:LONGEST]


@lru_cache(maxsize=1 << 16)
def initials(name: str) -> str:
    """The first letter of every sound: 张三 is zs; Mary Lee is ml."""
    words = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_firsts)
    return "".join(words).lower()[:LONGEST_INITIALS]


def _as_is(text: str) -> str:
    return text


def _firsts(text: str) -> str:
    return "".join(word[0] for word in text.split())
