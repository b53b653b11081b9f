"""What the jobs of a secretary cost, as the journeys measured them, and which deed of the audit trail is which job.

The seconds of the machine are measured. What a person needs for a tap and a field is the keystroke-level model of Card,
Moran and Newell (The Psychology of Human-Computer Interaction, 1983): a moment to think 1.35 s, to point 1.10 s, a key
0.28 s for people who are no typists; a field is taken as twenty characters. So all minutes are an estimate.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from goodstanding.engine.scheme.part import Text

_THINK, _POINT, _KEY = Fraction("1.35"), Fraction("1.10"), Fraction("0.28")
_CHARACTERS = 20
#: What a tap, and a field, take a person.
TAP_SECONDS = _THINK + _POINT
FIELD_SECONDS = _THINK + _POINT + _CHARACTERS * _KEY


@dataclass(frozen=True)
class MeasuredJob:
    """One job of docs/explanation/jobs.md: its taps, its fields, and the seconds of the machine."""

    who: str
    name: str
    taps: int
    fields: int
    seconds: Fraction

    @property
    def cost(self) -> int:
        """How many seconds it takes altogether, as estimated; whole ones, rounded up."""
        return -int(-(self.taps * TAP_SECONDS + self.fields * FIELD_SECONDS + self.seconds) // 1)


@dataclass(frozen=True)
class CountedDeed:
    """A deed of the audit trail with the job that it is. title: what people call it."""

    noun: str
    verb: str
    job: str
    title: Text


@cache
def jobs() -> dict[str, MeasuredJob]:
    """Every measured job by its name."""
    return {
        name: MeasuredJob(one["who"], name, one["taps"], one["fields"], Fraction(str(one["seconds"])))
        for name, one in _read("jobs.yaml").items()
    }


@cache
def deeds() -> tuple[CountedDeed, ...]:
    """The deeds whose job was measured."""
    return tuple(
        CountedDeed(noun, verb, one["job"], Text(en=one["en"], zh=one["zh"]))
        for (noun, _dot, verb), one in ((place.partition("."), one) for place, one in _read("deeds.yaml").items())
    )


def cost_of(deed: CountedDeed) -> int:
    """How many seconds a deed takes, as estimated."""
    return jobs()[deed.job].cost


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("goodstanding.queries.requests").joinpath(name).read_text("utf-8"))
    return found
