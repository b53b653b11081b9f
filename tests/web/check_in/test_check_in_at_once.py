"""Many check-ins at the same moment, and a house that is killed among them: what was acknowledged is there, once."""

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from goodstanding.models import AttendanceConflict, Attendee, CheckIn, Meeting, Passkey, Proof
from tests.house import PEOPLE, House
from tests.meetings import closed, facts_of
from tests.phones import open_meeting, shown
from tests.served import Answer, Browser, all_at_once, at_once, served, serving
from tests.web.check_in.browsers import SEND, browser_of, phone_at, until_answered

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow]
MEMBERS = [who for who, (seat, _role, _over) in PEOPLE.items() if seat]


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A meeting that has just begun."""
    return open_meeting(house, timezone.now())


@pytest.fixture
def origin(house: House, tmp_path: Path) -> Iterator[str]:
    """The house, served by three processes."""
    with served(tmp_path) as address:
        yield address


@pytest.mark.parametrize("counts", [True, False], ids=["a passkey that counts", "one that does not"])
def test_the_same_posted_twenty_times_at_once_is_taken_once_and_answered_alike(
    house: House, meeting: Meeting, origin: str, counts: bool
) -> None:
    phone = phone_at(house, "member", origin, counts=counts)
    browser = browser_of(phone, origin)
    told = phone.made(shown(meeting, timezone.now()))
    answers = at_once(20, lambda: until_answered(browser, told))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert CheckIn.objects.count() == Proof.objects.count() == 1
    assert Passkey.objects.get().sign_count == phone.device.counter


def test_two_phones_of_one_member_with_and_without_signal_at_once_are_one_fact_and_two_proofs(
    house: House, meeting: Meeting, origin: str
) -> None:
    phones = [phone_at(house, "member", origin, counts=counts) for counts in (True, False)]
    browsers = [browser_of(one, origin) for one in phones]
    code = shown(meeting, timezone.now())
    told = [one.made(code, kept=kept) for one, kept in zip(phones, (False, True), strict=True)]
    sends = [partial(until_answered, browsers[place], told[place]) for place in (0, 1) for _again in range(5)]
    answers = all_at_once(sends)
    assert {answer.status for answer in answers} == {200}
    states = [json.loads(answer.text)["state"] for answer in answers]
    assert sorted({*states[:5]} | {*states[5:]}) == ["already", "present"], "the later one reads that it is done"
    assert [len({*states[:5]}), len({*states[5:]})] == [1, 1], "sent again, a phone reads the same"
    assert sorted(CheckIn.objects.values_list("kept", flat=True)) == [False, True], "the other one is kept beside it"
    assert Attendee.objects.filter(meeting=meeting, counted__isnull=False).count() == 1
    assert AttendanceConflict.objects.count() == 0
    closed(house, meeting, at=timezone.now())
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000


class Crowd:
    """Phones that go on sending until everything is answered, whoever answers."""

    def __init__(self, phones: list[tuple[Browser, list[dict[str, Any]]]]) -> None:
        self.acknowledged: list[str] = []
        self._threads = [threading.Thread(target=self._walk, args=one, daemon=True) for one in phones]

    def __enter__(self) -> "Crowd":
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_why: object) -> None:
        for one in self._threads:
            one.join(timeout=120)
        assert not any(one.is_alive() for one in self._threads)

    def _walk(self, browser: Browser, waiting: list[dict[str, Any]]) -> None:
        for told in waiting:
            while (answer := _try(browser, told)) is None:
                time.sleep(0.2)
            assert answer.status == 200, answer.text
            self.acknowledged.append(told["nonce"])


def _try(browser: Browser, told: dict[str, Any]) -> Answer | None:
    try:
        answer = browser.post_json(SEND, told)
    except (OSError, http.client.HTTPException):
        return None
    return None if answer.status >= 500 else answer


def test_killed_under_load_it_loses_and_doubles_nothing(house: House, tmp_path: Path) -> None:
    meetings = [open_meeting(house, timezone.now(), word) for word in ("themed_day", "study", "general", "committee")]
    with serving(tmp_path, workers=2) as (origin, server):
        phones = [phone_at(house, who, origin, counts=place % 2 == 0) for place, who in enumerate(MEMBERS)]
        crowd = Crowd(
            [
                (browser_of(one, origin), [one.made(shown(meeting, timezone.now()), kept=True) for meeting in meetings])
                for one in phones
            ]
        )
        with crowd:
            while len(crowd.acknowledged) < 8:
                time.sleep(0.005)
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            before = list(crowd.acknowledged)
            there = set(CheckIn.objects.values_list("proof__by__login", "proof__attendee__meeting__key"))
            assert len(there) >= len(before)
            port = int(origin.rsplit(":", 1)[1])
            with serving(tmp_path, workers=2, port=port):
                for one in crowd._threads:
                    one.join(timeout=120)
    assert 8 <= len(before) < len(MEMBERS) * len(meetings), "it was killed among them"
    expected = len(MEMBERS) * len(meetings)
    assert len(crowd.acknowledged) == expected
    assert CheckIn.objects.count() == Proof.objects.count() == expected
    counted = Attendee.objects.filter(counted__isnull=False)
    assert counted.count() == counted.filter(counted__verdict="present").count() == expected
