"""What a row says of a member."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from goodstanding.engine.scheme import Scheme
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.flows.sheets.cells import Wrong, clean, day, identifier, name_of, plain, short
from goodstanding.flows.sheets.reader import Fault, Meaning, Reader
from goodstanding.flows.sheets.row import Row
from goodstanding.models.keys import is_given

_PARTS = str.maketrans("；、，,/|", ";;;;;;")


@dataclass(slots=True)
class Entry:
    """A row's content. None means that the file says nothing of it, which leaves what there is."""

    row: int
    number: str = ""
    typed_number: str = ""
    name: str = ""
    unit: str | None = None
    joined_on: date | None = None
    full_on: date | None = None
    from_on: date | None = None
    classes: frozenset[str] | None = None
    phone: str | None = None
    faults: list[Fault] = field(default_factory=list)


class EntryReader:
    """Turns rows into entries. places: where in a row each of our columns stands; width: how many the file has."""

    def __init__(self, places: Mapping[str, int], width: int, scheme: Scheme) -> None:
        self._words, self._typed = _words(scheme), ""
        means: dict[str, Meaning] = {
            "number": self._number,
            "name": lambda text: short(name_of(text), 100),
            "unit": lambda text: short(plain(text), 200),
            "joined_on": day,
            "full_on": day,
            "from_on": day,
            "classes": lru_cache(maxsize=1 << 12)(self._classes_of),
            "phone": lambda text: identifier(plain(text), 40),
        }
        self._reader = Reader(COLUMNS, places, width, means, Entry)

    def entry(self, row: Row) -> Entry:
        """What a row says, with every fault in it."""
        self._typed = ""
        entry = self._reader.content(row)
        entry.typed_number = self._typed
        return entry

    def _number(self, text: str) -> str:
        self._typed = clean(text)
        number = identifier(plain(text), 40)
        if not is_given(number):
            raise Wrong("shape")
        return number

    def _classes_of(self, text: str) -> frozenset[str]:
        found = set[str]()
        # A title may hold the very marks that part one class from the next.
        if whole := self._words.get(_plain(text)):
            return frozenset({whole})
        for part in plain(text).translate(_PARTS).split(";"):
            if not part.strip():
                continue
            word = self._words.get(_plain(part))
            if word is None:
                raise Wrong("class", word=part.strip()[:60])
            found.add(word)
        return frozenset(found)


def _words(scheme: Scheme) -> dict[str, str]:
    """The scheme's words for classes, by the word and by what people read in either language."""
    found = {_plain(title): word for word, text in scheme.classes.items() for title in (text.en, text.zh)}
    return found | {_plain(word): word for word in scheme.classes}


def _plain(text: str) -> str:
    return plain(text).lower().replace(" ", "")
