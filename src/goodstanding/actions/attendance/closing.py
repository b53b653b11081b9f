"""Closing a meeting: those who are not marked are absent or on leave; what it leaves goes into the ledger, once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.attendance import conflicts, doubts, told
from goodstanding.actions.ledger import ledger
from goodstanding.actions.meetings import leave, minutes
from goodstanding.actions.meetings.attendees import let_go
from goodstanding.actions.meetings.entries import entry
from goodstanding.actions.meetings.preconditions import held
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Attendee, Fact, Meeting, Member, Proof
from goodstanding.queries.attendance import foreseen
from goodstanding.queries.attendance.values import Ticks
from goodstanding.queries.meetings import who_is_due

State, Verdict = Meeting.State, Proof.Verdict


@transaction.atomic
def close(*, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime, ticks: Ticks | None = None) -> int:
    """Closes it and writes its facts. Gives how many. Closed already, it changes nothing and gives 0.

    ticks: what the host ticked about those who came, by attendee's id; who is not in it stands as the rules begin.
    Raises Denied for anyone who may neither record facts of the unit nor, by the rules, hold such a meeting; Refusal
    before it has begun or was opened.
    """
    meeting = held(meeting, by, scheme)
    if not meeting_hosts.may_close(by, meeting, scheme):
        raise Denied("such a meeting is not theirs to close")
    if meeting.state == State.CLOSED:
        return 0
    if meeting.state != State.OPEN:
        raise ActionRefused(_("Open the meeting first, or cancel it."))
    if at < meeting.starts_at:
        raise ActionRefused(_("It has not started yet."))
    kind = scheme.meetings.get(meeting.type)
    if kind is None:
        raise ActionRefused(_("The rules no longer have this kind of meeting."))
    # In one order, so that two who hold many of them never wait for each other.
    list(Attendee.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
    let_go(meeting, kind)
    attendees = list(Attendee.objects.filter(meeting=meeting).order_by("pk"))
    _mark_the_rest(attendees, meeting, by=by, at=at)
    leave.end_with(meeting, by=by, at=at)
    meeting.state, meeting.ended_at, meeting.ended_by = State.CLOSED, at, by.account
    meeting.save(update_fields=["state", "ended_at", "ended_by"])
    written = _write(meeting, kind, ticks, scheme, by=by, at=at)
    doubts.look(meeting=meeting, at=at)
    minutes.record_in_time(meeting, scheme, by=by, at=at)
    audit.record("close", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("state",))
    return written


def _mark_the_rest(attendees: list[Attendee], meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    """Everyone due gets a proof. A person who was never told of the meeting was welcome, and misses nothing."""
    unmarked = [
        attendee for attendee in attendees if attendee.role == Attendee.Role.DUE and attendee.counted_id is None
    ]
    untold = who_is_due.never_told(meeting, unmarked)
    Attendee.objects.filter(pk__in=untold).update(role=Attendee.Role.WELCOME)
    unmarked = [attendee for attendee in unmarked if attendee.pk not in untold]
    on_leave = foreseen.on_leave(unmarked)
    Proof.objects.bulk_create(
        Proof(
            attendee=attendee, verdict=Verdict.LEAVE if attendee.pk in on_leave else Verdict.ABSENT,
            assurance=Proof.Assurance.HOST, occurred_at=meeting.starts_at, recorded_at=at, by=by.account,
            idempotency_key=f"closing:{attendee.pk}",
        )
        for attendee in unmarked
    )  # fmt: skip
    for attendee in unmarked:
        conflicts.recount(attendee, by=by, at=at)


def _write(
    meeting: Meeting, kind: MeetingType, ticks: Ticks | None, scheme: Scheme, *, by: Viewer, at: datetime
) -> int:
    people = list(Attendee.objects.filter(meeting=meeting).select_related("member__unit", "counted").order_by("pk"))
    said = foreseen.said_of_all(people, meeting, kind, ticks)
    entries = [entry(meeting, statement.kind, statement.subject, statement.value) for statement in said]
    # Who closes it without the right to record facts by hand leaves that to the system.
    writer = by if by.may(Permission.RECORD_FACT, meeting.unit) else None
    source = Fact.Source.MEETING
    recorded = ledger.record_many(entries, source=source, scheme=scheme, by=writer, at=at, over=meeting.unit)
    about = {entry.subject.pk for entry in entries if entry.kind == kind.fact and isinstance(entry.subject, Member)}
    for attendee in people:
        if attendee.member_id in about:
            told.put_down(attendee, meeting, scheme, at=at)
    return recorded.new
