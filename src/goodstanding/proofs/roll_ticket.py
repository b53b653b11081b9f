"""What a phone brings along with a kept roll: the server's word about who took which meeting's roll along, and when.

It opens nothing by itself. It lets the server know by its own clock how old a mark can be, whatever the phone's says.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

from goodstanding.proofs.venue_code import DELIVERY

#: How long a roll is kept on a phone, and its marks are taken.
KEPT_FOR = DELIVERY
_SALT = "goodstanding.taken-roll"


class InvalidTicket(Exception):
    """Nobody took this roll along, or somebody else did, or another meeting's."""


@dataclass(frozen=True)
class RollTicket:
    """When a roll was taken along."""

    at: datetime

    def is_over(self, at: datetime) -> bool:
        """Whether it is too old by now."""
        return at > self.at + KEPT_FOR


def sign(*, meeting: str, account: int, at: datetime) -> str:
    """The word that goes with a roll."""
    return signing.dumps([meeting, account, int(at.timestamp())], salt=_SALT)


def read(sent: object, *, meeting: str, account: int) -> RollTicket:
    """When this account took this meeting's roll along. Raises NotTaken."""
    try:
        found = signing.loads(sent, salt=_SALT) if isinstance(sent, str) else None
    except signing.BadSignature as error:
        raise InvalidTicket from error
    if not isinstance(found, list) or found[:2] != [meeting, account]:
        raise InvalidTicket
    return RollTicket(datetime.fromtimestamp(found[2], UTC))
