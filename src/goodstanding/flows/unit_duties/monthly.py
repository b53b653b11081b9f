"""Once a month, some days after it: the entries about every unit, some hundred units at a time."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from goodstanding.actions.unit_duties import writing
from goodstanding.engine.period import first_day, last_day, month_of, month_text, parse_month
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.operations.jobs import Progress
from goodstanding.models import Unit
from goodstanding.queries.people.organization import the_scheme

KIND = "unit_duties"
_AT_ONCE = 300


def ask(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Asks for the entries of the last month once its days of grace are over. Returns 1 where it was asked for now."""
    rules = scheme.unit_duties
    if rules is None or on.day <= rules.written_after_days:
        return 0
    month = month_text(month_of(on) - 1)
    return int(job_runs.ask_once(kind=KIND, facts={"month": month}, idempotency_key=f"{KIND}:{month}", at=at))


def do_monthly(progress: Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Writes the entries of a month about every unit. Done again, it writes nothing twice."""
    month, scheme, at = parse_month(facts["month"]), the_scheme(), timezone.now()
    total, seen, count = _there(month).count(), 0, 0
    for units in _batches(month):
        progress.at(seen, total)
        count += writing.write(units=units, month=month, scheme=scheme, at=at)
        seen += len(units)
    progress.at(total, total)
    return {"month": facts["month"], "units": total, "entries": count}


def write_all(*, month: int, scheme: Scheme, at: datetime) -> int:
    """Writes the entries of a month about every unit, without a job. Returns how many are new."""
    return sum(writing.write(units=units, month=month, scheme=scheme, at=at) for units in _batches(month))


def _there(month: int) -> Any:
    """The units that existed within a month."""
    return Unit.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=first_day(month)), opened_on__lte=last_day(month)
    ).order_by("pk")


def _batches(month: int) -> Iterator[dict[int, Unit]]:
    last = 0
    while units := {unit.pk: unit for unit in _there(month).filter(pk__gt=last)[:_AT_ONCE]}:
        last = max(units)
        yield units
