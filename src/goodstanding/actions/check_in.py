"""Checking in: a code of the venue's screen, signed by the member's own passkey, in one request.

The phone makes the challenge itself, of the code, the member and a number of its own; so nothing has to be asked for
first, and it can be done where there is no signal and delivered later. Only the server's clock counts: somebody was
there in the window in which their code was on the screen.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from goodstanding.access import passkeys as rules
from goodstanding.access import venue, venue_keys
from goodstanding.access.passkeys import NotProven, Reason, Used, text
from goodstanding.access.venue import NotShown, Shown
from goodstanding.access.viewer import Viewer
from goodstanding.actions import attendance, check_in_refusals, doubts, passkeys
from goodstanding.actions.attendance import Assurance, Claim
from goodstanding.actions.check_in_refusals import NotTaken, Why
from goodstanding.engine.scheme import Scheme
from goodstanding.models import Attendee, CheckIn, Meeting, Member, Passkey, Proof

log = logging.getLogger(__name__)
#: Later than this, somebody looks at it.
VERY_LATE = timedelta(hours=72)
#: How many check-ins of one person at one meeting are kept; the first counts, the others are evidence.
_MOST = 4
_TRIES = 3


@dataclass(frozen=True)
class Sent:
    """What a phone sends. assertion: none for "code only". kept: it had no signal, and delivers later.

    nonce: the phone's own random number. browser: the browser's, to be kept as a digest for this meeting only.
    """

    code: str
    nonce: bytes
    assertion: Any = None
    kept: bool = False
    browser: str = ""


@dataclass(frozen=True)
class Taken:
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


def state_of(taken: Taken) -> State:
    """What a member reads of it."""
    if not taken.stands:
        return State.TAKEN_BACK
    if not taken.agrees:
        return State.DISAGREES
    return State.LATE if taken.proof.verdict == Proof.Verdict.LATE else State.PRESENT


@dataclass(frozen=True)
class _Seen:
    """A passkey that answered rightly."""

    passkey: Passkey
    used: Used


def check_in(*, sent: Sent, scheme: Scheme, by: Viewer, origin: str, rp_id: str, at: datetime) -> Taken:
    """Takes a check-in. The same one sent again, even many times at once, is taken once and answered the same.

    by: the member, who needs no office for it. Raises NotTaken, which says what to do.
    """
    member = by.account.member
    if member is None:
        raise NotTaken(Why.NO_MEMBER)
    shown, meeting, attendee = _place(sent, member, at)
    seen, replayed = None, None
    for _try in range(_TRIES):
        if sent.assertion is None:
            _check_code_only(sent, by)
        else:
            try:
                seen = _verified(sent, by, origin, rp_id)
            except NotProven as refusal:
                replayed = _known(sent, by) if refusal.reason is Reason.COUNTER else None
                if replayed is None:
                    raise _refused(refusal, sent, by, meeting, member, shown, at) from refusal
                return _again(replayed, meeting)
        taken = _keep(sent, seen, shown, meeting, attendee, member, scheme=scheme, by=by, at=at)
        if taken is not None:
            return taken
    raise NotTaken(Why.BUSY)


def _place(sent: Sent, member: Member, at: datetime) -> tuple[Shown, Meeting, Attendee | None]:
    """When and at which meeting the code was shown, and the member's row there if they are on its list."""
    try:
        shown = venue.read(sent.code, venue_keys.ours())
        if not 16 <= len(sent.nonce) <= 64:
            raise NotShown(venue.Doubt.SHAPE)
        check = venue.check_late if sent.kept and sent.assertion is not None else venue.check_now
        check(shown, meeting=shown.meeting, at=at)
    except NotShown as refusal:
        raise NotTaken(check_in_refusals.why(refusal, kept=sent.kept and sent.assertion is not None)) from refusal
    attendee = Attendee.objects.select_related("meeting").filter(meeting__key=shown.meeting, member=member).first()
    meeting = attendee.meeting if attendee else Meeting.objects.filter(key=shown.meeting).first()
    if meeting is None:
        raise NotTaken(Why.WRONG_CODE)
    if meeting.ended_at is not None and shown.since > meeting.ended_at:
        raise NotTaken(Why.ENDED)
    return shown, meeting, attendee


def _check_code_only(sent: Sent, by: Viewer) -> None:
    """Without a passkey the visit is all that says who it is, so it must be now; who has one uses it."""
    if sent.kept:
        raise NotTaken(Why.KEPT_CODE_ONLY)
    if Passkey.objects.filter(authenticator__user=by.account).exists():
        raise NotTaken(Why.HAS_PASSKEY)


def _verified(sent: Sent, by: Viewer, origin: str, rp_id: str) -> _Seen:
    passkey = passkeys.find(sent.assertion, by.account)
    challenge = venue.challenge(sent.code, member=passkeys.handle_of(by.account), nonce=sent.nonce)
    credential = passkeys.credential_of(passkey)
    used = rules.verify(sent.assertion, challenge=challenge, origin=origin, rp_id=rp_id, credential=credential)
    return _Seen(passkey, used)


def _refused(  # noqa: PLR0917
    refusal: NotProven, sent: Sent, by: Viewer, meeting: Meeting, member: Member, shown: Shown, at: datetime
) -> NotTaken:
    """What the member is told; a counter that went back is told to the owner, and a person looks at it."""
    log.warning("a check-in was refused", extra={"facts": {"reason": refusal.reason, "account": by.account.pk}})
    if refusal.reason is not Reason.COUNTER:
        return NotTaken(Why.PASSKEY)
    passkeys.warn(passkeys.find(sent.assertion, by.account), at=at)
    doubts.of_counter(meeting=meeting, member=member, shown_at=shown.since, at=at)
    return NotTaken(Why.COUNTER)


@transaction.atomic
def _keep(  # noqa: PLR0913
    sent: Sent, seen: _Seen | None, shown: Shown, meeting: Meeting, attendee: Attendee | None, member: Member, *,
    scheme: Scheme, by: Viewer, at: datetime,
) -> Taken | None:  # fmt: skip
    """Writes it down. None where the passkey was used meanwhile, so that all must be looked at again."""
    if seen is not None and not passkeys.move_on(seen.passkey, seen.used, at=at):
        return None
    if attendee is not None and attendee.counted_id is not None and (enough := _enough(attendee, sent, by)):
        return _again(enough, meeting)
    assurance = Assurance.CODE_ONLY if seen is None else Assurance.PASSKEY_CODE
    claim = Claim(member, None, assurance, shown.since, _once(sent))
    proven = attendance.prove(meeting=meeting, claim=claim, scheme=scheme, by=by, at=at)
    if not proven.new:
        if CheckIn.objects.get(proof=proven.proof).digest != _digest(sent):
            raise NotTaken(Why.PASSKEY)
        return _again(proven.proof, meeting)
    _write(sent, seen, shown, meeting, proven.proof, at)
    if sent.kept and at - shown.since > VERY_LATE:
        doubts.of_late(proof=proven.proof, meeting=meeting, member=member, at=at)
    if meeting.ended_at is not None:
        doubts.look(meeting=meeting, at=at)  # What closing looked at has become more.
    return Taken(proven.proof, meeting, new=True, stands=True, agrees=proven.clash is None)


def _write(sent: Sent, seen: _Seen | None, shown: Shown, meeting: Meeting, proof: Proof, at: datetime) -> None:
    CheckIn.objects.create(
        proof=proof,
        digest=_digest(sent),
        passkey=hashlib.sha256(seen.passkey.credential_id.encode()).hexdigest() if seen else "",
        can_be_backed_up=seen.passkey.can_be_backed_up if seen else None,
        is_backed_up=seen.used.is_backed_up if seen else None,
        browser=venue_keys.browser_at(meeting.key, sent.browser),
        waited_ms=max(0, (at - shown.since) // timedelta(milliseconds=1)),
        kept=sent.kept,
    )


def _enough(attendee: Attendee, sent: Sent, by: Viewer) -> Proof | None:
    """The proof that counts, where so many were sent already that one more says nothing."""
    mine = Proof.objects.filter(attendee=attendee, check_in__isnull=False, undone_by=None)
    if mine.count() < _MOST or _known(sent, by) is not None:
        return None
    return attendee.counted


def _known(sent: Sent, by: Viewer) -> Proof | None:
    """The proof that this very check-in has become, if it has."""
    once = f"{by.account.pk}:{_once(sent)}"
    return Proof.objects.filter(once=once, check_in__digest=_digest(sent)).first()


def _again(proof: Proof, meeting: Meeting) -> Taken:
    """What is said of a check-in that was taken before."""
    stands = not Proof.objects.filter(undoes=proof).exists()
    agrees = not proof.attendee.clashes.filter(state="open").exists()
    return Taken(proof, meeting, new=False, stands=stands, agrees=agrees)


def _once(sent: Sent) -> str:
    """One code with one number of the phone is one check-in."""
    return "in:" + text(hashlib.sha256(sent.code.encode() + b"\0" + sent.nonce).digest())


def _digest(sent: Sent) -> str:
    said = json.dumps(sent.assertion, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{sent.code}\0{text(sent.nonce)}\0{said}".encode()).hexdigest()
