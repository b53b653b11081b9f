"""What is in the ledger already, so that nobody writes the same beside it and it counts twice."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from goodstanding.engine.period import month_of
from goodstanding.models import Fact, Member, Unit
from goodstanding.queries.ledger.in_force import in_force

_BATCH = 1000
#: What writes entries down by itself once it is over or judged; a person who writes the same would count it twice.
_BY_THEMSELVES = (Fact.Source.MEETING, Fact.Source.ASSIGNMENT)
Happening = tuple[str, type, int, date]


class MaybeDouble(Protocol):
    """What is said to have happened; see NewFact."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> Member | Unit: ...
    @property
    def occurred_on(self) -> date: ...


def left_already(entries: Sequence[MaybeDouble]) -> dict[int, str]:
    """By the places of the entries: the meeting or the assignment that said the same kind of thing of the same subject
    on that day."""
    references = dict[Happening, str]()
    for start in range(0, len(entries), _BATCH):
        references |= _references_of(entries[start : start + _BATCH])
    keys = [(entry.kind, type(entry.subject), entry.subject.pk, entry.occurred_on) for entry in entries]
    return {index: references[key] for index, key in enumerate(keys) if key in references}


def recorded_before(entries: Sequence[MaybeDouble]) -> list[Fact]:
    """What a form or an import recorded that is in force and says the same kind of thing of the same subject and day.

    Of no more than one meeting, whose entries are of one day.
    """
    wanted = {(entry.kind, type(entry.subject), entry.subject.pk, entry.occurred_on) for entry in entries}
    facts = _of_kind_and_day(entries).filter(source__in=(Fact.Source.FORM, Fact.Source.IMPORT, Fact.Source.API))
    found = []
    for fact in in_force(facts).select_related("member", "unit").order_by("pk"):
        about = (Member, fact.member_id) if fact.member_id is not None else (Unit, fact.unit_id)
        if (fact.kind, *about, fact.occurred_on) in wanted:
            found.append(fact)
    return found


def _of_kind_and_day(entries: Sequence[MaybeDouble]) -> QuerySet[Fact]:
    days = {entry.occurred_on for entry in entries}
    kinds = {entry.kind for entry in entries}
    return Fact.objects.filter(kind__in=kinds, occurred_on__in=days, month__in={month_of(day) for day in days})


def _references_of(entries: Sequence[MaybeDouble]) -> dict[Happening, str]:
    facts = in_force(_of_kind_and_day(entries).filter(source__in=_BY_THEMSELVES))
    found = dict[Happening, str]()
    for model, field in ((Member, "member"), (Unit, "unit")):
        keys = {maybe_double.subject.pk for maybe_double in entries if isinstance(maybe_double.subject, model)}
        rows = facts.filter(**{f"{field}__in": keys}) if keys else facts.none()
        for kind, key, day, reference in rows.values_list("kind", f"{field}_id", "occurred_on", "reference"):
            found[kind, model, key, day] = reference
    return found
