"""What this system takes a secretary in a month: deeds of the audit trail, and how long they take, as estimated.

It is shown to the secretary and to those above, who ask for the work. It rates nobody: units are named, never people.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from goodstanding.engine.period import first_day, month_of
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AuditRow, Unit
from goodstanding.queries.requests import measured

#: How many months are shown.
MONTHS = 6
#: So many units beyond the ceiling are listed.
MOST = 50
_OFFICE = "secretary · "
#: An entry that a deed leaves by itself is no deed of its own.
_LEFT = ("facts", "fact")


@dataclass(frozen=True)
class JobLoad:
    """One job in some months: how often it was done, and how many seconds that took, as estimated."""

    title: Text
    count: int
    seconds: int


@dataclass(frozen=True)
class MonthLoad:
    """One month: deeds, the estimated seconds of those whose job was measured, and how many deeds have no measure."""

    month: int
    deeds: int
    seconds: int
    unmeasured: int

    @property
    def minutes(self) -> int:
        """The estimate in minutes, rounded up."""
        return -(-self.seconds // 60)


@dataclass(frozen=True)
class UnitLoad:
    """What a secretary's work in some units took: month by month, and job by job over all of them."""

    months: tuple[MonthLoad, ...]
    jobs: tuple[JobLoad, ...]
    #: In how many units a secretary did anything in the last of the months.
    units: int


def ceiling(scheme: Scheme) -> int | None:
    """How many minutes a month are enough; None where the rules do not say."""
    return scheme.burden.minutes_a_month if scheme.burden else None


def load_of(unit: Unit, last: int) -> UnitLoad:
    """What the work took in a unit and all below it, in the months up to `last`."""
    first = last - MONTHS + 1
    rows = _deeds(unit, first, last)
    grouped = rows.annotate(begun=TruncMonth("at")).values_list("begun", "noun", "verb").annotate(n=Count("pk"))
    known = {(deed.noun, deed.verb): deed for deed in measured.deeds()}
    counts = {month: [0, 0, 0] for month in range(first, last + 1)}
    jobs = dict[str, JobLoad]()
    for begun, noun, verb, count in grouped.order_by():
        deed = known.get((noun, verb))
        seconds = measured.cost_of(deed) * count if deed is not None else 0
        sums = counts[month_of(timezone.localdate(begun))]
        sums[0], sums[1], sums[2] = sums[0] + count, sums[1] + seconds, sums[2] + (0 if deed is not None else count)
        if deed is not None:
            was = jobs.get(deed.job) or JobLoad(deed.title, 0, 0)
            jobs[deed.job] = JobLoad(deed.title, was.count + count, was.seconds + seconds)
    months = tuple(MonthLoad(month, *sums) for month, sums in counts.items())
    busiest = sorted(jobs.values(), key=lambda one: (-one.seconds, one.title.en))
    units = _deeds(unit, last, last).order_by().values("unit").distinct().count()
    return UnitLoad(months, tuple(busiest), units)


def beyond(unit: Unit, month: int, minutes: int) -> list[tuple[Unit, int]]:
    """The units below in which a month took a secretary more than so many minutes, the most first."""
    cost = Case(
        *(When(noun=deed.noun, verb=deed.verb, then=Value(measured.cost_of(deed))) for deed in measured.deeds()),
        default=Value(0), output_field=IntegerField(),
    )  # fmt: skip
    rows = _deeds(unit, month, month).order_by().values("unit").annotate(seconds=Sum(cost))
    over = rows.filter(seconds__gt=minutes * 60).order_by("-seconds", "unit")
    found = dict(over.values_list("unit", "seconds")[:MOST])
    units = Unit.objects.in_bulk(list(found))
    return [(units[pk], -(-seconds // 60)) for pk, seconds in found.items()]


def _deeds(unit: Unit, first: int, last: int) -> QuerySet[AuditRow]:
    """What secretaries did in these months in a unit and below it: once where one tap did it to many, and without the
    entries that a deed left by itself.
    """
    zone = timezone.get_current_timezone()
    begins = datetime.combine(first_day(first), time(), zone)
    ends = datetime.combine(first_day(last + 1), time(), zone)
    deed = AuditRow.objects.filter(at=OuterRef("at"), by=OuterRef("by")).exclude(noun__in=_LEFT)
    found = AuditRow.objects.filter(
        at__gte=begins, at__lt=ends, office__startswith=_OFFICE, unit__path__startswith=unit.path
    )
    same = {name: OuterRef(name) for name in ("at", "by", "noun", "verb")}
    before = AuditRow.objects.filter(**same, pk__lt=OuterRef("pk"))
    return found.filter(~Exists(before), ~Q(noun__in=_LEFT) | ~Exists(deed))
