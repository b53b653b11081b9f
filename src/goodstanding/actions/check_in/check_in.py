"""Checking in: a code of the venue's screen, signed by the member's own passkey, in one request.

The phone makes the challenge itself, of the code, the member and a number of its own; so nothing has to be asked for
first, and it can be done where there is no signal and delivered later. Only the server's clock counts: somebody was
there in the window in which their code was on the screen.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import attendance, doubts
from goodstanding.actions.attendance.attendance import Assurance, Claim
from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import (
    CheckInRequest,
    CheckInResult,
    RelyingParty,
    VerifiedPasskey,
    digest_of,
    idempotency_key_of,
    note,
    shown_to,
    verified,
)
from goodstanding.actions.sign_in import passkeys
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, CheckIn, Meeting, Member, Passkey, Proof
from goodstanding.proofs.passkey_assertion import AssertionFault, NotProven
from goodstanding.proofs.venue_code import VenueCode

log = logging.getLogger(__name__)
#: Later than this, somebody looks at it.
VERY_LATE = timedelta(hours=72)
#: How many check-ins of one person at one meeting are kept; the first counts, the others are evidence.
_MOST = 4
_TRIES = 3


def check_in(*, sent: CheckInRequest, scheme: Scheme, by: Viewer, place: RelyingParty, at: datetime) -> CheckInResult:
    """Takes a check-in. The same one sent again, even many times at once, is taken once and answered the same.

    by: the member, who needs no office for it. Raises NotTaken, which says what to do.
    """
    shown, meeting, attendee, member = _meeting(sent, by, at)
    seen, replayed = None, None
    for _try in range(_TRIES):
        if sent.assertion is None:
            _check_code_only(sent, by)
        else:
            try:
                seen = verified(sent, passkeys.find(sent.assertion, by.account), by, place)
            except NotProven as refusal:
                replayed = _known(sent, by) if refusal.reason is AssertionFault.COUNTER else None
                if replayed is None:
                    raise _refused(refusal, sent, by, meeting, member, shown, at) from refusal
                return _again(replayed, meeting)
        taken = _keep(sent, seen, shown, meeting, attendee, member, scheme=scheme, by=by, at=at)
        if taken is not None:
            return taken
    raise CheckInRefused(CheckInRefusal.BUSY)


def _meeting(sent: CheckInRequest, by: Viewer, at: datetime) -> tuple[VenueCode, Meeting, Attendee | None, Member]:
    """When and at which meeting the code was shown, the member's row there if they are on its list, and the member."""
    if by.member_id is None:
        raise CheckInRefused(CheckInRefusal.NO_MEMBER)
    shown = shown_to(sent, at)
    rows = Attendee.objects.select_related("meeting", "member")
    attendee = rows.filter(meeting__key=shown.meeting, member=by.member_id).first()
    meeting = attendee.meeting if attendee else Meeting.objects.filter(key=shown.meeting).first()
    if meeting is None:
        raise CheckInRefused(CheckInRefusal.WRONG_CODE)
    if meeting.ended_at is not None and shown.since > meeting.ended_at:
        raise CheckInRefused(CheckInRefusal.ENDED)
    member = attendee.member if attendee else by.account.member
    assert member is not None, "whoever has a member's number is one"
    return shown, meeting, attendee, member


def _check_code_only(sent: CheckInRequest, by: Viewer) -> None:
    """Without a passkey the visit is all that says who it is, so it must be now; who has one uses it."""
    if sent.kept:
        raise CheckInRefused(CheckInRefusal.KEPT_CODE_ONLY)
    if Passkey.objects.filter(authenticator__user=by.account).exists():
        raise CheckInRefused(CheckInRefusal.HAS_PASSKEY)


def _refused(  # noqa: PLR0917
    refusal: NotProven,
    sent: CheckInRequest,
    by: Viewer,
    meeting: Meeting,
    member: Member,
    shown: VenueCode,
    at: datetime,
) -> CheckInRefused:
    """What the member is told; a counter that went back is told to the owner, and a person looks at it."""
    log.warning("a check-in was refused", extra={"facts": {"reason": refusal.reason, "account": by.account.pk}})
    if refusal.reason is not AssertionFault.COUNTER:
        return CheckInRefused(CheckInRefusal.PASSKEY)
    passkeys.warn(passkeys.find(sent.assertion, by.account), at=at)
    doubts.of_counter(meeting=meeting, member=member, shown_at=shown.since, at=at)
    return CheckInRefused(CheckInRefusal.COUNTER)


@transaction.atomic
def _keep(  # noqa: PLR0913
    sent: CheckInRequest, seen: VerifiedPasskey | None, shown: VenueCode, meeting: Meeting, attendee: Attendee | None,
    member: Member, *,
    scheme: Scheme, by: Viewer, at: datetime,
) -> CheckInResult | None:  # fmt: skip
    """Writes it down. None where the passkey was used meanwhile, so that all must be looked at again."""
    if attendee is not None:  # First of all, as when many are written together: nobody waits for each other.
        Attendee.objects.select_for_update().get(pk=attendee.pk)
    if seen is not None and not passkeys.move_on(seen.passkey, seen.used, at=at):
        return None
    if attendee is not None and attendee.counted_id is not None and (enough := _enough(attendee, sent, by)):
        return _again(enough, meeting)
    assurance = Assurance.CODE_ONLY if seen is None else Assurance.PASSKEY_CODE
    claim = Claim(member, None, assurance, shown.since, idempotency_key_of(sent))
    proven = attendance.prove_within(meeting=meeting, claim=claim, scheme=scheme, by=by, at=at)
    if not proven.new:
        if CheckIn.objects.get(proof=proven.proof).digest != digest_of(sent):
            raise CheckInRefused(CheckInRefusal.PASSKEY)
        return _again(proven.proof, meeting)
    note(sent, seen, shown, proven.proof, at).save()
    if sent.kept and at - shown.since > VERY_LATE:
        doubts.of_late(proof=proven.proof, meeting=meeting, member=member, at=at)
    if meeting.ended_at is not None:
        doubts.look(meeting=meeting, at=at)  # What closing looked at has become more.
    return CheckInResult(proven.proof, meeting, new=True, stands=True, agrees=proven.conflict is None)


def _enough(attendee: Attendee, sent: CheckInRequest, by: Viewer) -> Proof | None:
    """The proof that counts, where so many were sent already that one more says nothing."""
    mine = Proof.objects.filter(attendee=attendee, check_in__isnull=False, undone_by=None)
    if mine.count() < _MOST or _known(sent, by) is not None:
        return None
    return attendee.counted


def _known(sent: CheckInRequest, by: Viewer) -> Proof | None:
    """The proof that this very check-in has become, if it has."""
    idempotency_key = f"{by.account.pk}:{idempotency_key_of(sent)}"
    return Proof.objects.filter(idempotency_key=idempotency_key, check_in__digest=digest_of(sent)).first()


def _again(proof: Proof, meeting: Meeting) -> CheckInResult:
    """What is said of a check-in that was taken before."""
    stands = not Proof.objects.filter(undoes=proof).exists()
    agrees = not proof.attendee.conflicts.filter(state="open").exists()
    return CheckInResult(proof, meeting, new=False, stands=stands, agrees=agrees)
