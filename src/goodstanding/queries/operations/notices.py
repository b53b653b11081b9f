"""Notices of one account."""

from django.db.models import QuerySet

from goodstanding.access.viewer import Viewer
from goodstanding.models import Notice


def notices(viewer: Viewer) -> QuerySet[Notice]:
    """The viewer's own, latest first."""
    return viewer.account.notices.order_by("-at", "-pk")
