"""The rhythm of an organization: how often each kind of fact happens, to whom, and with what value (rhythm.yaml)."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from goodstanding.flows.simulate.classes import WORDS

MONTHS = tuple(range(1, 13))

#: Turns in a rhythm must divide the year, so that everyone's turn comes round.
TURNS = {"month": 1, "quarter": 3, "year": 12}

Chance = Annotated[float, Field(ge=0, le=1)]


class Beat(BaseModel):
    """The rhythm of one kind of fact.

    In each of its rounds (`every`; a year's round may be kept `within` some calendar months) a member has one turn, in
    one month, and `times` facts on average in it. `together`: the branch has the turn, on one day, and everyone has the
    fact. A value is 1 with that `chance` and 0 otherwise, or lies in `amount` (lowest, highest, step); facts that are
    `excused` have none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    every: Literal["month", "quarter", "year"] = "month"
    within: tuple[int, ...] = MONTHS
    times: Annotated[float, Field(gt=0, le=60)] = 1.0
    together: bool = False
    chance: Chance = 1.0
    amount: tuple[float, float, float] | None = None
    excused: Chance = 0.0
    only_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    #: What gives a member more of these facts: `effort` for what is done freely, `slack` for what one should not do.
    more_by: Literal["effort", "slack"] | None = None
    #: Whether it happens also to those who seldom take part.
    to_everyone: bool = False

    @model_validator(mode="after")
    def _possible(self) -> "Beat":
        if self.together and self.times > 1:
            raise ValueError("a branch has at most one of a kind a month: times is at most 1 with together")
        if 12 % self.turns or not set(self.within) <= set(MONTHS):
            raise ValueError("within must name 1, 2, 3, 4, 6 or 12 months, each from 1 to 12")
        if self.every != "year" and self.within != MONTHS:
            raise ValueError("within goes with every: year")
        if not set(self.only_for + self.not_for) <= set(WORDS):
            raise ValueError("only_for and not_for name classes that classes.py knows")
        return self

    @property
    def turns(self) -> int:
        """In how many different months of a round a turn can be."""
        return len(self.within) if self.every == "year" else TURNS[self.every]

    def turn(self, month: int) -> int | None:
        """Whose turn (from 0) a calendar month is, or None where it is no member's."""
        if month not in self.within:
            return None
        return self.within.index(month) if self.every == "year" else (month - 1) % self.turns


def _several(raw: Any) -> Any:
    return raw if isinstance(raw, list | tuple) else [raw]


Beats = Annotated[tuple[Beat, ...], BeforeValidator(_several)]


class Rhythm(BaseModel):
    """The beats of the kinds that are known, of every other, and of what happens to units."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    other: Beat
    units: Beat
    kinds: dict[str, Beats]

    def of(self, kind: str) -> tuple[Beat, ...]:
        """The beats of a kind of fact."""
        return self.kinds.get(kind, (self.other,))

    def of_units(self, kinds: int) -> "Rhythm":
        """The rhythm of so many kinds of facts about units, which share the beat of units among them."""
        return Rhythm(
            other=self.units.model_copy(update={"times": self.units.times / max(kinds, 1)}), units=self.units, kinds={}
        )


@cache
def the_rhythm() -> Rhythm:
    """The table that comes with the package."""
    text = files("goodstanding.flows.simulate").joinpath("rhythm.yaml").read_text("utf-8")
    return Rhythm.model_validate(yaml.safe_load(text))
