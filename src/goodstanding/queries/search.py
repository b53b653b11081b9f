"""Search by name, number, or the first letters of a name's sounds, among what the viewer may see."""

from django.db.models import Q, QuerySet

from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, Unit
from goodstanding.queries.members import on_roster
from goodstanding.queries.units import units

MOST = 50


def members(viewer: Viewer, text: str) -> QuerySet[Member]:
    """Members that fit, in the order of their sounds; nothing for an empty text."""
    text = text.strip()
    if not text:
        return Member.objects.none()
    return on_roster(viewer).filter(_fits(text) | Q(number__startswith=text)).order_by("initials", "number")


def found_units(viewer: Viewer, text: str) -> QuerySet[Unit]:
    """Open units that fit, the highest first."""
    text = text.strip()
    if not text:
        none: QuerySet[Unit] = Unit.objects.none()
        return none
    fits = _fits(text) | Q(code__startswith=text) | (Q(name__contains=text) if not text.isascii() else Q())
    found: QuerySet[Unit] = units(viewer).filter(fits, closed_on=None).order_by("depth", "path")
    return found


def _fits(text: str) -> Q:
    if not text.isascii():
        return Q(name__startswith=text)
    letters = text.lower().replace(" ", "")
    return Q(initials__startswith=letters) | Q(pinyin__startswith=letters) | Q(name__startswith=text)
