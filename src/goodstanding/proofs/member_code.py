"""A member's own code: it proves that the server made it for one member at one meeting, at a moment of its own clock.

The member's phone shows it and the host scans it, so a person sees another while it happens. Before it is made, the
member's passkey signs a challenge of the meeting, the member and a number that the server made for this once; a
member without a passkey gets a code as well, which says so. A code opens nothing: only the host can use it.
"""

import hashlib
import hmac
import re
import struct
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from goodstanding.proofs.signed_bytes import Key, bytes_of, digest_of, tag, text
from goodstanding.proofs.venue_code import DELIVERY, CodeDoubt, NotShown

ROLE = b"goodstanding member code 1"
#: How long a code can be scanned where there is signal.
LIFE = timedelta(minutes=2)
#: By how much the clocks of two servers may differ.
_APART = timedelta(seconds=5)
_HEAD = struct.Struct(">B4s16s16sI")
_LETTERS = 76
_SHAPE = re.compile(rf"[A-Za-z0-9_-]{{{_LETTERS}}}")
_CHALLENGE = b"goodstanding show my code 1\0"
_NONCE = 16


class SignedMemberCode(Enum):
    """With what a code was made; its number is the code's first byte, and so also the version of its form."""

    WITH_PASSKEY = 1
    BY_VISIT = 2


@dataclass(frozen=True)
class MemberCode:
    """What a good code says. meeting, member: their keys."""

    meeting: str
    member: str
    made_at: datetime
    made: SignedMemberCode


def code(meeting: str, member: str, made: SignedMemberCode, at: datetime, using: Sequence[Key]) -> str:
    """A code of a member at a meeting, made at a moment: 76 letters."""
    newest = using[0]
    head = _HEAD.pack(made.value, newest.number, bytes_of(meeting), bytes_of(member), int(at.timestamp()))
    return text(head + tag(newest, head))


def read(sent: object, using: Sequence[Key]) -> MemberCode:
    """What a code says, whenever it was made. Raises NotShown where none of the keys has signed it."""
    if not isinstance(sent, str) or not _SHAPE.fullmatch(sent):
        raise NotShown(CodeDoubt.SHAPE)
    raw = urlsafe_b64decode(sent)
    head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
    made, number, meeting, member, seconds = _HEAD.unpack(head)
    if made not in {way.value for way in SignedMemberCode}:
        raise NotShown(CodeDoubt.SHAPE)
    key = next((key for key in using if key.number == number), None)
    if key is None:
        raise NotShown(CodeDoubt.KEY)
    if not hmac.compare_digest(mac, tag(key, head)):
        raise NotShown(CodeDoubt.MAC)
    return MemberCode(text(meeting), text(member), datetime.fromtimestamp(seconds, UTC), SignedMemberCode(made))


def check(made_code: MemberCode, *, meeting: str, at: datetime, offline: bool) -> None:
    """Checks that a code is of this meeting and young enough. Raises NotShown. offline: it was scanned so."""
    if made_code.meeting != meeting:
        raise NotShown(CodeDoubt.MEETING)
    if made_code.made_at > at + _APART:
        raise NotShown(CodeDoubt.EARLY)
    if at > made_code.made_at + (DELIVERY if offline else LIFE):
        raise NotShown(CodeDoubt.OLD)


def digest(sent: str) -> str:
    """What a code is known by once it was used."""
    return text(hashlib.sha256(sent.encode()).digest())


def challenge(meeting: str, *, member: bytes, nonce: bytes) -> bytes:
    """What the member's passkey signs: 32 bytes that stand for this meeting, this member and the server's number.

    member: the account's handle, as passkeys know it. Raises NotShown where the number has another length.
    """
    if len(nonce) != _NONCE:
        raise NotShown(CodeDoubt.SHAPE)
    return digest_of(_CHALLENGE, meeting.encode(), member, nonce)
