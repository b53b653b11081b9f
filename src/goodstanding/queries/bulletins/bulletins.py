"""Announcements: what a member has to read, what an office announced, and whom it did not reach.

Nothing is sent to anyone: a member's pages look for what stands over their unit. So an announcement to all of a city
costs one row, and only what members confirm is stored.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Left

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Bulletin, BulletinReceipt, Member, Unit
from goodstanding.models.people.unit import paths_to

_RELATED = ("unit", "made_by__member", "withdrawn_by__member")


@dataclass(frozen=True)
class Reached:
    """How many members an announcement is for, and how many it reached."""

    members: int = 0
    read: int = 0
    told: int = 0

    @property
    def missing(self) -> int:
        """How many it did not reach."""
        return self.members - self.read - self.told

    def __add__(self, other: "Reached") -> "Reached":
        return Reached(self.members + other.members, self.read + other.read, self.told + other.told)


@dataclass(frozen=True)
class UnitReached:
    """A unit just below the one that announced it, or that one itself, and how far it reached there."""

    unit: Unit
    reached: Reached


def for_member(member: Member) -> QuerySet[Bulletin]:
    """What was announced to the member's unit and the units above it, the newest first, with `is_read`."""
    if member.unit is None or member.left_on is not None:
        return Bulletin.objects.none()
    found = Bulletin.objects.filter(unit__path__in=paths_to(member.unit.path), withdrawn_at=None)
    return found.annotate(is_read=_read_by(member)).select_related(*_RELATED)


def waiting(member: Member, on: date) -> QuerySet[Bulletin]:
    """What stands on a day and the member has not confirmed, the oldest first."""
    return for_member(member).filter(~_read_by(member), until_on__gte=on).order_by("made_at", "pk")


def _read_by(member: Member) -> Exists:
    return Exists(BulletinReceipt.objects.filter(bulletin=OuterRef("pk"), member=member))


def at_desk(viewer: Viewer) -> QuerySet[Bulletin]:
    """What the viewer's units announced, and what was announced to them from above, the newest first."""
    paths = {path for held in viewer.held(Permission.ASSIGN) for path in paths_to(held.path)}
    own = Bulletin.objects.filter(unit__in=scope.units(viewer, Permission.ASSIGN))
    return (own | Bulletin.objects.filter(unit__path__in=paths)).select_related(*_RELATED)


def of(bulletin: Bulletin, viewer: Viewer) -> QuerySet[Member]:
    """The members for whom an announcement is and over whom the viewer holds an office."""
    mine = scope.members(viewer, Permission.ASSIGN)
    return mine.filter(left_on=None, unit__path__startswith=bulletin.unit.path)


def reached(bulletin: Bulletin, viewer: Viewer) -> list[UnitReached]:
    """How far it reached among the viewer's members, by the units just below the one that announced it.

    How many members a unit has is known without counting them.
    """
    branch = Left("path", len(bulletin.unit.path) + Unit.steplen)
    units = scope.units(viewer, Permission.ASSIGN).filter(path__startswith=bulletin.unit.path).annotate(branch=branch)
    found = {
        path: Reached(members=count)
        for path, count in units.order_by().values_list("branch").annotate(count=Sum("members_here"))
        if count
    }
    receipts = BulletinReceipt.objects.filter(bulletin=bulletin, member__unit__in=units, member__left_on=None)
    by_branch = receipts.annotate(branch=Left("member__unit__path", len(bulletin.unit.path) + Unit.steplen))
    for path, how, count in by_branch.order_by().values_list("branch", "how").annotate(count=Count("pk")):
        found[path] = found.get(path, Reached()) + Reached(**{how: count})
    return [UnitReached(unit, found[unit.path]) for unit in Unit.objects.filter(path__in=found).order_by("path")]


def not_reached(bulletin: Bulletin, viewer: Viewer) -> QuerySet[Member]:
    """The viewer's members whom it did not reach, by unit and name."""
    receipt = BulletinReceipt.objects.filter(bulletin=bulletin, member=OuterRef("pk"))
    found = of(bulletin, viewer).filter(~Exists(receipt)).select_related("unit")
    return found.order_by("unit__path", "initials", "number")
