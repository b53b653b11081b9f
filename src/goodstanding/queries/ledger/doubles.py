"""What closed meetings have written down already, so that nobody writes the same beside it and it counts twice."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from goodstanding.engine.period import month_of
from goodstanding.models import Fact, Member, Unit
from goodstanding.queries.ledger.in_force import in_force

_BATCH = 1000
Happening = tuple[str, type, int, date]


class MaybeDouble(Protocol):
    """What is said to have happened; see NewFact."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> Member | Unit: ...
    @property
    def occurred_on(self) -> date: ...


def from_meetings(entries: Sequence[MaybeDouble]) -> dict[int, str]:
    """By the places of the entries: the meeting that said the same kind of thing of the same subject on that day."""
    said = dict[Happening, str]()
    for start in range(0, len(entries), _BATCH):
        said |= _said(entries[start : start + _BATCH])
    keys = [(one.kind, type(one.subject), one.subject.pk, one.occurred_on) for one in entries]
    return {place: said[key] for place, key in enumerate(keys) if key in said}


def _said(entries: Sequence[MaybeDouble]) -> dict[Happening, str]:
    days = {maybe_double.occurred_on for maybe_double in entries}
    facts = Fact.objects.filter(
        source=Fact.Source.MEETING,
        kind__in={maybe_double.kind for maybe_double in entries},
        occurred_on__in=days,
        month__in={month_of(day) for day in days},
    )
    facts = in_force(facts)
    found = dict[Happening, str]()
    for model, field in ((Member, "member"), (Unit, "unit")):
        keys = {maybe_double.subject.pk for maybe_double in entries if isinstance(maybe_double.subject, model)}
        rows = facts.filter(**{f"{field}__in": keys}) if keys else facts.none()
        for kind, key, day, reference in rows.values_list("kind", f"{field}_id", "occurred_on", "reference"):
            found[kind, model, key, day] = reference
    return found
