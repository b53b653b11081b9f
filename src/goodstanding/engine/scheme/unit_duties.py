"""What a scheme says of the duties of units themselves: from what the system records anyway, who owns each, by when."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: What the system records of a unit's work. Each gives one entry for each thing that fell due, but `visits` and
#: `dues_collected`, which give one a period: which part of the members.
DutySource = Literal[
    "meetings", "notices", "orders", "closing", "minutes", "objections", "suggestions", "letters", "transfers",
    "visits", "dues_collected", "dues_posted", "assignments",
]  # fmt: skip
#: Which of them say by how many days: before a meeting, after it, or after a month.
WITH_DAYS: frozenset[DutySource] = frozenset({"notices", "orders", "closing", "dues_posted"})
#: Which of them can be about some kinds alone, and of which section these are words.
WITH_KINDS: dict[DutySource, str] = {
    "meetings": "meetings", "notices": "meetings", "orders": "meetings", "closing": "meetings", "minutes": "meetings",
    "letters": "letters", "visits": "care", "assignments": "assignments",
}  # fmt: skip

_Days = Annotated[int, Field(ge=1, le=60, strict=True)]


class UnitDuty(Part):
    """One duty of units.

    fact: about the unit: 1 for in time, 0 for late or not done; a part of 1 for visits and dues. of: what the system
    records. kinds: words of the section that `of` reads, None for all. within_days: see WITH_DAYS. units: levels or
    types that have the duty, None for all. owners: the offices that own it, by the level of the unit that holds them;
    None takes those of the section. still: what can still be done when it was not in time.
    """

    fact: FactKindName
    of: DutySource
    kinds: tuple[Name, ...] | None = None
    within_days: _Days | None = None
    units: tuple[Word, ...] | None = None
    owners: dict[Word, tuple[Word, ...]] | None = None
    still: Text

    def has(self, level: str, kind: str) -> bool:
        """Whether units of that level and type have the duty."""
        return self.units is None or not {level, kind}.isdisjoint(self.units)


class UnitDuties(Part):
    """Every duty. written_after_days: so many days after a month, what fell due in it is written down."""

    written_after_days: Annotated[int, Field(ge=1, le=20, strict=True)] = 3
    owners: dict[Word, tuple[Word, ...]] = Field(min_length=1)
    duties: dict[Name, UnitDuty] = Field(min_length=1)

    def owners_of(self, duty: UnitDuty) -> dict[Word, tuple[Word, ...]]:
        """The offices that own a duty, by level."""
        return duty.owners if duty.owners is not None else self.owners

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it leaves about units, by the place in the section that names each."""
        return {("duties", word, "fact"): duty.fact for word, duty in self.duties.items()}

    def by_fact(self) -> dict[FactKindName, UnitDuty]:
        """The duties by the kind of fact that each leaves."""
        return {duty.fact: duty for duty in self.duties.values()}
