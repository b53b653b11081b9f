"""The audit trail, for auditors."""

from django.db.models import Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import AuditRow


def rows(viewer: Viewer) -> QuerySet[AuditRow]:
    """What was done in the units that a viewer may audit, latest first.

    What is of no unit - rules, accounts of people who are no members - is for anyone who audits the whole organization.
    """
    units = scope.units(viewer, Permission.SEE_AUDIT).order_by()
    visible = Q(unit__in=units.values("pk"))
    if units.filter(depth=1).exists():
        visible |= Q(unit=None)
    return AuditRow.objects.filter(visible).select_related("by", "by__member__unit", "unit").order_by("-at", "-pk")
