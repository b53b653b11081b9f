"""What a row says of something that happened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from goodstanding.engine.scheme.scheme import Scheme, thousandths
from goodstanding.flows.imports.row_reader import CellError, Meaning, Reader
from goodstanding.flows.ledger.columns import COLUMNS
from goodstanding.sheets.cells import InvalidCell, clean, day, identifier, number_of, plain, short
from goodstanding.sheets.row import SheetRow

_EXCUSED = {"excused", "leave", "请假", "已请假", "因故免计", "免计"}
_AMOUNT = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")
_WORDS = {"yes": 1000, "是": 1000, "no": 0, "否": 0}


@dataclass(slots=True)
class FactRow:
    """A row's content. value: thousandths; none for excused, which an empty cell says too."""

    row: int
    number: str = ""
    kind: str = ""
    day: date | None = None
    value: int | None = None
    reference: str = ""
    key: str = ""
    faults: list[CellError] = field(default_factory=list)


class FactRowReader:
    """Turns rows into entries. places: where in a row each of our columns stands; width: how many the file has."""

    def __init__(self, places: Mapping[str, int], width: int, scheme: Scheme) -> None:
        self._kinds = _kinds(scheme)
        means: dict[str, Meaning] = {
            "number": lambda text: number_of(plain(text), 40),
            "kind": lru_cache(maxsize=1 << 10)(self._kind),
            "day": day,
            "value": value,
            "reference": lambda text: short(clean(text), 200),
            "key": lambda text: identifier(plain(text), 120),
        }
        self._reader = Reader(COLUMNS, places, width, means, FactRow)

    def entry(self, row: SheetRow) -> FactRow:
        """What a row says, with every fault in it."""
        return self._reader.content(row)

    def _kind(self, text: str) -> str:
        found = self._kinds.get(_folded(text), [])
        if len(found) > 1:
            raise InvalidCell("kind_twice", word=" / ".join(found))
        if not found:
            raise InvalidCell("kind")
        return found[0]


def value(text: str) -> int | None:
    """Thousandths; none for excused. Raises Wrong."""
    text = plain(text).lower()
    if text in _EXCUSED:
        return None
    if text in _WORDS:
        return _WORDS[text]
    return amount(text)


def amount(text: str) -> int:
    """A number in thousandths, as people write it: no exponents. Raises Wrong."""
    text = plain(text)
    if not _AMOUNT.fullmatch(text):
        raise InvalidCell("amount")
    try:
        found = thousandths(text)
    except ValueError:
        raise InvalidCell("amount") from None
    if found < 0:
        raise InvalidCell("negative")
    return found


def _kinds(scheme: Scheme) -> dict[str, list[str]]:
    """The names of the kinds, by their names and by their titles in either language."""
    found: dict[str, list[str]] = {}
    for name, fact_kind in scheme.fact_kinds.items():
        for title in {_folded(fact_kind.en), _folded(fact_kind.zh)}:
            found.setdefault(title, []).append(name)
    return found | {name: [name] for name in scheme.fact_kinds}


def _folded(text: str) -> str:
    return plain(text).lower().replace(" ", "")
