"""The audit trail, for auditors."""

from django.db.models import QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import AuditRow


def rows(viewer: Viewer) -> QuerySet[AuditRow]:
    """What was done in the units that a viewer may audit, latest first."""
    units = scope.units(viewer, Permission.SEE_AUDIT).order_by().values("pk")
    return (
        AuditRow.objects.filter(unit__in=units).select_related("by", "by__member__unit", "unit").order_by("-at", "-pk")
    )
