"""Announcements: what a member has to read, what an office announced, and whom it did not reach.

Nothing is sent to anyone: a member's pages look for what stands over their unit. So an announcement to all of a city
costs one row, and only what members confirm is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Left

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Bulletin, BulletinReceipt, Member, Unit

_RELATED = ("unit", "made_by__member", "withdrawn_by__member")


@dataclass(frozen=True)
class Reached:
    """How many members an announcement is for, and how many it reached."""

    members: int
    read: int
    told: int

    @property
    def missing(self) -> int:
        """How many it did not reach."""
        return self.members - self.read - self.told


@dataclass(frozen=True)
class UnitReached:
    """A unit just below, with how many of its members an announcement is for and reached."""

    unit: Unit
    members: int
    reached: int


def ways_to(unit: Unit) -> list[str]:
    """The paths of a unit and of every unit above it."""
    return [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]


def for_member(member: Member) -> QuerySet[Bulletin]:
    """What was announced to the member's unit and the units above it, the newest first, with `is_read`."""
    if member.unit is None or member.left_on is not None:
        return Bulletin.objects.none()
    found = Bulletin.objects.filter(unit__path__in=ways_to(member.unit), withdrawn_at=None)
    return found.annotate(is_read=_read_by(member)).select_related(*_RELATED)


def waiting(member: Member, on: date) -> QuerySet[Bulletin]:
    """What stands on a day and the member has not confirmed, the oldest first."""
    return for_member(member).filter(~_read_by(member), until_on__gte=on).order_by("made_at", "pk")


def _read_by(member: Member) -> Exists:
    return Exists(BulletinReceipt.objects.filter(bulletin=OuterRef("pk"), member=member))


def at_desk(viewer: Viewer) -> QuerySet[Bulletin]:
    """What the viewer's units announced, and what was announced to them from above, the newest first."""
    paths = {path for held in viewer.held(Permission.ASSIGN) for path in _ways(held.path)}
    own = Bulletin.objects.filter(unit__in=scope.units(viewer, Permission.ASSIGN))
    return (own | Bulletin.objects.filter(unit__path__in=paths)).select_related(*_RELATED)


def of(bulletin: Bulletin, viewer: Viewer) -> QuerySet[Member]:
    """The members for whom an announcement is and over whom the viewer holds an office."""
    mine = scope.members(viewer, Permission.ASSIGN)
    return mine.filter(left_on=None, unit__path__startswith=bulletin.unit.path)


def reached(bulletin: Bulletin, viewer: Viewer) -> Reached:
    """How many of the viewer's members it is for, and how many it reached."""
    members = of(bulletin, viewer)
    receipts = BulletinReceipt.objects.filter(bulletin=bulletin, member__in=members).order_by()
    counted = dict(receipts.values_list("how").annotate(count=Count("pk")))
    return Reached(members.count(), counted.get("read", 0), counted.get("told", 0))


def not_reached(bulletin: Bulletin, viewer: Viewer) -> QuerySet[Member]:
    """The viewer's members whom it did not reach, by unit and name."""
    receipt = BulletinReceipt.objects.filter(bulletin=bulletin, member=OuterRef("pk"))
    found = of(bulletin, viewer).filter(~Exists(receipt)).select_related("unit")
    return found.order_by("unit__path", "initials", "number")


def by_unit(bulletin: Bulletin, viewer: Viewer) -> list[UnitReached]:
    """The units just below the one that announced it, for viewers who hold an office over several."""
    length = len(bulletin.unit.path) + Unit.steplen
    branch = Left(F("unit__path"), length)
    members = _counted(of(bulletin, viewer).annotate(branch=branch))
    receipts = BulletinReceipt.objects.filter(bulletin=bulletin, member__in=of(bulletin, viewer))
    found = _counted(receipts.annotate(branch=Left(F("member__unit__path"), length)))
    units = Unit.objects.filter(path__in=members).order_by("path")
    return [UnitReached(unit, members[unit.path], found.get(unit.path, 0)) for unit in units]


def _counted(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.order_by().values_list("branch").annotate(count=Count("pk")))


def _ways(path: str) -> Iterable[str]:
    return (path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen))
