"""What a scheme says of the yearly appraisal: its steps, its grades with their quota, who gets none, who votes.

A grade is decided by a named body with a reason. No rule here derives a grade from points or from votes.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.fraction import Fractional
from goodstanding.engine.scheme.part import Count, FactKindName, Name, Part, Text, Word

#: The offices that can lead a round; a scheme can leave it to some of them.
Leading = Literal["committee", "secretary", "officer"]
Offices = Annotated[tuple[Leading, ...], Field(min_length=1)]
StepWord = Literal["evidence", "self", "mutual", "ballot", "view", "grades", "publicity", "report"]
#: Every step there can be, in the only order in which they follow each other.
STEPS: tuple[StepWord, ...] = ("evidence", "self", "mutual", "ballot", "view", "grades", "publicity", "report")
Voters = Literal["members", "committee", "public"]
Positive = Annotated[int, Field(ge=1, strict=True)]
Hundred = Annotated[int, Field(ge=0, le=100, strict=True)]


class GradeRule(Part):
    """One grade. value: what the ledger says for it; higher is better. at_most: the share of those appraised that can
    have it; worth: what a vote for it is worth, of 100; measure: whether it takes a note of the help that follows.
    """

    title: Text
    value: Positive
    at_most: Fractional | None = None
    worth: Hundred | None = None
    measure: bool = False


class NoGrade(Part):
    """Who takes part without a grade: members with one of the classes, those about whom a decision of one of the kinds
    is in effect, and those who joined a short time ago.
    """

    classes: tuple[Word, ...] = ()
    decisions: tuple[Name, ...] = ()
    joined_within_months: Annotated[int, Field(ge=1, le=24, strict=True)] | None = None


class VoterRule(Part):
    """A class of voters. weight: how much its mean counts beside that of the others."""

    title: Text
    weight: Positive


class AppraisalFacts(Part):
    """The facts that a round can leave about a member, each by the deed that leaves it."""

    sheet: FactKindName | None = None
    self_: FactKindName | None = Field(default=None, alias="self")
    plan: FactKindName | None = None
    mutual: FactKindName | None = None
    advice: FactKindName | None = None
    ballot: FactKindName | None = None
    public: FactKindName | None = None
    view: FactKindName | None = None
    grade: FactKindName | None = None

    def by_key(self) -> dict[str, FactKindName]:
        """The facts that are named, by their key in the section."""
        found = self.model_dump(by_alias=True)
        return {key: name for key, name in found.items() if name is not None}


class AppraisalRule(Part):
    """The yearly appraisal. held_in: the levels of the units that hold it; led_by: the offices that lead a round;
    confirmed_by: the offices above that confirm its result. welcome: classes that may take part and need not.
    ballot: the kind of ballot of a round, whose choices are the grades and perhaps an abstention.
    least_ballots: fewer valid ballots of a class of voters than this show no result.
    """

    title: Text
    held_in: Annotated[tuple[Word, ...], Field(min_length=1)]
    steps: Annotated[tuple[StepWord, ...], Field(min_length=1)]
    grades: Annotated[dict[Name, GradeRule], Field(min_length=2)]
    no_grade: NoGrade = NoGrade()
    welcome: tuple[Word, ...] = ()
    ballot: Name | None = None
    voters: dict[Voters, VoterRule] = Field(default_factory=dict)
    least_ballots: Annotated[int, Field(ge=5, strict=True)] = 5
    publicity_days: Annotated[int, Field(ge=1, le=60, strict=True)] = 5
    led_by: Offices = ("committee", "secretary", "officer")
    confirmed_by: Offices = ("officer",)
    leaves: AppraisalFacts = AppraisalFacts()

    @property
    def limited(self) -> str | None:
        """The grade that only a share of those appraised can have, if there is one."""
        return next((word for word, grade in self.grades.items() if grade.at_most is not None), None)

    def places(self, appraised: int) -> int | None:
        """How many of so many appraised can have the limited grade; None where no grade is limited."""
        limited = self.limited
        if limited is None:
            return None
        share = self.grades[limited].at_most
        assert share is not None, "the limited grade has a share"
        return most_of(share, appraised)


def most_of(share: Fraction, count: Count) -> int:
    """How many of `count` a share allows at the most, rounded down: a third of eight is two."""
    return int(count * share)
