"""What a row says of a member."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.imports.row_reader import CellError, Meaning, Reader
from goodstanding.flows.roster.classes import Classes
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.models.public_id import is_given
from goodstanding.sheets.cells import InvalidCell, clean, day, number_of, person, phone, plain, short
from goodstanding.sheets.row import SheetRow


@dataclass(slots=True)
class MemberRow:
    """A row's content. None means that the file says nothing of it, which leaves what there is."""

    row: int
    number: str = ""
    typed_number: str = ""
    typed_classes: str = ""
    name: str = ""
    unit: str | None = None
    joined_on: date | None = None
    full_on: date | None = None
    from_on: date | None = None
    classes: frozenset[str] | None = None
    phone: str | None = None
    faults: list[CellError] = field(default_factory=list)


class MemberRowReader:
    """Turns rows into entries. places: where in a row each of our columns stands; width: how many the file has."""

    def __init__(self, places: Mapping[str, int], width: int, scheme: Scheme) -> None:
        self._classes, self._typed, self._typed_classes = Classes(scheme), "", ""
        means: dict[str, Meaning] = {
            "number": self._number,
            "name": lambda text: person(text, 100),
            "unit": lambda text: short(plain(text), 200),
            "joined_on": day,
            "full_on": day,
            "from_on": day,
            "classes": self._classes_of,
            "phone": lambda text: phone(text, 40),
        }
        self._reader = Reader(COLUMNS, places, width, means, MemberRow)

    def entry(self, row: SheetRow) -> MemberRow:
        """What a row says, with every fault in it."""
        self._typed = self._typed_classes = ""
        entry = self._reader.content(row)
        entry.typed_number, entry.typed_classes = self._typed, self._typed_classes
        return entry

    def _number(self, text: str) -> str:
        self._typed = clean(text)
        number = number_of(plain(text), 40)
        if not is_given(number):
            raise InvalidCell("shape")
        return number

    def _classes_of(self, text: str) -> frozenset[str]:
        self._typed_classes = text[:60]
        return self._classes.of(text)
