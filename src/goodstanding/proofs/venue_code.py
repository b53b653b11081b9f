"""The code on a venue's screen: it proves that a person saw the screen of one meeting within one short window of time.

A code is made here for each window and signed, so that nobody can make the next one; the page that shows it holds no
key. It is worth nothing by itself: a check-in is an assertion of the member's own passkey whose challenge is made of
the code, the meeting and the member, so it cannot be used for another of them. The phone makes that challenge itself,
which lets it check in where there is no signal: the answer then proves "not before this code was shown".
"""

import hashlib
import hmac
import re
import struct
from base64 import b32encode, urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from goodstanding.proofs.signed_bytes import Key, bytes_of, digest_of, tag, text

#: How long a code is shown, and how much longer it is accepted, for a phone that is just being raised. Together they
#: are its whole life.
WINDOW = timedelta(seconds=10)
MARGIN = timedelta(seconds=5)
LIFE = WINDOW + MARGIN
#: How long a phone may keep a check-in that it could not deliver.
DELIVERY = timedelta(days=8)

_VERSION = 1
_HEAD = struct.Struct(">B4s16sI")
_SHAPE = re.compile(r"[A-Za-z0-9_-]{55}")
_SHORT = 8
_ROLE = b"goodstanding venue code 1"
_CHALLENGE = b"goodstanding check-in 1\0"
_MOST_NONCE = 64


class CodeDoubt(StrEnum):
    """Why a code is refused."""

    SHAPE = "shape"
    KEY = "key"
    MAC = "mac"
    MEETING = "meeting"
    EARLY = "early"
    OLD = "old"


class NotShown(Exception):
    """This code was not on that screen, or not at that time; doubt: which of these."""

    def __init__(self, doubt: CodeDoubt) -> None:
        self.doubt = doubt
        super().__init__(doubt.value)


@dataclass(frozen=True)
class VenueCode:
    """What a good code says: at which meeting, and from when on it was shown."""

    meeting: str
    since: datetime

    @property
    def until(self) -> datetime:
        """When its window ended; it is taken for a margin longer."""
        return self.since + WINDOW


def keys(secrets: Sequence[str], role: bytes = _ROLE) -> tuple[Key, ...]:
    """The keys that follow from an installation's secrets, the newest first; for each role others."""
    found = []
    for secret in secrets:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=role).derive(secret.encode())
        found.append(Key(hashlib.sha256(derived).digest()[:4], derived))
    return tuple(found)


def code(meeting: str, at: datetime, using: Sequence[Key]) -> str:
    """The code of a meeting for the window that a moment lies in: 55 letters for an address.

    meeting: its key, as models/public_id.py makes them.
    """
    newest = using[0]
    head = _HEAD.pack(_VERSION, newest.number, bytes_of(meeting), _window(at))
    return text(head + tag(newest, head))


def short_code(meeting: str, at: datetime, using: Sequence[Key]) -> str:
    """The same in eight letters, for the host to read out where a camera fails. Never on the screen."""
    head = b"short\0" + _HEAD.pack(_VERSION, using[0].number, bytes_of(meeting), _window(at))
    return b32encode(hmac.digest(using[0].secret, head, "sha256"))[:_SHORT].decode()


def is_short_code(typed: str, meeting: str, at: datetime, using: Sequence[Key]) -> bool:
    """Whether that is the meeting's short code of now or of the window before, which is still being typed."""
    cleaned = re.sub(r"[\s-]", "", typed).upper().encode("utf-8", "replace")
    good = [short_code(meeting, moment, using) for moment in (at, at - WINDOW, at - 2 * WINDOW)]
    return any(hmac.compare_digest(cleaned, code.encode()) for code in good)


def read(sent: str, using: Sequence[Key]) -> VenueCode:
    """What a code says, whenever that was. Raises NotShown where none of the keys has signed it."""
    if not isinstance(sent, str) or not _SHAPE.fullmatch(sent):
        raise NotShown(CodeDoubt.SHAPE)
    raw = urlsafe_b64decode(sent + "=")
    if text(raw) != sent:  # Bits that base64 leaves over would give one code two names.
        raise NotShown(CodeDoubt.SHAPE)
    head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
    version, number, meeting, window = _HEAD.unpack(head)
    if version != _VERSION:
        raise NotShown(CodeDoubt.SHAPE)
    key = next((key for key in using if key.number == number), None)
    if key is None:
        raise NotShown(CodeDoubt.KEY)
    if not hmac.compare_digest(mac, tag(key, head)):
        raise NotShown(CodeDoubt.MAC)
    return VenueCode(text(meeting), datetime.fromtimestamp(window * _seconds(WINDOW), UTC))


def check_now(shown: VenueCode, *, meeting: str, at: datetime) -> None:
    """Checks that a code of this meeting is on the screen now, or was a moment ago. Raises NotShown."""
    check_meeting(shown, meeting=meeting, at=at)
    if at > shown.since + LIFE:
        raise NotShown(CodeDoubt.OLD)


def check_late(shown: VenueCode, *, meeting: str, at: datetime) -> None:
    """Checks that a code of this meeting is not too old for a phone that had no signal. Raises NotShown."""
    check_meeting(shown, meeting=meeting, at=at)
    if at > shown.since + DELIVERY:
        raise NotShown(CodeDoubt.OLD)


def check_meeting(shown: VenueCode, *, meeting: str, at: datetime) -> None:
    """Checks that a code is of this meeting and not of a time to come. Raises NotShown."""
    if shown.meeting != meeting:
        raise NotShown(CodeDoubt.MEETING)
    if shown.since > at:
        raise NotShown(CodeDoubt.EARLY)


def challenge(sent: str, *, member: bytes, nonce: bytes) -> bytes:
    """What the member's passkey signs: 32 bytes that stand for this code, this member and the phone's own number.

    The meeting is in the code. member: the account's handle, as passkeys know it. nonce: 16 to 64 bytes of the phone's.
    Raises NotShown where the number has another length.
    """
    if not 16 <= len(nonce) <= _MOST_NONCE:
        raise NotShown(CodeDoubt.SHAPE)
    return digest_of(_CHALLENGE, sent.encode(), member, nonce)


def _window(at: datetime) -> int:
    return int(at.timestamp()) // _seconds(WINDOW)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
