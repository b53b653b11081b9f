"""Paper rolls: printed for where there are no phones, and typed back in line by line. They are worth the same."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.attendance import attendance
from goodstanding.actions.attendance.claims import Claim
from goodstanding.actions.meetings import attendees, meetings
from goodstanding.actions.meetings.preconditions import held, refuse_ended
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting, PaperRoll, Proof
from goodstanding.queries.meetings import meetings as meeting_queries

#: Letters and digits that are not mistaken for one another on paper.
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY346789"
_LONG = 6


@transaction.atomic
def print_out(*, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime) -> PaperRoll:
    """A roll to print, with a code and every member on the list in a fixed order."""
    meeting = held(meeting, by)
    refuse_ended(meeting)
    if meeting.state != Meeting.State.OPEN:
        attendees.bring_up_to_date(meeting, scheme, at=at)
    lines = [attendee.pk for attendee in meeting_queries.people(meeting)]
    code = "".join(secrets.choice(_LETTERS) for _letter in range(_LONG))
    roll = PaperRoll.objects.create(code=code, meeting=meeting, lines=lines, printed_at=at, printed_by=by.account)
    audit.record("print", "paper_roll", code, by=by, at=at, unit=meeting.unit)
    return roll


@transaction.atomic
def type_in(*, roll: PaperRoll, marks: Mapping[int, Proof.Verdict], scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Types a roll back in. marks: by the number of the line, from 1; lines without a mark say nothing.

    Returns how many new proofs that made. Typed in again it changes nothing; typed in otherwise by the same person
    while the meeting is open, it takes their own earlier marks back, so that the last typed mark counts whatever was
    typed or undone before. Raises ActionRefused before the meeting begins.
    """
    meeting = Meeting.objects.select_related("unit").get(pk=roll.meeting_id)
    check(by, Permission.HOLD_MEETING, meeting.unit)
    if not marks:
        raise ActionRefused(_("Mark at least one."))
    if at < meeting.starts_at:
        raise ActionRefused(_("It has not started yet."))
    if meeting.state not in {Meeting.State.OPEN, Meeting.State.CLOSED}:
        meeting = meetings.open_doors(meeting=meeting, scheme=scheme, by=by, at=at)
    people = Attendee.objects.select_related("member").in_bulk(roll.lines)
    new = 0
    for number, verdict in sorted(marks.items()):
        if not 1 <= number <= len(roll.lines):
            raise ActionRefused(_("There is no line %(number)s on this roll.") % {"number": number})
        member = people[roll.lines[number - 1]].member
        key = _key_of(f"paper:{roll.code}:{number}:{verdict.value}", by)
        claim = Claim(member, verdict, Proof.Assurance.PAPER, meeting.starts_at, key)
        new += attendance.mark(meeting=meeting, claim=claim, scheme=scheme, by=by, at=at).new
    PaperRoll.objects.filter(pk=roll.pk).update(typed_at=at, typed_by=by.account)
    audit.record("type", "paper_roll", roll.code, by=by, at=at, unit=meeting.unit, fields=("lines",))
    return new


def _key_of(says: str, by: Viewer) -> str:
    """The key of a line that is typed in: while the same mark stands it is that mark; taken back, it is a new one."""
    under = f"{by.account.pk}:{says}"
    same = Proof.objects.filter(Q(idempotency_key=under) | Q(idempotency_key__startswith=f"{under}:"))
    taken_back = same.filter(undone_by__isnull=False).count()
    return f"{says}:{taken_back}" if taken_back else says
