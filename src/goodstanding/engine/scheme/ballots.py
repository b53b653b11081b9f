"""What a scheme says of secret ballots: which kinds there are, with which choices, and what a vote leaves."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: The offices that can open a ballot; a scheme can leave it to some of them.
Opening = Literal["committee", "secretary", "officer"]
#: A choice is one digit in a sealed vote.
MOST_CHOICES = 9
Parts = Annotated[int, Field(ge=1, le=100, strict=True)]


class ChoiceShare(Part):
    """On how many of the subjects a vote can have a choice at the most: so many parts of so many, rounded down."""

    part: Parts
    of: Parts

    def at_most(self, subjects: int) -> int:
        """The number for so many subjects."""
        return subjects * self.part // self.of


class BallotChoice(Part):
    """A choice that a voter has for each subject. at_most: the share of the subjects that can be given it."""

    title: Text
    at_most: ChoiceShare | None = None


class BallotKind(Part):
    """A kind of ballot. subjects: members, or texts such as a motion. usual: what one tap gives to all subjects.

    voters: the classes of members that have a vote, where the ballot is opened by itself; not_for: those that have
    none though they are in one of these. result_to: who sees the whole result besides the offices and the tellers; a
    member who is voted on sees the own line in any case.
    """

    title: Text
    subjects: Literal["members", "texts"]
    voters: Annotated[tuple[Word, ...], Field(min_length=1)]
    not_for: tuple[Word, ...] = ()
    choices: Annotated[dict[Name, BallotChoice], Field(min_length=2, max_length=MOST_CHOICES)]
    usual: Name | None = None
    result_to: Literal["voters", "offices"] = "offices"


class BallotRules(Part):
    """Secret ballots. cast: what is left about a member who voted, on the day of closing, and never how."""

    cast: FactKindName | None = None
    opened_by: Annotated[tuple[Opening, ...], Field(min_length=1)] = ("committee", "secretary", "officer")
    kinds: Annotated[dict[Name, BallotKind], Field(min_length=1)]
