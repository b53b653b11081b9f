"""Bank statements: the imports of a viewer, and the rows that wait for a person."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import DuesImport, StatementLine, Unit

State = StatementLine.State


def units(viewer: Viewer) -> QuerySet[Unit]:
    """The open units into which the viewer imports statements."""
    return scope.units(viewer, Permission.COLLECT_DUES).filter(closed_on=None)


def imports(viewer: Viewer) -> QuerySet[DuesImport]:
    """The imports that the viewer brought."""
    found = DuesImport.objects.filter(by=viewer.account, unit__in=units(viewer).order_by().values("pk"))
    return found.select_related("unit", "job")


def waiting_in(unit: Unit) -> QuerySet[StatementLine]:
    """The rows of statements of a unit that wait for a person, the oldest first."""
    return StatementLine.objects.filter(unit=unit, state=State.WAITING).select_related("unit").order_by("on", "pk")


def units_waiting(viewer: Viewer) -> QuerySet[Unit]:
    """The units of the viewer's offices with rows that wait, each with `n_lines`: how many."""
    held = {office.unit_id for office in viewer.held(Permission.COLLECT_DUES)}
    rows = StatementLine.objects.filter(unit=OuterRef("pk"), state=State.WAITING).order_by().values("unit")
    counted = Subquery(rows.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    found = Unit.objects.filter(pk__in=held).annotate(n_lines=Coalesce(counted, 0))
    waiting: QuerySet[Unit] = found.filter(n_lines__gt=0).order_by("path")
    return waiting


def at_desk(viewer: Viewer) -> QuerySet[StatementLine]:
    """The rows that the viewer can assign."""
    reach = scope.units(viewer, Permission.COLLECT_DUES).order_by().values("pk")
    return StatementLine.objects.filter(unit__in=reach).select_related("unit", "brought", "decided_by__member")
