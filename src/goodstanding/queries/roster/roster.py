"""Rosters that go in and out: a viewer's own imports, and whom an export would have in it."""

from django.db.models import QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, RosterImport, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people import search


def imports(viewer: Viewer) -> QuerySet[RosterImport]:
    """What the viewer brought, for units that they may still import into. No other person reads what is in a file."""
    reached = scope.units(viewer, Permission.IMPORT_ROSTER).order_by().values("pk")
    own = RosterImport.objects.filter(by=viewer.account, unit__in=reached)
    return own.select_related("unit", "job")


def exported(viewer: Viewer | None, unit: Unit, *, below: bool, text: str = "", word: str = "") -> QuerySet[Member]:
    """Members of a unit, or of it and all below, within the viewer's reach; narrowed down as on the roster's page."""
    every = Member.objects.all() if viewer is None else scope.members(viewer, Permission.EXPORT_ROSTER)
    found = every.filter(unit__path__startswith=unit.path) if below else every.filter(unit=unit)
    if viewer is not None and text.strip():
        found = found.filter(pk__in=search.members(viewer, text).order_by().values("pk"))
    if viewer is not None and word:
        found = found.filter(valid_on(viewer.on, "classes__"), classes__word=word)
    return found.order_by("unit__path", "number")
