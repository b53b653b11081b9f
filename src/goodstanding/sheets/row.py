"""One row of a file, as it was read."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple


class Misread(NamedTuple):
    """What is wrong with a cell before anybody knows what it means. position: from 0; none for the whole row."""

    position: int | None
    reason: str
    value: str


class CellKind(Enum):
    """What a cell of a workbook is besides its text; ordinary text and numbers are none of these."""

    DAY = auto()
    DAY_AND_TIME = auto()
    #: A day of which the year and the month are shown.
    MONTH = auto()
    #: Its text is 1 or 0.
    BOOLEAN = auto()


@dataclass(slots=True)
class SheetRow:
    """A row: its number as the spreadsheet numbers it, the text of its cells, what could not be read; hidden or not.

    kinds: by place, what a cell is where its text alone does not say.
    """

    number: int
    cells: list[str]
    misread: list[Misread] = field(default_factory=list)
    hidden: bool = False
    kinds: dict[int, CellKind] = field(default_factory=dict)

    def cell(self, position: int) -> str:
        """The text of a cell; where a row ends early, it is empty."""
        return self.cells[position] if position < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.misread and not any(cell and not cell.isspace() for cell in self.cells)
