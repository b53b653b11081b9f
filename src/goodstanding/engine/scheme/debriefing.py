"""What a scheme says of the yearly debriefing: who gives a report, who comments, and which grades a body decides."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word


class DebriefingGradeRule(Part):
    """One grade of a debriefing. value: what the ledger says for it; higher is better."""

    title: Text
    value: Annotated[int, Field(ge=1, le=100, strict=True)]


class DebriefingRule(Part):
    """The yearly debriefing: the person in office writes a report, the members of the unit and the unit above comment,
    and a named body above decides the grade, with a reason.

    held_in: the levels of the units whose people in office give one; given_by: their offices. from_month: from this
    month on it is given for the year that runs, and before it for the last. comment_days: for how long members can
    comment. decided_by: the offices above that write the grade down. given, grade: the facts that are left.
    """

    title: Text
    held_in: Annotated[tuple[Word, ...], Field(min_length=1)]
    given_by: Annotated[tuple[Literal["secretary"], ...], Field(min_length=1)] = ("secretary",)
    from_month: Annotated[int, Field(ge=2, le=12, strict=True)] = 11
    comment_days: Annotated[int, Field(ge=1, le=60, strict=True)] = 7
    decided_by: Annotated[tuple[Literal["officer"], ...], Field(min_length=1)] = ("officer",)
    grades: Annotated[dict[Name, DebriefingGradeRule], Field(min_length=2)]
    given: FactKindName | None = None
    grade: FactKindName | None = None

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about the person who gives it, by the place in the section that names each."""
        named = {("given",): self.given, ("grade",): self.grade}
        return {place: fact for place, fact in named.items() if fact is not None}
