"""Meetings, as the person who holds them sees them, and as the people whom they concern do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from goodstanding.access import meeting_hosts, scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import (
    AttendanceConflict,
    Attendee,
    FollowUp,
    Meeting,
    MeetingLeave,
    Member,
    Proof,
    Receipt,
    Resolution,
    Unit,
)
from goodstanding.queries.meetings import verdicts, who_is_due
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.people.search import named

State, Role, Verdict = Meeting.State, Attendee.Role, Proof.Verdict
#: Not over yet, as far as anyone said.
AHEAD = (State.PLANNED, State.NOTICED, State.OPEN)
#: How long before it begins a meeting can be opened, and how far ahead or back one can be planned.
OPENS_BEFORE = timedelta(hours=3)


@dataclass(frozen=True)
class AttendanceCount:
    """How many came, of how many; and of those with a vote, how many are there and how many it takes."""

    due: int
    came: int
    on_leave: int
    absent: int
    unmarked: int
    guests: int
    voters: int
    voters_there: int
    needed: int | None

    @property
    def is_quorate(self) -> bool:
        """Whether enough are there; with no rule, always."""
        return self.needed is None or self.voters_there >= self.needed


def visible(viewer: Viewer) -> QuerySet[Meeting]:
    """The meetings of the units whose every meeting a viewer holds."""
    found = scope.units(viewer, Permission.HOLD_MEETING)
    return Meeting.objects.filter(unit__in=found.values("pk")).select_related("unit")


def held(viewer: Viewer, scheme: Scheme) -> QuerySet[Meeting]:
    """The same, with those that only the rules let the viewer hold."""
    return meeting_hosts.meetings(viewer, scheme)


def on_now(viewer: Viewer, scheme: Scheme, at: datetime) -> QuerySet[Meeting]:
    """Those of them that are open for check-in and not over yet, the first to begin first."""
    return held(viewer, scheme).filter(state=State.OPEN, ends_at__gte=at).order_by("starts_at", "pk")


def units(viewer: Viewer, scheme: Scheme) -> QuerySet[Unit]:
    """The units whose meetings a viewer holds, all of them or some kinds."""
    return meeting_hosts.units(viewer, scheme)


def of_unit(viewer: Viewer, scheme: Scheme, unit: Unit, year: int) -> QuerySet[Meeting]:
    """The meetings of a unit in a year that the viewer holds, the first one first."""
    return held(viewer, scheme).filter(unit=unit, on__year=year).order_by("starts_at", "pk")


def people(meeting: Meeting) -> list[Attendee]:
    """Everyone on the list of a meeting, in the order of their names' sounds, with what counts and their leave.

    Of a closed meeting, with what the ledger says now.
    """
    leaves = MeetingLeave.objects.order_by("-pk")
    listed = who_is_due.concerned(Attendee.objects.filter(meeting=meeting))
    listed = listed.select_related("member__unit", "member__account", "counted__by__member")
    listed = listed.prefetch_related(Prefetch("leaves", queryset=leaves, to_attr="leaves_now"))
    found: list[Attendee] = list(listed.order_by("member__initials", "member__number"))
    tell_apart(one.member for one in found)
    if meeting.state != State.CLOSED:
        return found
    for one in found:
        one.meeting = meeting
    return verdicts.as_recorded(found, the_scheme())


def tally(people: Sequence[Attendee], kind: MeetingType | None) -> AttendanceCount:
    """What the list of a meeting says by now."""
    concerned = [attendee for attendee in people if attendee.role == Role.DUE]
    said = [attendee.verdict for attendee in concerned]
    # Who was only welcome cannot be missed: they have a part in the quorum by coming.
    voters = [attendee for attendee in people if attendee.votes and (attendee.role == Role.DUE or _came(attendee))]
    voters_present = sum(1 for voter in voters if _came(voter))
    others = [attendee for attendee in people if attendee.role != Role.DUE and _came(attendee)]
    quorum = kind.quorum if kind else None
    return AttendanceCount(
        due=len(concerned),
        came=sum(1 for verdict in said if verdict in Proof.CAME),
        on_leave=said.count(Verdict.LEAVE),
        absent=said.count(Verdict.ABSENT),
        unmarked=said.count(""),
        guests=len(others),
        voters=len(voters),
        voters_there=voters_present,
        needed=quorum.needed(len(voters)) if quorum else None,
    )


def _came(attendee: Attendee) -> bool:
    return attendee.verdict in Proof.CAME


def can_be_opened(meeting: Meeting, at: datetime) -> bool:
    """Whether its doors can be opened at a moment, as far as the clock goes."""
    return at >= meeting.starts_at - OPENS_BEFORE


def can_be_closed(meeting: Meeting, at: datetime) -> bool:
    """Whether it can be closed at a moment: open, and begun."""
    return meeting.state == State.OPEN and at >= meeting.starts_at


def receipts(meeting: Meeting) -> dict[int, Receipt]:
    """By attendee, the receipt that says most about what they were told last: seen before unseen."""
    found: dict[int, Receipt] = {}
    for receipt in Receipt.objects.filter(attendee__meeting=meeting, revision=meeting.revision).order_by("pk"):
        known = found.get(receipt.attendee_id)
        if known is None or (known.seen_at is None and receipt.seen_at is not None):
            found[receipt.attendee_id] = receipt
    return found


def cases(viewer: Viewer) -> QuerySet[AttendanceConflict]:
    """Cases that a viewer can settle: of meetings they hold, and not about themselves."""
    found = AttendanceConflict.objects.filter(attendee__meeting__in=visible(viewer).values("pk"))
    found = found.exclude(attendee__meeting__state=State.CANCELLED)
    # Where the member says otherwise, another person than the one who wrote it down decides.
    found = found.exclude(second__assurance=Proof.Assurance.OWN_WORD, first__by=viewer.account, state="open")
    related = ("attendee__member__unit", "attendee__meeting__unit", "first__by__member", "second__by__member")
    return found.exclude(attendee__member=viewer.member_id).select_related(*related)


def proofs(attendee: Attendee) -> QuerySet[Proof]:
    """Everything that was said about a person at a meeting, in the order in which it was written down."""
    return Proof.objects.filter(attendee=attendee).select_related("by__member", "undone_by__by__member").order_by("pk")


def waiting_leaves(viewer: Viewer) -> QuerySet[MeetingLeave]:
    """Leave that waits for the viewer's answer, the next meeting first."""
    found = MeetingLeave.objects.filter(
        state=MeetingLeave.State.ASKED, attendee__meeting__in=visible(viewer).values("pk")
    )
    here = who_is_due.concerned(Attendee.objects.filter(pk=OuterRef("attendee")))
    found = found.filter(Exists(here), attendee__meeting__state__in=AHEAD).exclude(attendee__member=viewer.member_id)
    return found.select_related("attendee__member", "attendee__meeting__unit").order_by("attendee__meeting__starts_at")


def resolutions(meeting: Meeting) -> QuerySet[Resolution]:
    """What was resolved, without what was replaced."""
    return Resolution.objects.filter(meeting=meeting, replaced_by=None).order_by("number")


# One's own


def own(viewer: Viewer) -> QuerySet[Attendee]:
    """The meetings that concern the viewer as a member, in the order of their beginnings; told ones only."""
    if viewer.member_id is None:
        return Attendee.objects.none()
    mine = who_is_due.concerned(Attendee.objects.filter(member=viewer.member_id))
    mine = mine.exclude(meeting__state=State.PLANNED).exclude(
        meeting__state=State.CANCELLED, meeting__revision=1, meeting__opened_at=None
    )
    return mine.select_related("meeting__unit", "counted", "member").order_by("meeting__starts_at", "pk")


def follow_ups(meeting: Meeting) -> list[FollowUp]:
    """Who does what after a meeting; of equal names on its list, with the number."""
    found = list(meeting.follow_ups.select_related("member", "assignment"))
    if found:
        tell_apart([*(follow_up.member for follow_up in found), *Member.objects.filter(attendances__meeting=meeting)])
    return found


def own_follow_ups(viewer: Viewer) -> QuerySet[FollowUp]:
    """What meetings asked of the viewer and is not done."""
    mine = FollowUp.objects.filter(member=viewer.member_id, state=FollowUp.State.OPEN)
    return mine.select_related("meeting__unit") if viewer.member_id else mine.none()


def can_be_added(viewer: Viewer, meeting: Meeting, text: str) -> list[Member]:
    """Members of the viewer's own units who could be added, by number or the beginning of the name.

    No other person's: a host who may look up any number would only have to count to read every name there is.
    """
    text = text.strip()
    if not text:
        return []
    on_list = Attendee.objects.filter(meeting=meeting).exclude(role=Role.OFF).values("member")
    near = scope.members(viewer, Permission.SEE_ROSTER).filter(left_on=None).exclude(pk__in=on_list)
    found = near.filter(named(text) | Q(number=text))
    listed = list(found.select_related("unit").order_by("initials", "number")[:9])
    tell_apart(listed)
    return listed


def of_number(number: str) -> Member | None:
    """The member with a number, wherever they belong. The caller limits how often."""
    return Member.objects.filter(left_on=None, number=number).select_related("unit").first()


def titles_of(meeting: Meeting, scheme: Scheme) -> dict[str, str]:
    """What such a meeting is called, by language; its word where the rules know it no more."""
    kind = scheme.meetings.get(meeting.type)
    return kind.title.model_dump() if kind else {"en": meeting.type, "zh": meeting.type}
