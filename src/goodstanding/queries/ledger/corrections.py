"""Corrections that wait for a second person."""

from django.db.models import Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Correction, Objection

State = Correction.State
_RELATED = ("fact", "fact__member", "fact__unit", "at_unit", "asked_by", "asked_by__member", "objection")


def visible(viewer: Viewer) -> QuerySet[Correction]:
    """Those a viewer asked for, and those of units where they could be the second person. Never about themselves."""
    units = scope.units(viewer, Permission.AGREE).order_by().values("pk")
    found = Correction.objects.filter(Q(at_unit__in=units) | Q(asked_by=viewer.account))
    return _not_about(viewer, found).select_related(*_RELATED)


def to_agree(viewer: Viewer) -> QuerySet[Correction]:
    """Those that wait for the viewer as the second person, the oldest first."""
    units = scope.units(viewer, Permission.AGREE).order_by().values("pk")
    waiting = Correction.objects.filter(state=State.ASKED, at_unit__in=units).exclude(asked_by=viewer.account)
    return _not_about(viewer, waiting).select_related(*_RELATED).order_by("asked_at", "pk")


def together(viewer: Viewer, objection: Objection) -> QuerySet[Correction]:
    """Those that one upheld objection led to and that wait for the viewer."""
    return to_agree(viewer).filter(objection=objection)


def _not_about(viewer: Viewer, found: QuerySet[Correction]) -> QuerySet[Correction]:
    return found.exclude(fact__member_id=viewer.member_id) if viewer.member_id else found
