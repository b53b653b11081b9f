"""The venue's screen and the host's page: a fresh code for each window, how many are there, and what to look at."""

import re
from datetime import timedelta
from typing import Any

import pytest
import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from goodstanding.access import code_keys
from goodstanding.models import Doubt, HeadCount, Meeting
from goodstanding.proofs import venue_code
from tests.clock import Clock
from tests.house import House
from tests.meetings import V, planned, said
from tests.pages import words
from tests.phones import Phone, open_meeting, shown


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A meeting with a quorum that began a moment ago."""
    return open_meeting(house, timezone.now() - timedelta(minutes=1), "general")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were drawn as codes."""
    found: list[str] = []
    draw = segno.make

    def make(address: str, **how: Any) -> Any:
        found.append(address)
        return draw(address, **how)

    monkeypatch.setattr(segno, "make", make)
    return found


def test_the_screen_shows_the_code_of_this_window_and_how_many_are_there(
    house: House, meeting: Meeting, drawn: list[str]
) -> None:
    page = house.client("secretary").get(reverse("meeting_screen", args=[meeting.key]))
    assert page.status_code == 200
    code = drawn[0].removeprefix(f"{settings.ORIGIN}/in/").removesuffix("/")
    said_ = venue_code.read(code, code_keys.ours())
    assert said_.meeting == meeting.key
    assert timezone.now() - said_.since < venue_code.LIFE
    assert "0 present of 5, needed" in words(page)
    assert "Not yet enough people to decide" in words(page)
    for who in ("member", "committee", "group_leader", "secretary"):
        said(house, meeting, house.member(who), V.PRESENT, occurred_at=meeting.starts_at, at=timezone.now())
    later = words(house.client("secretary").get(reverse("meeting_screen_now", args=[meeting.key])))
    assert "4 present of 5" in later
    assert "Enough people are here to decide" in later


def test_each_window_has_a_code_of_its_own_and_says_how_long_it_lives(
    house: House, meeting: Meeting, drawn: list[str], clock: Clock
) -> None:
    client, address = house.client("secretary"), reverse("meeting_screen_now", args=[meeting.key])
    begins = timezone.now().replace(microsecond=0)
    begins -= timedelta(seconds=begins.timestamp() % 10)
    for second in (0, 9, 10):
        clock.stop_at(begins + timedelta(seconds=second))
        page = client.get(address).content.decode()
        told = {name: int(re.search(f'data-{name}="(\\d+)"', page)[1]) for name in ("now", "until", "dead")}  # type: ignore[index]
        assert told["dead"] - told["until"] == 5000
        assert 0 < told["until"] - told["now"] <= 10_000
    assert drawn[0] == drawn[1] != drawn[2]


def test_neither_page_nor_what_it_fetches_holds_a_key_or_the_short_code(house: House, meeting: Meeting) -> None:
    client = house.client("secretary")
    short = venue_code.short_code(meeting.key, timezone.now(), code_keys.ours())
    secret = code_keys.ours()[0].secret
    for name in ("meeting_screen", "meeting_screen_now"):
        page = client.get(reverse(name, args=[meeting.key])).content.decode()
        assert short not in page.replace(" ", "")
        assert secret.hex() not in page
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), "nothing inline"
        assert " style=" not in page


def test_the_host_s_page_has_the_short_code_and_nobody_else_opens_it(house: House, meeting: Meeting) -> None:
    page = words(house.client("committee").get(reverse("meeting_door", args=[meeting.key])))
    assert re.search(r"\b[A-Z2-7]{4} [A-Z2-7]{4}\b", page)
    for who in ("member", "group_leader", "neighbour", "auditor"):
        for name in ("meeting_door", "meeting_door_now", "meeting_screen", "meeting_screen_now"):
            assert house.client(who).get(reverse(name, args=[meeting.key])).status_code == 404


def test_before_it_is_open_there_is_no_code_and_the_screen_says_so(house: House, drawn: list[str]) -> None:
    meeting = planned(house, starts=timezone.now() + timedelta(hours=1))
    client = house.client("secretary")
    assert "Check-in is not open yet" in words(client.get(reverse("meeting_screen", args=[meeting.key])))
    assert "no code" in words(client.get(reverse("meeting_door", args=[meeting.key])))
    assert drawn == []


def test_heads_are_counted_and_what_does_not_fit_is_cleared_in_two_clicks(house: House, meeting: Meeting) -> None:
    for who in ("member", "committee"):
        phone = Phone(house, who).enrolled()
        assert phone.post(phone.made(shown(meeting, timezone.now()))).status_code == 200
    host = house.client("secretary")
    door = reverse("meeting_door", args=[meeting.key])
    host.post(reverse("meeting_heads", args=[meeting.key]), {"heads": "2"})
    assert "Nothing to check" in words(host.get(door))
    answer = host.post(reverse("meeting_heads", args=[meeting.key]), {"heads": "1"}, follow=True)
    assert "2 people are marked as present; the host counted 1." in words(answer)
    assert "2 people are marked as present" in words(host.get(reverse("doubts")))
    found = Doubt.objects.get()
    clear = reverse("doubt_clear", args=[found.key])
    refused = host.post(clear, {"answer": "other", "next": door}, follow=True)
    assert "Describe what you found." in words(refused)
    done = host.post(clear, {"answer": "seen", "next": door}, follow=True)
    assert "Nothing to check" in words(done)
    listed = words(host.get(reverse("doubts")))
    assert "The person was there; I saw them" in listed
    assert house.account("secretary").shown_name in listed


@pytest.mark.parametrize("heads", ["", "-1", "many", "100001"])
def test_a_head_count_is_a_number(house: House, meeting: Meeting, heads: str) -> None:
    answer = house.client("secretary").post(reverse("meeting_heads", args=[meeting.key]), {"heads": heads})
    assert answer.status_code == 422
    assert not HeadCount.objects.filter(meeting=meeting).exists()


def test_who_it_is_about_sees_it_and_cannot_clear_it(house: House, meeting: Meeting) -> None:
    found = Doubt.objects.create(meeting=meeting, kind="late", about="x", facts={"hours": 80}, found_at=timezone.now())
    found.members.set([house.member("secretary")])
    page = house.client("secretary").get(reverse("doubts"))
    assert "another person checks it" in words(page)
    clear = reverse("doubt_clear", args=[found.key])
    assert clear not in page.content.decode()
    assert house.client("secretary").post(clear, {"answer": "seen"}).status_code == 404
    assert house.client("neighbour").post(clear, {"answer": "seen"}).status_code == 404
    assert clear in house.client("committee").get(reverse("doubts")).content.decode()


def test_a_screen_asks_little_for_its_next_code(
    house: House, meeting: Meeting, django_assert_max_num_queries: "object"
) -> None:
    client, address = house.client("secretary"), reverse("meeting_screen_now", args=[meeting.key])
    client.get(address)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert client.get(address).status_code == 200
