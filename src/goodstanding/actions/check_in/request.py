"""What a check-in is made of: what a phone sends, what becomes of it, and what is written down."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from goodstanding.access import code_keys
from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in import refusals
from goodstanding.actions.check_in.refusals import CheckInRefused
from goodstanding.actions.sign_in import passkeys
from goodstanding.models import CheckIn, Meeting, Passkey, Proof
from goodstanding.proofs import passkey_assertion as rules
from goodstanding.proofs import venue_code
from goodstanding.proofs.passkey_assertion import Used, text
from goodstanding.proofs.venue_code import NotShown, VenueCode


@dataclass(frozen=True)
class CheckInRequest:
    """What a phone sends. assertion: none for "code only". kept: it had no signal, and delivers later.

    nonce: the phone's own random number. browser: the browser's, to be kept as a digest for this meeting only.
    """

    code: str
    nonce: bytes
    assertion: Any = None
    kept: bool = False
    browser: str = ""


@dataclass(frozen=True)
class CheckInResult:
    """What became of it: the proof, its meeting, and whether it is new, stands, and agrees with what else is known."""

    proof: Proof
    meeting: Meeting
    new: bool
    stands: bool
    agrees: bool


class State(StrEnum):
    """What a member reads."""

    PRESENT = "present"
    LATE = "late"
    DISAGREES = "disagrees"
    TAKEN_BACK = "taken_back"


def state_of(taken: CheckInResult) -> State:
    """What a member reads of it."""
    if not taken.stands:
        return State.TAKEN_BACK
    if not taken.agrees:
        return State.DISAGREES
    return State.LATE if taken.proof.verdict == Proof.Verdict.LATE else State.PRESENT


@dataclass(frozen=True)
class VerifiedPasskey:
    """A passkey that answered rightly."""

    passkey: Passkey
    used: Used


@dataclass(frozen=True)
class RelyingParty:
    """The site that passkeys are bound to: its exact origin and its host."""

    origin: str
    rp_id: str


def shown_to(sent: CheckInRequest, at: datetime) -> VenueCode:
    """When and at which meeting the code was shown. Raises NotTaken for one that is not good, or not any more."""
    try:
        shown = venue_code.read(sent.code, code_keys.ours())
        if not 16 <= len(sent.nonce) <= 64:
            raise NotShown(venue_code.CodeDoubt.SHAPE)
        check = venue_code.check_late if sent.kept and sent.assertion is not None else venue_code.check_now
        check(shown, meeting=shown.meeting, at=at)
    except NotShown as refusal:
        raise CheckInRefused(refusals.why(refusal, kept=sent.kept and sent.assertion is not None)) from refusal
    return shown


def verified(sent: CheckInRequest, passkey: Passkey, by: Viewer, place: RelyingParty) -> VerifiedPasskey:
    """That the passkey signed this code for this member. Raises NotProven."""
    challenge = venue_code.challenge(sent.code, member=passkeys.handle_of(by.account), nonce=sent.nonce)
    credential = passkeys.credential_of(passkey)
    used = rules.verify(
        sent.assertion, challenge=challenge, origin=place.origin, rp_id=place.rp_id, credential=credential
    )
    return VerifiedPasskey(passkey, used)


def note(sent: CheckInRequest, seen: VerifiedPasskey | None, shown: VenueCode, proof: Proof, at: datetime) -> CheckIn:
    """What came with a proof, to be written."""
    return CheckIn(
        proof=proof,
        digest=digest_of(sent),
        passkey=hashlib.sha256(seen.passkey.credential_id.encode()).hexdigest() if seen else "",
        can_be_backed_up=seen.passkey.can_be_backed_up if seen else None,
        is_backed_up=seen.used.is_backed_up if seen else None,
        browser=code_keys.browser_at(shown.meeting, sent.browser),
        waited_ms=max(0, (at - shown.since) // timedelta(milliseconds=1)),
        kept=sent.kept,
    )


def idempotency_key_of(sent: CheckInRequest) -> str:
    """One code with one number of the phone is one check-in."""
    return "in:" + text(hashlib.sha256(sent.code.encode() + b"\0" + sent.nonce).digest())


def digest_of(sent: CheckInRequest) -> str:
    """Stands for everything that was sent."""
    said = json.dumps(sent.assertion, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{sent.code}\0{text(sent.nonce)}\0{said}".encode()).hexdigest()
