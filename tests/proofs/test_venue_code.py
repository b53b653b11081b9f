"""The code on a venue's screen: good for one meeting and a few seconds, made by nobody else, never worth two things."""

import hashlib
import secrets
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.models.public_id import new_key
from goodstanding.proofs import venue_code
from goodstanding.proofs.passkey_assertion import text
from goodstanding.proofs.venue_code import LIFE, MARGIN, WINDOW, CodeDoubt, NotShown

KEYS = venue_code.keys(["a secret of the installation"])
MEETING = new_key()
#: The beginning of a window.
AT = datetime(2016, 10, 15, 12, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def refused(sent: str, at: datetime = AT, meeting: str = MEETING) -> CodeDoubt | None:
    """Why a code is refused at a moment; None where it is taken."""
    try:
        venue_code.check_now(venue_code.read(sent, KEYS), meeting=meeting, at=at)
    except NotShown as why:
        return why.doubt
    return None


def test_a_code_says_which_meeting_and_since_when() -> None:
    shown = venue_code.read(venue_code.code(MEETING, AT + timedelta(seconds=7), KEYS), KEYS)
    assert (shown.meeting, shown.since, shown.until) == (MEETING, AT, AT + WINDOW)


def test_its_whole_life_is_a_window_and_a_margin_and_never_half_a_minute() -> None:
    assert LIFE == timedelta(seconds=15) < timedelta(seconds=30)
    sent = venue_code.code(MEETING, AT, KEYS)
    for age, why in [
        (timedelta(), None),
        (WINDOW, None),
        (WINDOW + MARGIN - MILLISECOND, None),
        (WINDOW + MARGIN, None),
        (WINDOW + MARGIN + MILLISECOND, CodeDoubt.OLD),
        (timedelta(seconds=16), CodeDoubt.OLD),
        (timedelta(seconds=60), CodeDoubt.OLD),
        (timedelta(days=1), CodeDoubt.OLD),
        (-MILLISECOND, CodeDoubt.EARLY),
        (-timedelta(hours=1), CodeDoubt.EARLY),
    ]:
        assert refused(sent, AT + age) == why, age


@given(st.floats(0, 60))
def test_at_any_age_it_is_taken_exactly_within_its_life(seconds: float) -> None:
    sent, age = venue_code.code(MEETING, AT, KEYS), timedelta(seconds=seconds)
    assert (refused(sent, AT + age) is None) == (age <= LIFE)


def test_a_phone_without_signal_may_deliver_it_for_eight_days() -> None:
    shown = venue_code.read(venue_code.code(MEETING, AT, KEYS), KEYS)
    for age in (timedelta(minutes=10), timedelta(hours=24), timedelta(days=8)):
        venue_code.check_late(shown, meeting=MEETING, at=AT + age)
    for age, why in [(timedelta(days=8) + MILLISECOND, CodeDoubt.OLD), (-MILLISECOND, CodeDoubt.EARLY)]:
        with pytest.raises(NotShown) as told:
            venue_code.check_late(shown, meeting=MEETING, at=AT + age)
        assert told.value.doubt == why


def test_it_is_of_no_use_at_another_meeting() -> None:
    assert refused(venue_code.code(new_key(), AT, KEYS)) == CodeDoubt.MEETING


def test_changed_anywhere_it_is_refused() -> None:
    sent = venue_code.code(MEETING, AT, KEYS)
    raw = urlsafe_b64decode(sent + "=")
    found = []
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            found.append(refused(text(bytes(changed))))
    # Its version, the number of its key, and what the key has signed with the signature itself.
    assert found == [CodeDoubt.SHAPE] * 8 + [CodeDoubt.KEY] * 32 + [CodeDoubt.MAC] * 8 * 36


@pytest.mark.parametrize(
    "sent",
    ["", "x", "x" * 54, "x" * 56, "=" * 55, "é" * 55, " " * 55, "../" * 18 + "x", "\0" * 55],
)
def test_what_is_no_code_is_refused(sent: str) -> None:
    assert refused(sent) is CodeDoubt.SHAPE


def test_a_code_has_one_name_only() -> None:
    sent = venue_code.code(MEETING, AT, KEYS)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    others = {sent[:-1] + letter for letter in letters} - {sent}
    assert {refused(other) for other in others} == {CodeDoubt.SHAPE, CodeDoubt.MAC}


def test_what_the_screen_showed_does_not_tell_what_it_will_show() -> None:
    macs = {venue_code.code(MEETING, AT + WINDOW * number, KEYS)[-21:] for number in range(1000)}
    assert len(macs) == 1000
    for _guess in range(1000):
        head = urlsafe_b64decode(venue_code.code(MEETING, AT, KEYS) + "=")[:25]
        assert refused(text(head + secrets.token_bytes(16))) == CodeDoubt.MAC


def test_signed_with_the_secret_before_the_last_it_is_taken_and_with_no_other() -> None:
    both = venue_code.keys(["a newer secret", "a secret of the installation"])
    assert venue_code.read(venue_code.code(MEETING, AT, KEYS), both).meeting == MEETING
    assert refused(venue_code.code(MEETING, AT, both)) == CodeDoubt.KEY
    assert KEYS[0].secret != hashlib.sha256(b"a secret of the installation").digest()


def test_the_short_code_is_for_the_host_and_good_for_a_moment() -> None:
    typed = venue_code.short_code(MEETING, AT, KEYS)
    assert len(typed) == 8
    assert typed not in venue_code.code(MEETING, AT, KEYS)
    for age, good in [(0, True), (10, True), (29, True), (30, False), (600, False), (-1, False)]:
        assert venue_code.is_short_code(typed, MEETING, AT + timedelta(seconds=age), KEYS) is good, age
    assert venue_code.is_short_code(f" {typed[:4].lower()}-{typed[4:]} ", MEETING, AT, KEYS)
    assert not venue_code.is_short_code(typed, new_key(), AT, KEYS)
    assert not venue_code.is_short_code("", MEETING, AT, KEYS)
    assert not venue_code.is_short_code("张" * 8, MEETING, AT, KEYS)


def test_what_a_passkey_signs_stands_for_this_code_this_member_and_this_phone() -> None:
    sent, nonce = venue_code.code(MEETING, AT, KEYS), secrets.token_bytes(16)
    first = venue_code.challenge(sent, member=b"12", nonce=nonce)
    assert len(first) == 32
    others = [
        venue_code.challenge(venue_code.code(MEETING, AT + WINDOW, KEYS), member=b"12", nonce=nonce),
        venue_code.challenge(venue_code.code(new_key(), AT, KEYS), member=b"12", nonce=nonce),
        venue_code.challenge(sent, member=b"1", nonce=b"2" + nonce),
        venue_code.challenge(sent, member=b"13", nonce=nonce),
        venue_code.challenge(sent, member=b"12", nonce=secrets.token_bytes(16)),
    ]
    assert len({first, *others}) == 6
    for length in (0, 15, 65):
        with pytest.raises(NotShown):
            venue_code.challenge(sent, member=b"12", nonce=bytes(length))
