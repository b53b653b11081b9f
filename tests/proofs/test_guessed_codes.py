"""Guessing what a venue shows: a hundred thousand tries, and everything that has been on the screen, are no help."""

import random
import secrets
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.models.public_id import new_key
from goodstanding.proofs import venue_code
from goodstanding.proofs.passkey_assertion import text
from goodstanding.proofs.venue_code import WINDOW, NotShown

KEYS = venue_code.keys(["a secret of the installation"])
MEETING = new_key()
AT = datetime(2016, 10, 15, 12, tzinfo=UTC)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
GUESSES = 100_000


def taken(sent: str, at: datetime) -> bool:
    """Whether a code is taken at a moment."""
    try:
        venue_code.check_now(venue_code.read(sent, KEYS), meeting=MEETING, at=at)
    except NotShown:
        return False
    return True


@pytest.mark.thorough
def test_a_hundred_thousand_guesses_at_the_short_code_hit_nothing() -> None:
    dice = random.Random(7)
    good = sum(
        venue_code.is_short_code("".join(dice.choices(LETTERS, k=8)), MEETING, AT, KEYS) for _guess in range(GUESSES)
    )
    assert good == 0


def test_a_short_code_is_one_of_more_than_a_million_million() -> None:
    assert len(LETTERS) ** len(venue_code.short_code(MEETING, AT, KEYS)) > 10**12
    seen = [venue_code.short_code(MEETING, AT + number * WINDOW, KEYS) for number in range(10_000)]
    assert len(set(seen)) == len(seen)
    assert {letter for one in seen for letter in one} == set(LETTERS)


def test_whoever_has_seen_a_whole_meeting_knows_no_code_that_comes() -> None:
    """Tried: every signature that was seen, with the head of the next code, and what one could compute from two."""
    seen = [urlsafe_b64decode(venue_code.code(MEETING, AT + number * WINDOW, KEYS) + "=") for number in range(720)]
    later = AT + 720 * WINDOW
    head = urlsafe_b64decode(venue_code.code(MEETING, later, KEYS) + "=")[:25]
    macs = [one[25:] for one in seen]
    steps = [
        bytes(a ^ b ^ c for a, b, c in zip(*three, strict=True))
        for three in zip(macs, macs[1:], macs[2:], strict=False)
    ]
    guesses = [*macs, *steps, *(secrets.token_bytes(16) for _guess in range(1000)), bytes(16)]
    assert not any(taken(text(head + one), later) for one in guesses)
    assert not any(taken(text(one), later) for one in seen[:-1]), "of those that were shown only the last still lives"
    assert taken(venue_code.code(MEETING, later, KEYS), later)


def test_two_meetings_and_two_installations_share_nothing() -> None:
    other, foreign = new_key(), venue_code.keys(["another secret"])
    for sent in (venue_code.code(other, AT, KEYS), venue_code.code(MEETING, AT, foreign)):
        assert not taken(sent, AT)
    assert not venue_code.is_short_code(venue_code.short_code(other, AT, KEYS), MEETING, AT, KEYS)
    assert not venue_code.is_short_code(venue_code.short_code(MEETING, AT, foreign), MEETING, AT, KEYS)


def test_the_next_day_and_the_next_week_it_is_refused() -> None:
    sent = venue_code.code(MEETING, AT, KEYS)
    for days in (1, 2, 7, 8, 365):
        assert not taken(sent, AT + timedelta(days=days))
