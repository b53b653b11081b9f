"""What about the check-ins of a meeting asks for a person's attention. Found by counting; nothing is decided here."""

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
from goodstanding.queries.attendance.proofs import standing

Kind = Doubt.Kind
#: More members than this in one browser at one meeting; a couple with one telephone is nothing unusual.
MEMBERS_A_BROWSER = 2
#: Two meetings of one member closer to each other than this.
NEAR = timedelta(minutes=10)
#: A check-in that came so long after its code was shown had no signal; until then, the house may only have been busy.
WAITED = timedelta(minutes=2)
#: Where at least so many times as many came at once, there was signal in the room.
MOST_AT_ONCE = 3
#: So many check-ins within a second, and at least this share of those on the list.
BURST, BURST_SHARE = 5, 4
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class DoubtList:
    """Something to look at: see Doubt. members: their ids.

    grows: how `about` begins where the same may become more; as long as no one has cleared it, it is one and the same.
    """

    kind: Doubt.Kind
    about: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    members: frozenset[int] = frozenset()
    grows: str | None = None


def found(meeting: Meeting) -> list[DoubtList]:
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
        *_later_than_others(meeting, checked),
    ]


def heads(meeting: Meeting) -> int | None:
    """How many people the host counted last."""
    return HeadCount.objects.filter(meeting=meeting).order_by("-pk").values_list("heads", flat=True).first()


def is_uncounted(meeting: Meeting) -> bool:
    """Whether phones said that people are here, and no one has counted them."""
    return heads(meeting) is None and CheckIn.objects.filter(proof__attendee__meeting=meeting).exists()


def came(meeting: Meeting) -> int:
    """How many are counted as having come, however that is known."""
    return _attending(meeting).count()


def _attending(meeting: Meeting) -> QuerySet[Attendee]:
    return Attendee.objects.filter(meeting=meeting, counted__verdict__in=Proof.CAME)


def visible(viewer: Viewer) -> QuerySet[Doubt]:
    """Those about meetings that a viewer holds, latest first."""
    units = scope.units(viewer, Permission.HOLD_MEETING).order_by().values("pk")
    return Doubt.objects.filter(meeting__unit__in=units).select_related("meeting__unit", "cleared_by__member")


def open_ones(viewer: Viewer) -> QuerySet[Doubt]:
    """Those that no one has cleared."""
    return visible(viewer).filter(cleared_at=None).prefetch_related("members")


def to_clear(viewer: Viewer) -> QuerySet[Doubt]:
    """Those that the viewer can clear: none about themselves."""
    waiting = visible(viewer).filter(cleared_at=None)
    return waiting.exclude(members=viewer.member_id) if viewer.member_id is not None else waiting


def _more_than_heads(meeting: Meeting) -> Iterable[DoubtList]:
    """How many came after the count is said beside it: those who were late in all honesty explain it."""
    counted, arrived = HeadCount.objects.filter(meeting=meeting).order_by("-pk").first(), came(meeting)
    if counted is None or arrived <= counted.heads:
        return
    after = _attending(meeting).filter(counted__occurred_at__gt=counted.at).count()
    facts = {"heads": counted.heads, "came": arrived, "after": after}
    yield DoubtList(Kind.HEADS, f"{counted.heads}:{arrived}", facts, grows="")


def _shared_browsers(checked: Sequence[CheckIn]) -> Iterable[DoubtList]:
    browsers: dict[str, set[int]] = defaultdict(set)
    for check_in in checked:
        if check_in.browser:
            browsers[check_in.browser].add(check_in.proof.attendee.member_id)
    for browser, members in browsers.items():
        if len(members) > MEMBERS_A_BROWSER:
            grows = f"{browser[:32]}:"
            facts = {"count": len(members)}
            yield DoubtList(Kind.BROWSER, f"{grows}{len(members)}", facts, frozenset(members), grows=grows)


def _two_places(meeting: Meeting, checked: Sequence[CheckIn]) -> Iterable[DoubtList]:
    members = {check_in.proof.attendee.member_id for check_in in checked}
    if not members:
        return
    moments = [check_in.proof.occurred_at for check_in in checked]
    near = Proof.objects.filter(
        attendee__member__in=members, check_in__isnull=False,
        occurred_at__range=(min(moments) - NEAR, max(moments) + NEAR),
    )  # fmt: skip
    others = standing(near).exclude(attendee__meeting=meeting)
    for other in others.select_related("attendee__meeting__unit").order_by("pk"):
        member = other.attendee.member_id
        mine = [check_in.proof.occurred_at for check_in in checked if check_in.proof.attendee.member_id == member]
        apart = min(abs(other.occurred_at - moment) for moment in mine)
        if apart < NEAR:
            facts = {"minutes": int(apart.total_seconds() // 60), "unit": other.attendee.meeting.unit.name}
            yield DoubtList(Kind.TWO_PLACES, f"{member}:{other.attendee.meeting.key}", facts, frozenset({member}))


def _bursts(meeting: Meeting, checked: Sequence[CheckIn]) -> Iterable[DoubtList]:
    """Phones that had no signal deliver together when it is back; they are no burst."""
    now = [check_in.proof for check_in in checked if not check_in.kept]
    most = max(BURST, -(-Attendee.objects.filter(meeting=meeting).count() // BURST_SHARE))
    start = 0
    while start < len(now):
        first = now[start].recorded_at
        together = [proof for proof in now[start:] if proof.recorded_at - first < _SECOND]
        if len(together) >= most:
            members = frozenset(proof.attendee.member_id for proof in together)
            yield DoubtList(
                Kind.BURST, f"{first.isoformat(timespec='milliseconds')}", {"count": len(together)}, members
            )
            start += len(together)
        else:
            start += 1


def _later_than_others(meeting: Meeting, checked: Sequence[CheckIn]) -> Iterable[DoubtList]:
    """A code that was passed on can be signed elsewhere and sent as if there had been no signal.

    In a cellar no one has any. Where almost everyone had some, only a count of the heads tells a poor telephone from
    an absent friend; so where the host counted, that count speaks, and this says nothing.
    """
    later = [check_in for check_in in checked if check_in.kept and timedelta(milliseconds=check_in.waited_ms) > WAITED]
    at_once = sum(not check_in.kept for check_in in checked)
    if later and at_once >= MOST_AT_ONCE * len(later) and heads(meeting) is None:
        members = frozenset(check_in.proof.attendee.member_id for check_in in later)
        facts = {"count": len(members), "others": at_once}
        yield DoubtList(Kind.LATE, f"later:{len(members)}", facts, members, grows="later:")
