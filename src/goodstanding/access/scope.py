"""Which units and members a viewer has to do with. What is outside does not exist for them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import OFFICES, Reach
from goodstanding.access.viewer import Viewer
from goodstanding.models import Hosting, Member, Unit
from goodstanding.models.valid_time import valid_on


def units(viewer: Viewer, permission: Permission) -> QuerySet[Unit]:
    """The units over which a viewer is allowed something."""
    found: QuerySet[Unit] = Unit.objects.filter(_reach(viewer, permission, "")).order_by("path")
    return found


def members(viewer: Viewer, permission: Permission) -> QuerySet[Member]:
    """The members over whom a viewer is allowed something: those of the units, and floating ones hosted there."""
    reach = _reach(viewer, permission, "unit__")
    if permission not in {Permission.SEE_ROSTER, Permission.SEE_MEMBER}:
        return Member.objects.filter(reach)
    hosted = Hosting.objects.filter(reach & valid_on(viewer.on), member=OuterRef("pk"))
    return Member.objects.filter(reach | Exists(hosted))


def _reach(viewer: Viewer, permission: Permission, prefix: str) -> Q:
    """The condition that a unit, found through the prefix, is reached by an office with the permission."""
    reach = Q(pk__in=())
    for held in viewer.held(permission):
        if OFFICES[held.role].reach is Reach.UNIT:
            reach |= Q(**{f"{prefix}pk": held.unit_id})
        else:
            reach |= Q(**{f"{prefix}path__startswith": held.path})
    return reach
