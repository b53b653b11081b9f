"""What is claimed about a member at a meeting, and what becomes of it: decided over loaded rows, without any I/O.

The same decision holds wherever a proof comes from: a member's own phone, a mark on the host's roll, a roll that was
offline, paper, a member's code that the host scanned.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting, Member, Proof
from goodstanding.queries.attendance.clock import verdict_by_clock

Assurance, Verdict = Proof.Assurance, Proof.Verdict
CAME = frozenset({Verdict.PRESENT, Verdict.LATE})
#: How far the clock of another server may be ahead.
_AHEAD = timedelta(minutes=1)
#: How long before a meeting's doors open, or it begins, a member can be there.
_EARLY = timedelta(minutes=5)


@dataclass(frozen=True)
class Claim:
    """What a proof says of a member. verdict: none for "they were here", which is present or late by the clock.

    occurred_at: when they were there, by a clock that the server trusts. idempotency_key: the same key from the same
    account is the same proof, however often it is sent.
    """

    member: Member
    verdict: Proof.Verdict | None
    assurance: Proof.Assurance
    occurred_at: datetime
    idempotency_key: str


@dataclass(frozen=True)
class NewProof:
    """The claim becomes a proof with this verdict."""

    verdict: Proof.Verdict


@dataclass(frozen=True)
class KnownProof:
    """The claim was made before, and became this proof."""

    proof: Proof


def decide(
    claim: Claim, *, meeting: Meeting, attendee: Attendee | None, known: Proof | None, scheme: Scheme, at: datetime
) -> NewProof | KnownProof | ActionRefused:
    """Decides what becomes of a claim.

    attendee: the member's row at the meeting; none for a guest who has no row yet. known: the proof that stands under
    the claim's key already, if there is one. at: now. Returns a refusal with its sentence; the caller raises it.
    """
    verdict = claim.verdict or verdict_by_clock(meeting, claim.occurred_at, scheme)
    if known is not None:
        return _same_as(known, claim, verdict, attendee)
    return _refusal_of_state(meeting) or _refusal_of_moment(meeting, claim, at) or NewProof(verdict)


def _same_as(
    known: Proof, claim: Claim, verdict: Proof.Verdict, attendee: Attendee | None
) -> KnownProof | ActionRefused:
    says = (attendee.pk if attendee else None, claim.assurance, verdict, claim.occurred_at)
    if says != (known.attendee_id, known.assurance, known.verdict, known.occurred_at):
        return ActionRefused(
            _("The key %(key)s is already used for another attendance record.") % {"key": claim.idempotency_key},
            "idempotency_key",
        )
    return KnownProof(known)


def _refusal_of_state(meeting: Meeting) -> ActionRefused | None:
    if meeting.state == Meeting.State.CANCELLED:
        return ActionRefused(_("The meeting was cancelled."))
    if meeting.state not in {Meeting.State.OPEN, Meeting.State.CLOSED}:
        return ActionRefused(_("The meeting is not open for check-in yet."))
    return None


def _refusal_of_moment(meeting: Meeting, claim: Claim, at: datetime) -> ActionRefused | None:
    if claim.occurred_at > at + _AHEAD:
        return ActionRefused(_("That moment is still to come."), "occurred_at")
    if claim.verdict in {Verdict.ABSENT, Verdict.LEAVE}:
        return None
    assert meeting.opened_at is not None, "an open meeting was opened"
    if claim.occurred_at < min(meeting.opened_at, meeting.starts_at) - _EARLY:
        return ActionRefused(_("That was before the meeting."), "occurred_at")
    return None
