"""The keys of this installation that codes of venues and of members are signed with, derived once for each secret."""

import hmac
from functools import lru_cache

from django.conf import settings

from goodstanding.proofs import member_code, roll_ticket, venue_code
from goodstanding.proofs.signed_bytes import Key


def ours() -> tuple[Key, ...]:
    """The keys, the newest first; an older one is good as long as its secret stands among the old ones."""
    return _derived((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def of_members() -> tuple[Key, ...]:
    """The keys that members' own codes are signed with, the newest first."""
    return _of_members((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def of_rolls() -> tuple[Key, ...]:
    """The keys that tickets of offline rolls are signed with, the newest first."""
    return _of_rolls((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def browser_at(meeting: str, number: str) -> str:
    """What stands for a browser at one meeting: the same whenever it is seen there, and another elsewhere."""
    return hmac.new(ours()[0].secret, f"browser\0{meeting}\0{number}".encode(), "sha256").hexdigest() if number else ""


@lru_cache(maxsize=4)
def _derived(secrets: tuple[str, ...]) -> tuple[Key, ...]:
    return venue_code.keys(secrets)


@lru_cache(maxsize=4)
def _of_members(secrets: tuple[str, ...]) -> tuple[Key, ...]:
    return venue_code.keys(secrets, member_code.ROLE)


@lru_cache(maxsize=4)
def _of_rolls(secrets: tuple[str, ...]) -> tuple[Key, ...]:
    return venue_code.keys(secrets, roll_ticket.ROLE)
