"""What a scheme says of the way of a probationary member: how long it is, and which steps are due when."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: The offices that look after probationary members; a scheme can leave it to some of them.
Guiding = Literal["committee", "secretary", "officer"]
Offices = Annotated[tuple[Guiding, ...], Field(min_length=1)]
Months = Annotated[int, Field(ge=1, le=60, strict=True)]


class StepRule(Part):
    """One kind of step. fact: always 1. after_months: when each is due, in months after acceptance.

    done_by: who says that it is done, the member or an office. again_every: every how many months it is due once the
    probation is extended; again_at_end: it is due once more at the end of the extension.
    """

    title: Text
    fact: FactKindName
    done_by: Literal["member", "office"]
    after_months: Annotated[tuple[Months, ...], Field(min_length=1)]
    again_every: Months | None = None
    again_at_end: bool = False


class Extension(Part):
    """For how many months a probation can be extended, once."""

    least: Months
    most: Months


class ProbationRule(Part):
    """The way from a class to another, by steps. guided_by: the offices; contact: talks that stand in the ledger."""

    title: Text
    of_class: Word
    becomes: Word
    months: Months
    extension: Extension | None = None
    steps: dict[Name, StepRule]
    contact: FactKindName | None = None
    guided_by: Offices = ("committee", "secretary", "officer")

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about a member, by the place in the section that names each."""
        return {("steps", word, "fact"): step.fact for word, step in self.steps.items()}
