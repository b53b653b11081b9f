"""Requests of a month: how many a unit got from above, from where, and how many more it can get."""

from datetime import date

from django.db.models import Count, QuerySet, Sum

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import CeilingLift, Unit, UnitRequest


def of_month(unit: Unit, month: int) -> QuerySet[UnitRequest]:
    """What a unit was asked for in a month, in order."""
    found = UnitRequest.objects.filter(unit=unit, month=month).select_related("from_unit", "by__member")
    return found.order_by("number")


def of_late(unit: Unit, since: date) -> QuerySet[UnitRequest]:
    """What a unit was asked for since a day, the newest first."""
    found = UnitRequest.objects.filter(unit=unit, at__date__gte=since).select_related("from_unit")
    return found.order_by("-at", "-pk")


def lifts_of(unit: Unit, month: int) -> QuerySet[CeilingLift]:
    """How the ceiling of a unit was raised for a month, in order."""
    return CeilingLift.objects.filter(unit=unit, month=month).select_related("by__member").order_by("pk")


def counts(units: QuerySet[Unit], month: int) -> dict[int, int]:
    """How many requests each of these units got in a month; a unit without any is missing."""
    # A whole city is more units than a statement can name one by one.
    found = UnitRequest.objects.filter(unit__in=units.values("pk"), month=month).order_by()
    return dict(found.values_list("unit").annotate(n=Count("pk")))


def raised(units: QuerySet[Unit], month: int, *, for_account: int) -> dict[int, int]:
    """By how many the ceiling of each of these units is raised for what an account sends: by other people alone."""
    found = CeilingLift.objects.filter(unit__in=units.values("pk"), month=month).exclude(by=for_account).order_by()
    return dict(found.values_list("unit").annotate(n=Sum("more")))


def ceiling(scheme: Scheme) -> int | None:
    """How many requests a unit gets a month at the most; None where the rules have no ceiling."""
    return scheme.burden.requests_a_month if scheme.burden else None


def senders(unit: Unit, month: int) -> list[tuple[str, int]]:
    """From which units the requests of a month came, and how many from each, the most first."""
    found = UnitRequest.objects.filter(unit=unit, month=month).order_by()
    counted = found.values_list("from_unit__name").annotate(n=Count("pk"))
    return sorted(counted, key=lambda row: (-row[1], row[0]))


def may_raise(unit: Unit, scheme: Scheme, by: Viewer) -> bool:
    """Whether the viewer holds an office above a unit that the rules let raise its ceiling."""
    rules, held = scheme.burden, by.held(Permission.ASSIGN)
    above = [office for office in held if office.covers(unit) and office.unit_id != unit.pk]
    return rules is not None and any(office.role.value in rules.raised_by for office in above)
