"""Closing a meeting: whoever is not marked is absent or on leave, and what it leaves goes into the ledger, once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, clashes, doubts, ledger, meeting_facts, minutes
from goodstanding.actions.meeting_rules import held
from goodstanding.actions.refusal import Refusal
from goodstanding.engine.scheme import MeetingType, Scheme
from goodstanding.models import Attendee, Fact, Meeting, MeetingLeave, Proof
from goodstanding.queries import due

State, Verdict = Meeting.State, Proof.Verdict
_ON_LEAVE = (MeetingLeave.State.ASKED, MeetingLeave.State.GRANTED)


@transaction.atomic
def close(*, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Closes it and writes its facts. Gives how many. Closed already, it changes nothing and gives 0.

    Raises Denied for whoever may not record facts of the unit, Refusal before it has begun or was opened.
    """
    meeting = held(meeting, by)
    check(by, Permission.RECORD_FACT, meeting.unit)
    if meeting.state == State.CLOSED:
        return 0
    if meeting.state != State.OPEN:
        raise Refusal(_("Open the meeting first, or cancel it."))
    if at < meeting.starts_at:
        raise Refusal(_("It has not begun yet."))
    kind = scheme.meetings.get(meeting.type)
    if kind is None:
        raise Refusal(_("The rules know no such meeting any more."))
    # In one order, so that two who hold many of them never wait for each other.
    attendees = list(Attendee.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
    _mark_the_rest(attendees, meeting, by=by, at=at)
    meeting.state, meeting.ended_at, meeting.ended_by = State.CLOSED, at, by.account
    meeting.save(update_fields=["state", "ended_at", "ended_by"])
    written = _write(meeting, kind, scheme, by=by, at=at)
    doubts.look(meeting=meeting, at=at)
    minutes.record_in_time(meeting, scheme, by=by, at=at)
    audit.record("close", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("state",))
    return written


def _mark_the_rest(attendees: list[Attendee], meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    """Everybody due gets a proof. A request for leave that nobody answered counts as granted."""
    unmarked = [one for one in attendees if one.standing == Attendee.Standing.DUE and one.counted_id is None]
    leaves = MeetingLeave.objects.filter(attendee__in=unmarked, state__in=_ON_LEAVE)
    on_leave = set(leaves.values_list("attendee_id", flat=True))
    Proof.objects.bulk_create(
        Proof(
            attendee=one, verdict=Verdict.LEAVE if one.pk in on_leave else Verdict.ABSENT,
            assurance=Proof.Assurance.HOST, occurred_at=meeting.starts_at, recorded_at=at, by=by.account,
            once=f"closing:{one.pk}",
        )
        for one in unmarked
    )  # fmt: skip
    for one in unmarked:
        clashes.recount(one, by=by, at=at)


def _write(meeting: Meeting, kind: MeetingType, scheme: Scheme, *, by: Viewer, at: datetime) -> int:
    people = list(Attendee.objects.filter(meeting=meeting).select_related("member__unit", "counted").order_by("pk"))
    entries = meeting_facts.entries_about(people, meeting, kind)
    entries += [meeting_facts.entry(meeting, name, meeting.unit, meeting_facts.YES) for name in kind.unit_facts]
    for rule in kind.office_facts:
        holders = due.office_holders(meeting.unit, rule.offices, meeting.on)
        entries += [meeting_facts.entry(meeting, rule.fact, one, meeting_facts.YES) for one in holders]
    recorded = ledger.record_many(entries, source=Fact.Source.MEETING, scheme=scheme, by=by, at=at, over=meeting.unit)
    return recorded.new
