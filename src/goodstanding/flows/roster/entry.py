"""What a row says of a member, cell by cell. Says nothing yet of whether it fits the roster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from goodstanding.engine.scheme import Scheme
from goodstanding.flows.roster.cells import Wrong, clean, day, identifier, name_of, plain, short
from goodstanding.flows.roster.columns import NAMES, NEEDED
from goodstanding.flows.roster.row import Row

_PARTS = str.maketrans("；、，,/|", ";;;;;;")


class Fault(NamedTuple):
    """Why a row is refused. column: ours, empty for the whole row."""

    column: str
    value: str
    reason: str
    facts: Mapping[str, Any]


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


class Reader:
    """Turns rows into entries. places: where in a row each of our columns stands; width: how many the file has."""

    def __init__(self, places: Mapping[str, int], width: int, scheme: Scheme) -> None:
        self._places = [(name, places[name]) for name in NAMES if name in places]
        self._matched = {place: name for name, place in self._places}
        self._width = width
        self._words = _words(scheme)
        self._classes = lru_cache(maxsize=1 << 12)(self._classes_of)
        self._of: dict[str, Callable[[str], object]] = {
            "number": lambda text: identifier(plain(text), 40),
            "name": lambda text: short(name_of(text), 100),
            "unit": lambda text: short(plain(text), 200),
            "joined_on": day,
            "full_on": day,
            "from_on": day,
            "classes": self._classes,
            "phone": lambda text: identifier(plain(text), 40),
        }

    def entry(self, row: Row) -> Entry:
        """What a row says, with every fault in it."""
        entry = Entry(row.number)
        misread = self._misread(row, entry)
        for name, place in self._places:
            if name in misread:
                continue
            text = row.cell(place)
            if not clean(text):
                if name in NEEDED:
                    entry.faults.append(Fault(name, "", "empty", {}))
                continue
            try:
                setattr(entry, name, self._of[name](text))
            except Wrong as wrong:
                entry.faults.append(Fault(name, text, wrong.reason, wrong.facts))
            if name == "number":
                entry.typed_number = clean(text)
        return entry

    def _misread(self, row: Row, entry: Entry) -> set[str]:
        found: set[str] = set()
        for place, reason, value in row.misread:
            name = "" if place is None else self._matched.get(place)
            if name is not None:
                entry.faults.append(Fault(name, value, reason, {}))
                found |= set(NAMES) if not name else {name}
        if any(clean(cell) for cell in row.cells[self._width :]):
            entry.faults.append(Fault("", "", "fields", {}))
        return found

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
