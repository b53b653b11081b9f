"""A member's own code: made once their passkey has signed, and taken when the host scans it.

The host sees the person; that is what counts, so such a proof is the host's word. The time is the
server's, which stands in the code.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from goodstanding.access import code_keys, meeting_hosts
from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import attendance
from goodstanding.actions.attendance.attendance import Proven
from goodstanding.actions.attendance.claims import Assurance, Claim, Verdict
from goodstanding.actions.check_in import member_code_refusals
from goodstanding.actions.check_in.member_code_refusals import MemberCodeRefusal, MemberCodeRefused
from goodstanding.actions.sign_in import challenges, passkeys
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Attendee, Challenge, Meeting, Passkey, Proof
from goodstanding.proofs import member_code
from goodstanding.proofs.member_code import MemberCode, SignedMemberCode
from goodstanding.proofs.passkey_assertion import NotProven
from goodstanding.proofs.venue_code import NotShown
from goodstanding.queries.attendance.clock import verdict_by_clock
from goodstanding.queries.attendance.open_cases import open_case
from goodstanding.queries.sign_in.handles import handle_of

_NONCE = 16
_ONCE = {SignedMemberCode.WITH_PASSKEY: "shown", SignedMemberCode.BY_VISIT: "visit"}


@dataclass(frozen=True)
class CodeRequest:
    """What the member's passkey is asked to sign, and the number that the challenge is made of."""

    nonce: bytes
    challenge: bytes


@dataclass(frozen=True)
class Scanned:
    """What became of a code: the proof, and whether the member showed the code with their passkey."""

    proven: Proven
    with_passkey: bool


def ask(*, meeting: Meeting, by: Viewer, at: datetime) -> CodeRequest:
    """A challenge for the member's passkey, good once, of this meeting, this member and a number made for it."""
    _own_row(meeting, by)
    nonce = secrets.token_bytes(_NONCE)
    challenge = member_code.challenge(meeting.key, member=handle_of(by.account), nonce=nonce)
    challenges.keep(challenge=challenge, purpose=Challenge.Purpose.SHOW_CODE, account=by.account, at=at)
    return CodeRequest(nonce, challenge)


def show(*, meeting: Meeting, nonce: bytes, assertion: Any, by: Viewer, origin: str, rp_id: str, at: datetime) -> str:
    """The code to show, once the passkey has signed what it was asked. assertion: none for a member without one.

    Raises MemberCodeRefused, which says what to do.
    """
    attendee = _own_row(meeting, by)
    if assertion is None:
        if Passkey.objects.filter(authenticator__user=by.account).exists():
            raise MemberCodeRefused(MemberCodeRefusal.HAS_PASSKEY)
        return member_code.code(meeting.key, attendee.member.key, SignedMemberCode.BY_VISIT, at, code_keys.of_members())
    purpose, account = Challenge.Purpose.SHOW_CODE, by.account
    try:
        challenge = member_code.challenge(meeting.key, member=handle_of(account), nonce=nonce)
        passkeys.use(
            assertion, challenge=challenge, purpose=purpose, account=account, origin=origin, rp_id=rp_id, at=at
        )
    except (NotProven, NotShown) as refusal:
        raise MemberCodeRefused(MemberCodeRefusal.PASSKEY) from refusal
    return member_code.code(meeting.key, attendee.member.key, SignedMemberCode.WITH_PASSKEY, at, code_keys.of_members())


@transaction.atomic
def scan(*, code: object, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime, offline: bool = False) -> Scanned:
    """The host scans a member's code: they are there since it was made. A code is used once, by whichever host.

    offline: it was scanned without signal and is delivered now. Raises Denied for a viewer who holds no meetings there,
    MemberCodeRefused with what to do, and ActionRefused as `attendance.prove` does.
    """
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    try:
        shown = member_code.read(code, code_keys.of_members())
        member_code.check(shown, meeting=meeting.key, at=at, offline=offline)
    except NotShown as refusal:
        raise MemberCodeRefused(member_code_refusals.why(refusal, offline=offline)) from refusal
    listed = Attendee.objects.select_for_update(of=("self",)).select_related("member")
    attendee = listed.filter(meeting=meeting, member__key=shown.member).first()
    if attendee is None:
        raise MemberCodeRefused(MemberCodeRefusal.STRANGER)
    if not offline and _shut_since(attendee, shown):
        raise MemberCodeRefused(MemberCodeRefusal.OLD)
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)  # As it is now that the row is held.
    idempotency_key = f"{_ONCE[shown.made]}:{member_code.digest(str(code))}"
    with_passkey = shown.made is SignedMemberCode.WITH_PASSKEY
    if (known := _known(attendee, idempotency_key)) is not None:
        if not offline and hasattr(known, "undone_by"):
            raise MemberCodeRefused(MemberCodeRefusal.USED)
        return Scanned(Proven(known, attendee, new=False, conflict=open_case(attendee)), with_passkey)
    _refuse_closed(meeting, shown, offline=offline)
    verdict = verdict_by_clock(meeting, shown.made_at, scheme)
    _take_back_own_marks(attendee, meeting, verdict, scheme, by=by, at=at)
    claim = Claim(attendee.member, verdict, Assurance.HOST, shown.made_at, idempotency_key)
    proven = attendance.prove(meeting=meeting, claim=claim, scheme=scheme, by=by, at=at)
    return Scanned(proven, with_passkey)


def own_proof_of(code: object, among: QuerySet[Proof]) -> Proof | None:
    """The proof that a code has become, among these."""
    if not isinstance(code, str):
        return None
    found = among.filter(idempotency_key__endswith=f":{member_code.digest(code)}", undoes=None)
    return next((proof for proof in found if proof.scanned), None)


def _own_row(meeting: Meeting, by: Viewer) -> Attendee:
    if meeting.state != Meeting.State.OPEN:
        raise MemberCodeRefused(MemberCodeRefusal.NOT_OPEN)
    mine = Attendee.objects.select_related("member").filter(meeting=meeting, member=by.member_id)
    attendee = mine.exclude(role=Attendee.Role.OFF).first() if by.member_id else None
    if attendee is None:
        raise MemberCodeRefused(MemberCodeRefusal.NOT_LISTED)
    return attendee


def _shut_since(attendee: Attendee, shown: MemberCode) -> bool:
    """Whether every way in was taken away after the code was made: the visit that showed it may have been another's."""
    account = Account.objects.filter(member=attendee.member).only("shut_at").first()
    return account is not None and account.shut_at is not None and shown.made_at <= account.shut_at


def _known(attendee: Attendee, idempotency_key: str) -> Proof | None:
    """What this code has become already; or another code of theirs that stands, which says all that one more could."""
    proofs = list(Proof.objects.filter(attendee=attendee, undoes=None).select_related("undone_by"))
    same = next((proof for proof in proofs if proof.idempotency_key.endswith(f":{idempotency_key}")), None)
    return same or next((proof for proof in proofs if proof.scanned and not hasattr(proof, "undone_by")), None)


def _refuse_closed(meeting: Meeting, shown: MemberCode, *, offline: bool) -> None:
    """On-line the door must be open now; what was scanned without signal must have been made while it was."""
    is_open = meeting.state == Meeting.State.OPEN
    ended_at = meeting.ended_at if offline and meeting.state == Meeting.State.CLOSED else None
    was_open = ended_at is not None and shown.made_at <= ended_at
    if meeting.opened_at is None or not (is_open or was_open):
        raise MemberCodeRefused(MemberCodeRefusal.CLOSED)


def _take_back_own_marks(
    attendee: Attendee, meeting: Meeting, verdict: Proof.Verdict, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:
    """Takes back what the host had marked otherwise by hand; `present` stays, because a later code agrees with it."""
    if meeting.state != Meeting.State.OPEN:
        return
    mine = Proof.objects.filter(attendee=attendee, assurance=Assurance.HOST, by=by.account, undone_by=None, undoes=None)
    for proof in mine.exclude(verdict__in=(verdict, Verdict.PRESENT)):
        reason = gettext("Scanned afterwards by the same person")
        attendance.undo(proof=proof, reason=reason, scheme=scheme, by=by, at=at)
