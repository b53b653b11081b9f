"""What a scheme says of questions and complaints: to which office each goes, and within how many days it answers."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text

#: The offices that answer letters; a scheme can leave it to some of them.
LetterOffice = Literal["committee", "secretary", "officer"]
LetterOffices = Annotated[tuple[LetterOffice, ...], Field(min_length=1)]


class LetterRule(Part):
    """One kind of letter.

    hint: what belongs in it. to: the member's own unit, or the unit above the one that is complained about, which
    never reads it; the nearest in which another person holds one of the offices. within_days: working days for an
    answer. entry: always 1, about the member who wrote; mostly left out, for a question is no achievement.
    """

    title: Text
    hint: Text | None = None
    to: Literal["own", "above"]
    answered_by: LetterOffices = ("secretary", "officer")
    within_days: Annotated[int, Field(ge=1, le=60, strict=True)]
    entry: FactKindName | None = None


class Letters(Part):
    """Questions and complaints. remind_before: how many days before the last day the people who answer are reminded."""

    kinds: dict[Name, LetterRule] = Field(min_length=1)
    remind_before: Annotated[int, Field(ge=0, le=30, strict=True)] = 2

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about a member, by the place in the section that names each."""
        return {("kinds", word, "entry"): rule.entry for word, rule in self.kinds.items() if rule.entry is not None}

    def offices(self) -> frozenset[str]:
        """Every office that answers some kind of letter."""
        return frozenset(office for rule in self.kinds.values() for office in rule.answered_by)
