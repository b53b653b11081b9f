"""What becomes of a check-in: decided over loaded rows, without any I/O, alike for one and for many at once.

The reasons for a refusal are looked for in one order, which is the order of the code below: the member, the code, the
meeting, the passkey, what the member has sent before, and what holds for every claim (`attendance/claims`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.actions.attendance import claims
from goodstanding.actions.attendance.claims import Assurance, Claim, KnownProof
from goodstanding.actions.check_in import refusals
from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import (
    Arrival,
    CheckInRequest,
    CheckInResult,
    CheckInRows,
    EarlierProof,
    RelyingParty,
)
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import passkeys
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting, Member, Passkey, Proof
from goodstanding.proofs import passkey_assertion, venue_code
from goodstanding.proofs.passkey_assertion import AssertionFault, NotProven, Used
from goodstanding.proofs.signed_bytes import Key
from goodstanding.proofs.venue_code import NotShown, VenueCode
from goodstanding.queries.sign_in.handles import handle_of

#: A person looks at what is delivered later than this.
VERY_LATE = timedelta(hours=72)
#: How many check-ins of one member at one meeting are written; the first counts, the others are evidence.
MOST_CHECK_INS = 4
_NONCE = range(16, 65)


@dataclass(frozen=True)
class VerifiedPasskey:
    """A passkey whose signature is good, and what it says."""

    passkey: Passkey
    used: Used


@dataclass(frozen=True)
class CounterAlarm:
    """A passkey's counter went back: its owner is warned, and a person looks into it."""

    passkey: Passkey
    meeting: Meeting
    member: Member
    shown_at: datetime


@dataclass(frozen=True)
class Refused:
    """The check-in is refused. fault: of its assertion, if that is why; alarm: what else follows."""

    error: ActionRefused
    fault: AssertionFault | None = None
    alarm: CounterAlarm | None = None


@dataclass(frozen=True)
class Repeated:
    """The check-in says nothing new; it is answered as before. verified: the passkey, if it was used anew."""

    result: CheckInResult
    verified: VerifiedPasskey | None


@dataclass(frozen=True)
class Accepted:
    """The check-in becomes a proof with this verdict. rows: over which this was decided."""

    arrival: Arrival
    shown: VenueCode
    claim: Claim
    verdict: Proof.Verdict
    verified: VerifiedPasskey | None
    meeting: Meeting
    rows: CheckInRows

    @property
    def is_very_late(self) -> bool:
        """Whether a person looks at it because it was delivered so late."""
        return self.arrival.request.offline and self.arrival.at - self.shown.since > VERY_LATE

    @property
    def is_usual(self) -> bool:
        """Whether it is the first proof about a member on the list of an open meeting: nothing else follows from it."""
        attendee = self.rows.attendee
        is_listed = attendee is not None and attendee.role != Attendee.Role.OFF
        is_open = self.meeting.state == Meeting.State.OPEN and self.meeting.ended_at is None
        return is_listed and is_open and not self.rows.earlier and not self.is_very_late


Decision = Refused | Repeated | Accepted


@dataclass(frozen=True)
class _Case:
    """A check-in of a member whose code is good."""

    arrival: Arrival
    rows: CheckInRows
    meeting: Meeting
    member: Member
    shown: VenueCode


def decide(arrival: Arrival, rows: CheckInRows, *, site: RelyingParty, keys: Sequence[Key], scheme: Scheme) -> Decision:
    """Decides what becomes of a check-in. keys: those that codes of venues are signed with."""
    case = _case(arrival, rows, keys)
    if isinstance(case, CheckInRefusal):
        return _refused(case)
    if arrival.request.assertion is None:
        why = _refusal_without_signature(arrival.request, rows)
        return _claimed(case, None, scheme) if why is None else _refused(why)
    try:
        verified = _verified(case, site)
    except NotProven as refusal:
        return _not_proven(case, refusal.reason)
    return _claimed(case, verified, scheme)


def _case(arrival: Arrival, rows: CheckInRows, keys: Sequence[Key]) -> _Case | CheckInRefusal:
    """The check-in of a member, whose code was shown at a meeting before it ended."""
    if rows.member is None:
        return CheckInRefusal.NO_MEMBER
    shown = _code(arrival.request, arrival.at, keys)
    if isinstance(shown, CheckInRefusal):
        return shown
    if rows.meeting is None:
        return CheckInRefusal.WRONG_CODE
    assert rows.meeting.key == shown.meeting, "the rows are of the code's meeting"
    if rows.meeting.ended_at is not None and shown.since > rows.meeting.ended_at:
        return CheckInRefusal.ENDED
    return _Case(arrival, rows, rows.meeting, rows.member, shown)


def _code(request: CheckInRequest, at: datetime, keys: Sequence[Key]) -> VenueCode | CheckInRefusal:
    """When and at which meeting the code was shown, if it is good now."""
    is_late = request.offline and request.assertion is not None
    try:
        shown = venue_code.read(request.code, keys)
        if len(request.nonce) not in _NONCE:
            return CheckInRefusal.WRONG_CODE
        check = venue_code.check_late if is_late else venue_code.check_now
        check(shown, meeting=shown.meeting, at=at)
    except NotShown as refusal:
        return refusals.why(refusal, offline=is_late)
    return shown


def _refusal_without_signature(request: CheckInRequest, rows: CheckInRows) -> CheckInRefusal | None:
    """Without a passkey only the visit says who it is, so it must be now; a member who has a passkey uses it."""
    if request.offline:
        return CheckInRefusal.KEPT_CODE_ONLY
    return CheckInRefusal.HAS_PASSKEY if rows.has_passkey else None


def _verified(case: _Case, site: RelyingParty) -> VerifiedPasskey:
    """The passkey, where it signed this code for this member. Raises NotProven."""
    request, account = case.arrival.request, case.arrival.by.account
    passkey_assertion.read(request.assertion)
    passkey = passkeys.usable(case.rows.passkey, account)
    challenge = venue_code.challenge(request.code, member=handle_of(account), nonce=request.nonce)
    credential = passkeys.credential_of(passkey)
    used = passkey_assertion.verify(
        request.assertion, challenge=challenge, origin=site.origin, rp_id=site.rp_id, credential=credential
    )
    return VerifiedPasskey(passkey, used)


def _not_proven(case: _Case, fault: AssertionFault) -> Refused | Repeated:
    """A counter that did not grow may only mean that the same check-in was sent again."""
    if fault is not AssertionFault.COUNTER:
        return Refused(CheckInRefused(CheckInRefusal.PASSKEY), fault)
    if (same := _same(case)) is not None:
        return _repeated(same, case, None)
    assert case.rows.passkey is not None, "only a passkey has a counter"
    alarm = CounterAlarm(case.rows.passkey, case.meeting, case.member, case.shown.since)
    return Refused(CheckInRefused(CheckInRefusal.COUNTER), fault, alarm)


def _claimed(case: _Case, verified: VerifiedPasskey | None, scheme: Scheme) -> Decision:
    """What becomes of it as a claim like any other, once code and passkey are good."""
    if (counted := _enough(case)) is not None:
        return _repeated(counted, case, verified, before=counted.proof)
    arrival, rows, shown = case.arrival, case.rows, case.shown
    assurance = Assurance.CODE_ONLY if verified is None else Assurance.PASSKEY_CODE
    claim = Claim(case.member, None, assurance, shown.since, arrival.request.idempotency_key)
    known = rows.under(arrival.idempotency_key)
    decided = claims.decide(
        claim, meeting=case.meeting, attendee=rows.attendee, known=known.proof if known else None, scheme=scheme,
        at=arrival.at,
    )  # fmt: skip
    if isinstance(decided, ActionRefused):
        return Refused(decided)
    if isinstance(decided, KnownProof):
        return _repeated(same, case, verified) if (same := _same(case)) else _refused(CheckInRefusal.PASSKEY)
    return Accepted(arrival, shown, claim, decided.verdict, verified, case.meeting, rows)


def _enough(case: _Case) -> EarlierProof | None:
    """The proof that counts, where so many check-ins are written already that one more says nothing."""
    attendee, earlier = case.rows.attendee, case.rows.earlier
    if attendee is None or attendee.counted_id is None or _same(case) is not None:
        return None
    about = [known for known in earlier if known.proof.attendee_id == attendee.pk]
    if sum(known.digest is not None and not known.is_undone for known in about) < MOST_CHECK_INS:
        return None
    return next(known for known in about if known.proof.pk == attendee.counted_id)


def _same(case: _Case) -> EarlierProof | None:
    """The proof that this very check-in has become, if it has."""
    known = case.rows.under(case.arrival.idempotency_key)
    return known if known is not None and known.digest == case.arrival.request.digest else None


def _repeated(
    earlier: EarlierProof, case: _Case, verified: VerifiedPasskey | None, before: Proof | None = None
) -> Repeated:
    agrees = earlier.proof.attendee_id not in case.rows.open_cases
    stands = not earlier.is_undone
    before = before or case.rows.came_before(earlier.proof)
    result = CheckInResult(earlier.proof, case.meeting, new=False, stands=stands, agrees=agrees, before=before)
    return Repeated(result, verified)


def _refused(why: CheckInRefusal) -> Refused:
    return Refused(CheckInRefused(why))
