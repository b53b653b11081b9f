"""A member says that they were there, though recorded as absent or late: a case that another person settles."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.attendance import conflicts
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, AttendanceConflict, Attendee, Meeting, Proof
from goodstanding.queries.attendance.own_word import why_not
from goodstanding.queries.meetings import verdicts
from goodstanding.queries.meetings.meetings import titles_of
from goodstanding.queries.people import offices
from goodstanding.queries.people.calendars import today

MOST_WORDS = 500
Assurance = Proof.Assurance


@transaction.atomic
def say(*, meeting: Meeting, words: str, scheme: Scheme, by: Viewer, at: datetime) -> AttendanceConflict:
    """The member says that they were there, in time. words: what they choose to add. Returns the case it opens.

    Raises Denied for anyone who is not on the list, ActionRefused where there is nothing to say or no longer the time.
    """
    listed = Attendee.objects.select_related("member", "counted__by", "meeting__unit")
    held = Attendee.objects.select_for_update().filter(meeting=meeting, member=by.member_id).first()
    if held is None or held.role == Attendee.Role.OFF:
        raise Denied("not on the list")
    (attendee,) = verdicts.as_recorded([listed.get(pk=held.pk)], scheme)
    if (refusal := why_not(attendee, attendee.meeting)) is not None:
        raise ActionRefused(refusal)
    assert attendee.counted is not None, "an attendee who is recorded as absent or late is counted"
    author = attendee.counted.by_id
    proof = Proof.objects.create(
        attendee=attendee, verdict=Proof.Verdict.PRESENT, assurance=Assurance.OWN_WORD,
        occurred_at=attendee.meeting.starts_at, recorded_at=at, by=by.account,
        idempotency_key=f"{by.account.pk}:own_word:{attendee.pk}:{attendee.counted.pk}",
        reason=at_most(words, "words", MOST_WORDS),
    )  # fmt: skip
    case = conflicts.recount(attendee, by=by, at=at)
    assert case is not None, "what a member says of themselves never decides"
    audit.record("say", "proof", str(proof.pk), by=by, at=at, unit=attendee.meeting.unit, fields=("verdict",))
    _tell_hosts(case, attendee, author, scheme, at=at)
    return case


def _tell_hosts(case: AttendanceConflict, attendee: Attendee, author: int, scheme: Scheme, *, at: datetime) -> None:
    """Tells the nearest who can settle it, and the person who wrote it down."""
    facts = {"meeting": titles_of(attendee.meeting, scheme), "moment": attendee.meeting.starts_at.isoformat()}
    facts["member"] = attendee.member.name
    own = set(Account.objects.filter(member=attendee.member_id).values_list("pk", flat=True))
    roles = roles_with(Permission.HOLD_MEETING)
    seat = offices.nearest(attendee.meeting.unit, roles, today(at), without={author, *own})
    once = f"attendance_own_word:{case.key}"
    for account in seat.accounts if seat else []:
        link = f"/desk/meetings/cases/{case.key}/"
        notices.tell(account, "attendance_own_word", facts, idempotency_key=once, at=at, link=link)
    for account in Account.objects.filter(pk=author).exclude(pk__in=own):
        link = f"/desk/meetings/{attendee.meeting.key}/"
        notices.tell(account, "attendance_own_word_about_yours", facts, idempotency_key=once, at=at, link=link)
