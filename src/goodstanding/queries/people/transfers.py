"""Transfers that a viewer has to do with: their own, and those of the units they answer for."""

from django.db.models import Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Transfer


def transfers(viewer: Viewer) -> QuerySet[Transfer]:
    """All of them, latest first."""
    units = scope.units(viewer, Permission.ANSWER_TRANSFER).order_by().values("pk")
    concerned = Q(from_unit__in=units) | Q(to_unit__in=units)
    if viewer.member_id is not None:
        concerned |= Q(member_id=viewer.member_id)
    related = ("member", "from_unit", "to_unit", "asked_by", "asked_by__member")
    return Transfer.objects.filter(concerned).select_related(*related).order_by("-asked_at", "-pk")


def waiting(viewer: Viewer) -> QuerySet[Transfer]:
    """The open ones, those due first at the top."""
    return transfers(viewer).filter(state=Transfer.State.OPEN).order_by("due_on", "pk")
