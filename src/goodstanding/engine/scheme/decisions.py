"""What a scheme says of decisions about members: awards and discipline, which bodies decide and offices write down."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: The offices that write decisions down and see them; a scheme can leave it to some of them.
Recording = Literal["secretary", "officer"]
Recorders = Annotated[tuple[Recording, ...], Field(min_length=1)]
Side = Literal["award", "discipline"]
#: Stands among the levels of `bodies` for bodies above the whole organization.
BEYOND = "beyond"

_Months = Annotated[int, Field(ge=1, le=120, strict=True)]
_Days = Annotated[int, Field(ge=1, le=400, strict=True)]


class EffectMonths(Part):
    """For how many months a decision has effect that ends by a date."""

    least: _Months
    most: _Months


class AppealRule(Part):
    """Where a member can appeal, and within how many days after being informed."""

    to: Text
    within_days: _Days


class DecisionRule(Part):
    """One kind of decision.

    bodies: the levels of the units whose bodies decide it, and `beyond`. forms: what it can be, where that differs.
    entry: always 1, on the first day of its effect; each_year: once more for every further year in which it has effect.
    ends: never, by a date, or once a body lifts it. months: how long one lasts that ends by a date. next_step: what is
    left for people to do.
    """

    title: Text
    side: Side
    bodies: Annotated[tuple[Word, ...], Field(min_length=1)]
    forms: dict[Name, Text] = Field(default_factory=dict)
    entry: FactKindName | None = None
    each_year: bool = False
    ends: Literal["never", "date", "lifted"] = "never"
    months: EffectMonths | None = None
    recorded_by: Recorders = ("officer",)
    next_step: Text | None = None


class Decisions(Part):
    """The kinds of decisions about members. seen_by: the offices over a member that see them, besides the member."""

    kinds: dict[Name, DecisionRule] = Field(min_length=1)
    appeal: AppealRule
    seen_by: Recorders = ("secretary", "officer")

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about a member, by the place in the section that names each."""
        return {("kinds", word, "entry"): rule.entry for word, rule in self.kinds.items() if rule.entry is not None}
