"""Correcting an attendance from the list of a closed meeting: whose, what is chosen, and what stands in the way."""

from collections.abc import Sequence
from typing import Any

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import AttendanceConflict, Attendee, Correction, Meeting, Proof
from goodstanding.web.meetings.forms.meetings import CorrectAttendance


def of(
    who: Viewer,
    meeting: Meeting,
    people: Sequence[Attendee],
    tried: tuple[str, CorrectAttendance] | None,
    *,
    chosen: str = "",
) -> dict[int, dict[str, Any]]:
    """By attendee's id. tried: the key of the member whose correction was refused, and the form that says why.

    chosen: the key of the member whose form is open at once, because the visitor came for it.
    """
    if meeting.state != Meeting.State.CLOSED or not who.may(Permission.RECORD_FACT, meeting.unit):
        return {}
    asked = Correction.objects.filter(attendee__in=people, state=Correction.State.ASKED)
    waiting = set(asked.values_list("attendee_id", flat=True))
    cases = AttendanceConflict.objects.filter(attendee__in=people, state=AttendanceConflict.State.OPEN)
    disagreeing = set(cases.values_list("attendee_id", flat=True))
    left_alone = waiting | disagreeing | {attendee.pk for attendee in people if attendee.member_id == who.member_id}
    return {
        attendee.pk: {
            "correct": None if attendee.pk in left_alone else _form(attendee, tried, chosen),
            "waits": attendee.pk in waiting,
        }
        for attendee in people
    }


def _form(attendee: Attendee, tried: tuple[str, CorrectAttendance] | None, asked_for: str) -> dict[str, Any]:
    form = tried[1] if tried is not None and tried[0] == attendee.member.key else None
    chosen = form.data.get("verdict", "") if form else ""
    return {
        "is_open": form is not None or attendee.member.key == asked_for,
        "verdicts": [
            {"value": value, "label": label, "is_chosen": value == chosen, "holds_now": value == attendee.verdict}
            for value, label in Proof.Verdict.choices
        ],
        "reason": form.data.get("reason", "") if form else "",
        "errors": [str(error) for errors in form.errors.values() for error in errors] if form else [],
    }
