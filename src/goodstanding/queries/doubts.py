"""What about the check-ins of a meeting asks for somebody's attention. Found by counting; nothing is decided here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Attendee, CheckIn, Doubt, HeadCount, Meeting, Proof

Kind = Doubt.Kind
#: More members than this in one browser at one meeting; a couple with one telephone is nothing unusual.
MEMBERS_A_BROWSER = 2
#: Two meetings of one member closer to each other than this.
NEAR = timedelta(minutes=10)
#: So many check-ins within a second, and at least this share of those on the list.
BURST, BURST_SHARE = 5, 4
_SECOND = timedelta(seconds=1)
_CAME = (Proof.Verdict.PRESENT, Proof.Verdict.LATE)


@dataclass(frozen=True)
class Found:
    """Something to look at: see Doubt. members: their ids."""

    kind: Doubt.Kind
    about: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    members: frozenset[int] = frozenset()


def found(meeting: Meeting) -> list[Found]:
    """Everything there is to look at in the check-ins of a meeting as they are now."""
    checked = list(
        CheckIn.objects.filter(proof__attendee__meeting=meeting, proof__undone_by=None)
        .select_related("proof__attendee")
        .order_by("proof__recorded_at", "pk")
    )
    return [
        *_more_than_heads(meeting),
        *_shared_browsers(checked),
        *_two_places(meeting, checked),
        *_bursts(meeting, checked),
    ]


def heads(meeting: Meeting) -> int | None:
    """How many people the host counted last."""
    return HeadCount.objects.filter(meeting=meeting).order_by("-pk").values_list("heads", flat=True).first()


def came(meeting: Meeting) -> int:
    """How many are counted as having come, however that is known."""
    return Attendee.objects.filter(meeting=meeting, counted__verdict__in=_CAME).count()


def visible(viewer: Viewer) -> QuerySet[Doubt]:
    """Those about meetings that a viewer holds, latest first."""
    units = scope.units(viewer, Permission.HOLD_MEETING).order_by().values("pk")
    return Doubt.objects.filter(meeting__unit__in=units).select_related("meeting__unit", "cleared_by__member")


def open_ones(viewer: Viewer) -> QuerySet[Doubt]:
    """Those that nobody has cleared."""
    return visible(viewer).filter(cleared_at=None).prefetch_related("members")


def to_clear(viewer: Viewer) -> QuerySet[Doubt]:
    """Those that the viewer can clear: none about themselves."""
    waiting = visible(viewer).filter(cleared_at=None)
    return waiting.exclude(members=viewer.member_id) if viewer.member_id is not None else waiting


def _more_than_heads(meeting: Meeting) -> Iterable[Found]:
    counted, here = heads(meeting), came(meeting)
    if counted is not None and here > counted:
        yield Found(Kind.HEADS, f"{counted}:{here}", {"heads": counted, "came": here})


def _shared_browsers(checked: Sequence[CheckIn]) -> Iterable[Found]:
    browsers: dict[str, set[int]] = defaultdict(set)
    for one in checked:
        if one.browser:
            browsers[one.browser].add(one.proof.attendee.member_id)
    for browser, members in browsers.items():
        if len(members) > MEMBERS_A_BROWSER:
            about = f"{browser[:32]}:{len(members)}"
            yield Found(Kind.BROWSER, about, {"count": len(members)}, frozenset(members))


def _two_places(meeting: Meeting, checked: Sequence[CheckIn]) -> Iterable[Found]:
    members = {one.proof.attendee.member_id for one in checked}
    if not members:
        return
    moments = [one.proof.occurred_at for one in checked]
    others = Proof.objects.filter(
        attendee__member__in=members, check_in__isnull=False, undone_by=None,
        occurred_at__range=(min(moments) - NEAR, max(moments) + NEAR),
    ).exclude(attendee__meeting=meeting)  # fmt: skip
    for other in others.select_related("attendee__meeting__unit").order_by("pk"):
        member = other.attendee.member_id
        mine = [one.proof.occurred_at for one in checked if one.proof.attendee.member_id == member]
        apart = min(abs(other.occurred_at - moment) for moment in mine)
        if apart < NEAR:
            facts = {"minutes": int(apart.total_seconds() // 60), "unit": other.attendee.meeting.unit.name}
            yield Found(Kind.TWO_PLACES, f"{member}:{other.attendee.meeting.key}", facts, frozenset({member}))


def _bursts(meeting: Meeting, checked: Sequence[CheckIn]) -> Iterable[Found]:
    """Phones that had no signal deliver together when it is back; they are no burst."""
    now = [one.proof for one in checked if not one.kept]
    most = max(BURST, -(-Attendee.objects.filter(meeting=meeting).count() // BURST_SHARE))
    start = 0
    while start < len(now):
        first = now[start].recorded_at
        together = [one for one in now[start:] if one.recorded_at - first < _SECOND]
        if len(together) >= most:
            members = frozenset(one.attendee.member_id for one in together)
            yield Found(Kind.BURST, f"{first.isoformat(timespec='milliseconds')}", {"count": len(together)}, members)
            start += len(together)
        else:
            start += 1
