"""The ticket of an offline roll: it says, signed by the server, who took which roll along, and when.

It opens nothing by itself. It lets the server know by its own clock how old a mark can be, whatever the phone's says.
"""

import hmac
import re
import struct
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from goodstanding.proofs.signed_bytes import TAG, Key, bytes_of, tag, text
from goodstanding.proofs.venue_code import DELIVERY

ROLE = b"goodstanding roll ticket 1"
#: How long a roll stays on a phone, and its marks are taken.
LIFE = DELIVERY
_VERSION = 1
#: version, the key's number, the meeting's key, the account's number, seconds since 1970
_HEAD = struct.Struct(">B4s16sQI")
_LETTERS = -(-(_HEAD.size + TAG) * 8 // 6)
_SHAPE = re.compile(rf"[A-Za-z0-9_-]{{{_LETTERS}}}")


class InvalidTicket(Exception):
    """The ticket is not signed here, or is of another account or another meeting."""


@dataclass(frozen=True)
class RollTicket:
    """When a roll was taken along."""

    at: datetime

    def is_over(self, at: datetime) -> bool:
        """Whether it is too old by now."""
        return at > self.at + LIFE


def sign(*, meeting: str, account: int, at: datetime, using: Sequence[Key]) -> str:
    """The ticket that goes with a roll, signed with the newest key."""
    head = _HEAD.pack(_VERSION, using[0].number, bytes_of(meeting), account, int(at.timestamp()))
    return text(head + tag(using[0], head))


def read(sent: object, *, meeting: str, account: int, using: Sequence[Key]) -> RollTicket:
    """When this account took this meeting's roll along. Raises InvalidTicket."""
    if not isinstance(sent, str) or not _SHAPE.fullmatch(sent):
        raise InvalidTicket
    raw = urlsafe_b64decode(sent + "=" * (-len(sent) % 4))
    if text(raw) != sent:  # Another way of writing the same bytes.
        raise InvalidTicket
    head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
    version, number, of_meeting, of_account, seconds = _HEAD.unpack(head)
    key = next((key for key in using if key.number == number), None)
    if key is None or not hmac.compare_digest(mac, tag(key, head)):
        raise InvalidTicket
    if (version, of_meeting, of_account) != (_VERSION, bytes_of(meeting), account):
        raise InvalidTicket
    return RollTicket(datetime.fromtimestamp(seconds, UTC))
