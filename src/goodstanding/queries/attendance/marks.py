"""The mark of attendance behind an entry of a closed meeting, and what another value of the entry makes of it."""

from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Attendee, Fact, Meeting, Proof, Remedy
from goodstanding.models.ledger.fact import NO, YES
from goodstanding.queries.ledger import attendance_entries

Verdict = Proof.Verdict


def attendee_of(fact: Fact, scheme: Scheme) -> Attendee | None:
    """The member's row at the meeting whose mark an entry says; none for an entry that says no attendance."""
    if not attendance_entries.says_attendance(fact, scheme):
        return None
    listed = Attendee.objects.select_related("meeting__unit", "member__unit")
    attendee = listed.filter(meeting__key=attendance_entries.meeting_of(fact), member=fact.member_id).first()
    if attendee is None or attendee.meeting.type not in scheme.meetings:
        return None
    return attendee if attendee.meeting.state == Meeting.State.CLOSED else None


def verdict_after(fact: Fact, remedy: Remedy, value: int | None, kind: MeetingType) -> Proof.Verdict | None:
    """What the mark says once an entry of it says otherwise; none where no mark says that. value: thousandths."""
    on_time = {rule.fact for rule in kind.also if rule.says == "on_time"}
    if fact.kind == kind.fact:
        if remedy == Remedy.EXCUSE:
            return Verdict.LEAVE
        says = {YES: Verdict.PRESENT, NO: Verdict.ABSENT}
    else:
        says = {YES: Verdict.PRESENT, NO: Verdict.LATE} if fact.kind in on_time else {}
    return says.get(value) if remedy == Remedy.REPLACE and value is not None else None
