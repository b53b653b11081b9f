"""What a scheme says of what members do of their own accord: pledges, suggestions, topics for an agenda, duty posts."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.period import PeriodLength
from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text

#: The offices that answer members and confirm what they report; a scheme can leave it to some of them.
Answering = Literal["committee", "secretary", "officer"]
Offices = Annotated[tuple[Answering, ...], Field(min_length=1)]

_WorkingDays = Annotated[int, Field(ge=1, le=120, strict=True)]
_ALL: tuple[Answering, ...] = ("committee", "secretary", "officer")


class PledgeRule(Part):
    """The public pledge of a period, read by the members of one's own branch.

    registered: 1 once it is made. fulfilled: about each item, 1 or 0, by the word of a person; nothing where the item
    no longer applies. most_items: how many items a pledge has at most.
    """

    title: Text
    registered: FactKindName
    fulfilled: FactKindName | None = None
    period: PeriodLength = "year"
    most_items: Annotated[int, Field(ge=1, le=10, strict=True)] = 5
    to: ForWhom = ForWhom()
    confirmed_by: Offices = _ALL


class SuggestionRule(Part):
    """What members suggest to their own unit or a unit above it, and within how many days it is answered.

    made, adopted: always 1. within_days: working days for an answer, however often it is forwarded. remind_before:
    how many days before the last day the people who answer are reminded; once more after it.
    """

    title: Text
    made: FactKindName
    adopted: FactKindName | None = None
    within_days: _WorkingDays
    remind_before: Annotated[int, Field(ge=0, le=60, strict=True)] = 3
    answered_by: Offices = ("secretary", "officer")


class TopicRule(Part):
    """What members propose for the agenda of a meeting of their unit. meetings: the kinds. taken_up: always 1."""

    meetings: tuple[Name, ...] = Field(min_length=1)
    taken_up: FactKindName
    answered_by: Offices = _ALL


class DutyRule(Part):
    """One kind of post that a unit sets up and members take on, confirmed once a period. kept: 1, 0, or excused."""

    title: Text
    kept: FactKindName
    period: PeriodLength = "quarter"
    to: ForWhom = ForWhom()
    confirmed_by: Offices = _ALL


class Initiative(Part):
    """What an organization's members do of their own accord."""

    pledge: PledgeRule | None = None
    suggestions: SuggestionRule | None = None
    topics: TopicRule | None = None
    posts: dict[Name, DutyRule] = Field(default_factory=dict)

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about a member, by the place in the section that names each."""
        found: dict[tuple[str, ...], FactKindName | None] = {}
        if self.pledge is not None:
            found["pledge", "registered"] = self.pledge.registered
            found["pledge", "fulfilled"] = self.pledge.fulfilled
        if self.suggestions is not None:
            found["suggestions", "made"] = self.suggestions.made
            found["suggestions", "adopted"] = self.suggestions.adopted
        if self.topics is not None:
            found["topics", "taken_up"] = self.topics.taken_up
        for word, rule in self.posts.items():
            found["posts", word, "kept"] = rule.kept
        return {place: fact for place, fact in found.items() if fact is not None}
