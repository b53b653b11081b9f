"""Challenges for passkeys: each is answered once, rightly or not, and within minutes."""

import hashlib
import secrets
from datetime import datetime, timedelta

from goodstanding.models import Account, Challenge

GOOD_FOR = timedelta(minutes=5)
_BYTES = 32


def issue(*, purpose: Challenge.Purpose, account: Account | None, at: datetime) -> bytes:
    """A new challenge for a purpose and, where it is known who answers, for an account."""
    challenge = secrets.token_bytes(_BYTES)
    keep(challenge=challenge, purpose=purpose, account=account, at=at)
    return challenge


def keep(*, challenge: bytes, purpose: Challenge.Purpose, account: Account | None, at: datetime) -> None:
    """Lets a challenge be answered once that was made elsewhere, of something that no one could know before."""
    Challenge.objects.create(digest=_digest(challenge), purpose=purpose, account=account, good_until=at + GOOD_FOR)


def take(*, challenge: bytes, purpose: Challenge.Purpose, account: Account | None, at: datetime) -> bool:
    """Uses a challenge up. Gives whether it was good; of many who ask at once, one is told so."""
    waiting = Challenge.objects.filter(digest=_digest(challenge), purpose=purpose, account=account)
    # One DELETE: the database counts what it deleted, and deletes nothing twice.
    return waiting.filter(good_until__gt=at).delete()[0] == 1


def purge(*, at: datetime) -> int:
    """Forgets what no one answered in time. Gives how many that were."""
    return Challenge.objects.filter(good_until__lte=at).delete()[0]


def _digest(challenge: bytes) -> str:
    return hashlib.sha256(challenge).hexdigest()
