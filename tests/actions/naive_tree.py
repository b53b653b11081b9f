"""A naive model of units and members through time: dictionaries and lists, nothing clever. It is the oracle."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

T = TypeVar("T")
LEVELS = ["city", "district", "sub_district", "branch"]


@dataclass
class Naive:
    """Where everything is now, and every value that ever held, each with its first day."""

    parent: dict[str, str | None] = field(default_factory=dict)
    level: dict[str, str] = field(default_factory=dict)
    closed_on: dict[str, date] = field(default_factory=dict)
    seat: dict[str, str | None] = field(default_factory=dict)
    parents: dict[str, list[tuple[date, str | None]]] = field(default_factory=dict)
    names: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    seats: dict[str, list[tuple[date, str | None]]] = field(default_factory=dict)

    # What is asked

    def open(self) -> list[str]:
        """The units that are open."""
        return sorted(set(self.parent) - set(self.closed_on))

    def children(self, code: str) -> list[str]:
        """The open units right below."""
        return [one for one in self.open() if self.parent[one] == code]

    def chain(self, code: str) -> list[str]:
        """A unit and all above it, from the top down."""
        above = self.parent[code]
        return ([] if above is None else self.chain(above)) + [code]

    def members(self, code: str) -> list[str]:
        """Who is in a unit."""
        return sorted(number for number, seat in self.seat.items() if seat == code)

    def subtree(self, code: str) -> int:
        """How many are in a unit and all below it."""
        return sum(1 for seat in self.seat.values() if seat and code in self.chain(seat))

    def fits(self, code: str, below: str) -> bool:
        """Whether the unit's level may stand below the other's."""
        return LEVELS.index(self.level[code]) >= LEVELS.index(self.level[below])

    def parent_on(self, code: str, day: date) -> str | None:
        """The unit right above on a day."""
        return _on(self.parents[code], day) if self._was_there(code, day) else None

    def name_on(self, code: str, day: date) -> str | None:
        """The name on a day."""
        return _on(self.names[code], day) if self._was_there(code, day) else None

    def seat_on(self, number: str, day: date) -> str | None:
        """The unit of a member on a day."""
        return _on(self.seats[number], day)

    def days(self) -> list[date]:
        """Every day on which something began."""
        days = set(self.closed_on.values())
        for spans in (self.parents, self.names, self.seats):
            days |= {day for span in spans.values() for day, _value in span}
        return sorted(days)

    def _was_there(self, code: str, day: date) -> bool:
        return code not in self.closed_on or day < self.closed_on[code]

    # What is done

    def create(self, code: str, parent: str | None, level: str, day: date) -> None:
        """A new unit, named by its code."""
        self.level[code], self.names[code], self.parents[code] = level, [(day, code)], []
        self.place(code, parent, day)

    def place(self, code: str, parent: str | None, day: date) -> None:
        """Puts a unit below another."""
        self.parent[code] = parent
        self.parents[code].append((day, parent))

    def put(self, number: str, unit: str | None, day: date) -> None:
        """Puts a member into a unit, or out of all."""
        self.seat[number] = unit
        self.seats.setdefault(number, []).append((day, unit))

    def merge(self, code: str, into: str, day: date) -> None:
        """Everything of one unit goes to another."""
        for child in self.children(code):
            self.place(child, into, day)
        for number in self.members(code):
            self.put(number, into, day)
        self.closed_on[code] = day


def _on(values: list[tuple[date, T]], day: date) -> T | None:
    held = [value for first, value in values if first <= day]
    return held[-1] if held else None
