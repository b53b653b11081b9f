"""What one host marked about one person, on the roll and on paper: the newest mark by its own time holds."""

from collections.abc import Sequence
from datetime import datetime

from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance.claims import Assurance, Claim
from goodstanding.models import AttendanceConflict, Attendee, Meeting, Proof
from goodstanding.queries.attendance.proofs import standing_about

#: How a host marks by hand.
_BY_HAND = (Assurance.HOST, Assurance.PAPER)
#: The key of what closing wrote about a member without a mark: no one marked that.
_BY_CLOSING = "closing:"


def otherwise(attendee: Attendee, meeting: Meeting, claim: Claim, *, by: Viewer, at: datetime) -> list[Proof]:
    """The same host's marks that stand and say otherwise than a new one.

    After the meeting is closed only a mark that was made before it ended is held against them; whatever is marked
    later is for a second person.
    """
    mine = standing_about(attendee).filter(assurance__in=_BY_HAND, by=by.account).exclude(verdict=claim.verdict)
    if meeting.state != Meeting.State.CLOSED:
        return list(mine)
    assert meeting.ended_at is not None, "a closed meeting has ended"
    if _moment(claim, at) > meeting.ended_at:
        return []
    return list(mine.exclude(idempotency_key__startswith=_BY_CLOSING))


def undecided(marks: Sequence[Proof]) -> list[Proof]:
    """Those of these marks that no person chose in a case or a correction."""
    chosen = set(AttendanceConflict.objects.filter(chosen__in=marks).values_list("chosen_id", flat=True))
    return [mark for mark in marks if mark.pk not in chosen]


def newest_after(marks: Sequence[Proof], claim: Claim, at: datetime) -> Proof | None:
    """The newest of these marks, where it was made after the claim."""
    newest = max(marks, key=marked_at, default=None)
    return newest if newest is not None and marked_at(newest) > _moment(claim, at) else None


def marked_at(proof: Proof) -> datetime:
    """When it was marked: a roll says that itself; paper was marked when it was typed in."""
    return proof.recorded_at if proof.assurance == Assurance.PAPER else proof.occurred_at


def _moment(claim: Claim, at: datetime) -> datetime:
    return at if claim.assurance is Assurance.PAPER else claim.occurred_at
