"""What members are told of their attendance the same day, with the way to answer beside it."""

from datetime import datetime
from typing import Any

from goodstanding.actions import notices
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AttendanceConflict, Attendee, Meeting, Proof
from goodstanding.queries.attendance.own_word import PUT_DOWN
from goodstanding.queries.meetings.meetings import titles_of


def put_down(attendee: Attendee, meeting: Meeting, scheme: Scheme, *, at: datetime) -> None:
    """Tells a member that they are recorded as absent or late."""
    if attendee.counted is None or attendee.counted.verdict not in PUT_DOWN:
        return
    kind = f"meeting_put_down_{attendee.counted.verdict}"
    _tell(attendee, meeting, kind, scheme, once=f"{kind}:{attendee.counted.pk}", at=at)


def corrected(attendee: Attendee, meeting: Meeting, proof: Proof, scheme: Scheme, *, at: datetime) -> None:
    """Tells a member what their attendance was corrected to, and why."""
    once = f"attendance_corrected:{proof.pk}"
    more = {"verdict": proof.verdict, "reason": proof.reason}
    _tell(attendee, meeting, "attendance_corrected", scheme, once=once, at=at, more=more)


def settled(case: AttendanceConflict, attendee: Attendee, meeting: Meeting, scheme: Scheme, *, at: datetime) -> None:
    """Tells a member who had said that they were there what became of it."""
    if attendee.counted is None:
        return
    more = {"verdict": attendee.counted.verdict, "reason": case.reason}
    _tell(attendee, meeting, "attendance_settled", scheme, once=f"attendance_settled:{case.key}", at=at, more=more)


def _tell(
    attendee: Attendee, meeting: Meeting, kind: str, scheme: Scheme, *, once: str, at: datetime,
    more: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    facts = {"meeting": titles_of(meeting, scheme), "moment": meeting.starts_at.isoformat()} | (more or {})
    link = f"/my/meetings/{meeting.key}/#i-was-there"
    notices.tell_member(attendee.member_id, kind, facts, idempotency_key=once, at=at, link=link)
