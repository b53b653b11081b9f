"""What a check-in is made of: what a phone sends, what the database knows about it, and what the member reads."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.models import Attendee, Meeting, Member, Passkey, Proof
from goodstanding.proofs.passkey_assertion import text


@dataclass(frozen=True)
class CheckInRequest:
    """What a phone sends. assertion: none for "code only". offline: it had no signal, and delivers later.

    nonce: the phone's own random number. browser: the browser's; only a digest of it for this meeting is stored.
    """

    code: str
    nonce: bytes
    assertion: Any = None
    offline: bool = False
    browser: str = ""

    @property
    def idempotency_key(self) -> str:
        """The key of this check-in: one code with one number of the phone is one check-in."""
        return "in:" + text(hashlib.sha256(self.code.encode() + b"\0" + self.nonce).digest())

    @property
    def digest(self) -> str:
        """Stands for everything that was sent."""
        assertion = json.dumps(self.assertion, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(f"{self.code}\0{text(self.nonce)}\0{assertion}".encode()).hexdigest()


@dataclass(frozen=True)
class Arrival:
    """A check-in that has come in: what was sent, by which member, and when the server had it."""

    request: CheckInRequest
    by: Viewer
    at: datetime

    @property
    def idempotency_key(self) -> str:
        """The key under which its proof is written."""
        return f"{self.by.account.pk}:{self.request.idempotency_key}"


@dataclass(frozen=True)
class RelyingParty:
    """The site that passkeys are bound to: its exact origin and its host."""

    origin: str
    rp_id: str


@dataclass(frozen=True)
class EarlierProof:
    """A proof that is there already. digest: of the check-in that it came with, none where it came otherwise."""

    proof: Proof
    digest: str | None = None
    is_undone: bool = False


@dataclass(frozen=True)
class CheckInRows:
    """What the database knows about one check-in.

    member: the account's. meeting: the one that the code names. attendee: the member's row there, if there is one.
    passkey: the one that the assertion names, if the account has it. has_passkey: whether the account has any, where
    nothing was signed. earlier: the proofs about the attendee, and the one under the key of this check-in. open_cases:
    the rows (by id) about which a case waits.
    """

    member: Member | None = None
    meeting: Meeting | None = None
    attendee: Attendee | None = None
    passkey: Passkey | None = None
    has_passkey: bool = False
    earlier: Sequence[EarlierProof] = ()
    open_cases: frozenset[int] = frozenset()

    def came_before(self, proof: Proof | None = None) -> Proof | None:
        """The proof that counts and says that the member came, where it is another than this one."""
        counted = self.attendee.counted_id if self.attendee is not None else None
        found = next((earlier.proof for earlier in self.earlier if earlier.proof.pk == counted), None)
        is_other = found is not None and (proof is None or found.pk != proof.pk)
        return found if is_other and found is not None and found.verdict in Proof.CAME else None

    def under(self, key: str) -> EarlierProof | None:
        """The proof under a key."""
        return next((earlier for earlier in self.earlier if earlier.proof.idempotency_key == key), None)


@dataclass(frozen=True)
class CheckInResult:
    """What became of it: the proof, its meeting, and whether it is new, stands, and agrees with the other proofs.

    before: the proof that counted already, where this check-in is a further one.
    """

    proof: Proof
    meeting: Meeting
    new: bool
    stands: bool
    agrees: bool
    before: Proof | None = None


class State(StrEnum):
    """What a member reads."""

    PRESENT = "present"
    LATE = "late"
    DISAGREES = "disagrees"
    TAKEN_BACK = "taken_back"
    ALREADY = "already"


def state_of(result: CheckInResult) -> State:
    """What a member reads of a result."""
    if not result.stands:
        return State.TAKEN_BACK
    if not result.agrees:
        return State.DISAGREES
    if result.before is not None:
        return State.ALREADY
    return State.LATE if result.proof.verdict == Proof.Verdict.LATE else State.PRESENT
