"""What a scheme says of accountability: its bases with their dates, the circumstances, who is responsible, the forms.

No rule here derives a form or a person from points, warnings or cases: a competent body decides, after a hearing.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import Name, Part, Text, Word

#: The offices over a unit that open a file and take its steps down.
Accountable = Literal["officer"]
_Days = Annotated[int, Field(ge=1, le=400, strict=True)]


class DatedText(Part):
    """Words that hold from a day; `until` is the first day on which they no longer do."""

    title: Text
    from_: date = Field(alias="from")
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_ <= on and (self.until is None or on < self.until)


class AccountabilityForm(DatedText):
    """A form that a decision can have. of: for an organization, or for a person in office."""

    of: Literal["organization", "person"]


class AccountabilityRule(Part):
    """Accountability of units and people in office.

    levels: of the units whose bodies decide; heads: the offices that speak for a unit. appeal_days: within how many
    days after it was announced an appeal can be made; answer_days: until when it is answered.
    """

    title: Text
    basis: Annotated[dict[Name, DatedText], Field(min_length=1)]
    circumstances: Annotated[dict[Name, Text], Field(min_length=1)]
    layers: Annotated[dict[Name, Text], Field(min_length=1)]
    forms: Annotated[dict[Name, AccountabilityForm], Field(min_length=1)]
    levels: Annotated[tuple[Word, ...], Field(min_length=1)]
    opened_by: Annotated[tuple[Accountable, ...], Field(min_length=1)] = ("officer",)
    heads: Annotated[tuple[Literal["secretary", "officer"], ...], Field(min_length=1)] = ("secretary", "officer")
    appeal_days: _Days = 30
    answer_days: _Days = 90

    def basis_on(self, on: date) -> dict[str, Text]:
        """The bases that are in force on a day."""
        return {word: one.title for word, one in self.basis.items() if one.holds(on)}

    def forms_on(self, on: date, of: str) -> dict[str, Text]:
        """The forms that there are on a day, for an organization or for a person."""
        return {word: one.title for word, one in self.forms.items() if one.of == of and one.holds(on)}
