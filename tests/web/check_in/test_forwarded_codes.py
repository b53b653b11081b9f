"""A code that was passed on: to another member, another visit, another meeting or another day, it is worth nothing.

And what pages give out: the screen's holds the code of now and nothing of what comes, a member's none at all.
"""

import re
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.access import code_keys
from goodstanding.actions.sign_in import rate_limits
from goodstanding.actions.sign_in.rate_limits import RateLimited
from goodstanding.models import CheckIn, Meeting, Passkey, Proof
from goodstanding.proofs import venue_code
from goodstanding.proofs.passkey_assertion import text
from goodstanding.proofs.venue_code import NotShown
from goodstanding.web.check_in.views import venue_screen
from goodstanding.web.shell import rate_limits as limits
from tests.clock import Clock
from tests.house import House
from tests.phones import Phone, open_meeting, shown

SECOND = timedelta(seconds=1)
STATIC = Path(venue_screen.__file__).parents[2] / "static" / "goodstanding"
#: The parts of a code: its version, the number of its key, the meeting, the window and the signature.
FIELDS = {"version": (0, 1), "key": (1, 5), "meeting": (5, 21), "window": (21, 25), "signature": (25, 41)}


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A meeting that began five minutes ago."""
    return open_meeting(house, timezone.now() - timedelta(minutes=5))


@pytest.fixture
def phone(house: House) -> Phone:
    """The member's."""
    return Phone(house).enrolled()


def state(answer: Any) -> tuple[int, str]:
    """What came back."""
    return answer.status_code, answer.json().get("why", answer.json()["state"])


def test_what_one_member_signed_is_worth_nothing_in_the_hands_of_another(
    house: House, meeting: Meeting, phone: Phone
) -> None:
    told = phone.made(shown(meeting, timezone.now()))
    for who in ("committee", "stranger", "secretary"):
        assert state(Phone(house, who).post(told)) == (422, "passkey"), who
        assert state(Phone(house, who).enrolled().post(told)) == (422, "passkey"), who
        assert state(Phone(house, who).enrolled().post(told | {"kept": True})) == (422, "passkey"), who
    assert CheckIn.objects.count() == 0
    assert state(phone.post(told)) == (200, "present"), "it was good all along"


def test_in_another_visit_of_the_same_member_it_is_the_same_check_in(meeting: Meeting, phone: Phone) -> None:
    told = phone.made(shown(meeting, timezone.now()))
    first = phone.post(told)
    other = Phone(phone.house, device=phone.device)
    assert other.post(told).json() == first.json()
    assert Proof.objects.count() == CheckIn.objects.count() == 1


def test_with_the_code_of_another_meeting_or_moment_it_is_worth_nothing(
    house: House, meeting: Meeting, phone: Phone
) -> None:
    other = open_meeting(house, timezone.now() - timedelta(minutes=4), "study")
    at = timezone.now()
    told = phone.made(shown(meeting, at))
    for code, kept in [(shown(other, at), False), (shown(other, at), True), (shown(meeting, at - 10 * SECOND), True)]:
        assert state(phone.post(told | {"code": code, "kept": kept})) == (422, "passkey")
    assert CheckIn.objects.count() == 0


def test_whoever_is_not_signed_in_is_led_to_the_door_with_any_code(meeting: Meeting, phone: Phone) -> None:
    told = phone.made(shown(meeting, timezone.now()))
    answer = Client().post(reverse("check_in_send"), told, content_type="application/json")
    assert (answer.status_code, answer["Location"].startswith(reverse("account_login"))) == (302, True)


def test_the_next_day_the_same_again_is_nothing_new_and_the_code_is_dead(
    house: House, meeting: Meeting, phone: Phone, clock: Clock
) -> None:
    at = timezone.now()
    code = shown(meeting, at)
    told = phone.made(code)
    assert state(phone.post(told)) == (200, "present")
    clock.stop_at(at + timedelta(days=1))
    assert state(phone.post(told)) == (422, "old_code")
    for who in ("committee", "stranger"):
        assert state(Phone(house, who).enrolled().post(told | {"kept": True})) == (422, "passkey")
        late = Phone(house, who).enrolled()
        assert state(late.post(late.made(code))) == (422, "old_code")
    bare = Phone(house, "group_leader")
    for kept in (False, True):
        unsigned = {"code": code, "nonce": text(bytes(16)), "assertion": None, "kept": kept}
        assert state(bare.post(unsigned)) == (422, "old_code")
    assert phone.post(told | {"kept": True}).status_code == 200, "the same one once more is answered the same"
    assert Proof.objects.count() == 1


@pytest.mark.parametrize("field", FIELDS)
def test_with_one_field_of_the_code_changed_it_is_refused(meeting: Meeting, phone: Phone, field: str) -> None:
    raw = urlsafe_b64decode(shown(meeting, timezone.now()) + "=")
    begin, end = FIELDS[field]
    for place in range(begin, end):
        changed = bytearray(raw)
        changed[place] ^= 1
        for kept in (False, True):
            answer = phone.post(phone.made(text(bytes(changed)), kept=kept))
            assert state(answer) == (422, "wrong_code"), place
    assert Passkey.objects.get().used_at is None


def test_in_a_meeting_of_two_hours_somebody_can_try_about_a_hundred_codes_out_of_a_million_million(
    house: House, meeting: Meeting
) -> None:
    account, begins, let_in = house.account("stranger"), timezone.now(), 0
    for guess in range(1200):
        try:
            rate_limits.consume((limits.TYPED_CODE, str(account.pk)), at=begins + guess * 6 * SECOND)
        except RateLimited:
            continue
        let_in += 1
    assert 100 < let_in <= 125


def codes_in(body: str, meeting: Meeting) -> list[datetime]:
    """Since when each code was shown that stands somewhere in a text."""
    found = []
    for start in range(max(0, len(body) - 54)):
        try:
            one = venue_code.read(body[start : start + 55], code_keys.ours())
        except NotShown:
            continue
        if one.meeting == meeting.key:
            found.append(one.since)
    return found


def short_codes(meeting: Meeting, at: datetime) -> set[str]:
    """The host's codes of the minutes around a moment."""
    return {
        venue_code.short_code(meeting.key, at + turn * venue_code.WINDOW, code_keys.ours()) for turn in range(-6, 7)
    }


def test_the_screen_and_what_it_fetches_hold_nothing_of_a_code_that_comes(
    house: House, meeting: Meeting, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = segno.make

    def make(address: str, **how: Any) -> Any:
        drawn.append(address)
        return draw(address, **how)

    monkeypatch.setattr(segno, "make", make)
    client, begins = house.client("secretary"), timezone.now()
    bodies = []
    for turn in range(12):
        clock.stop_at(begins + turn * venue_code.WINDOW)
        name = "meeting_screen_now" if turn else "meeting_screen"
        bodies.append(client.get(reverse(name, args=[meeting.key])).content.decode())
    bodies += [path.read_text() for path in STATIC.glob("js/*.js")]
    seen = " ".join(bodies)
    ends = begins + 12 * venue_code.WINDOW
    coming = [shown(meeting, ends + turn * venue_code.WINDOW) for turn in range(60)]
    assert len(set(drawn)) == 12
    assert not any(code in seen or code[33:] in seen for code in coming)
    assert not any(one in seen.replace(" ", "") for one in short_codes(meeting, begins) | short_codes(meeting, ends))
    assert code_keys.ours()[0].secret.hex() not in seen


def test_no_page_of_a_member_holds_a_code_or_the_way_to_one(house: House, meeting: Meeting, phone: Phone) -> None:
    at = timezone.now()
    names = (
        "check_in",
        "check_in_ready",
        "check_in_kept",
        "to_do",
        "home",
        "my_meetings",
        "my_record",
        "my_data",
    )
    pages = [*map(reverse, names), reverse("my_meeting", args=[meeting.key])]
    for page in pages:
        answer = phone.client.get(page)
        assert answer.status_code == 200, page
        body = answer.content.decode()
        assert codes_in(body, meeting) == [], page
        assert not any(one in re.sub(r"\s", "", body) for one in short_codes(meeting, at)), page
    for name in ("meeting_screen", "meeting_screen_now", "meeting_door", "meeting_door_now", "meeting"):
        assert phone.client.get(reverse(name, args=[meeting.key])).status_code == 404, name
