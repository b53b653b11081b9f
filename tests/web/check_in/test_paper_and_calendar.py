"""Two ways out of the house: a roll on paper and back, and a calendar that says nothing about others."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.models import CalendarFeed, Meeting, PaperRoll, Proof
from tests.house import House
from tests.meetings import counted, opened

pytestmark = pytest.mark.usefixtures("house")


def coming(house: House) -> Meeting:
    """A meeting in two days, of which everybody is told."""
    at = timezone.now()
    what = Particulars(at + timedelta(days=2), at + timedelta(days=2, hours=1), "Hall 3", "Reading, again", "1. Ü; ,x")
    by = house.viewer("secretary")
    meeting = meetings.plan(unit=house.branch, word="study", what=what, scheme=house.scheme, by=by, at=at)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=by, at=at)
    return Meeting.objects.get(pk=meeting.pk)


def test_a_roll_is_printed_found_by_its_code_and_typed_in(house: House) -> None:
    meeting, desk = opened(house), house.client("secretary")
    answer = desk.post(reverse("meeting_paper_print", args=[meeting.key]))
    assert answer.content.startswith(b"%PDF-")
    roll = PaperRoll.objects.get()
    answer = desk.get(reverse("paper_code"), {"code": roll.code.lower()})
    address = reverse("meeting_paper_type", args=[roll.code])
    assert answer["Location"] == address
    answer = desk.post(address, {"line-1": "1", "line-2": "x"})
    assert answer.status_code == 422
    assert not Proof.objects.exists()
    desk.post(address, {"line-1": "1", "line-2": "A", "line-3": ""})
    first, second = (meeting.attendees.get(pk=pk).member for pk in roll.lines[:2])
    assert (counted(meeting, first), counted(meeting, second)) == ("present", "absent")


def test_a_foreign_roll_is_not_found(house: House) -> None:
    house.client("secretary").post(reverse("meeting_paper_print", args=[opened(house).key]))
    code = PaperRoll.objects.get().code
    foreign = house.client("neighbour")
    assert foreign.get(reverse("meeting_paper_type", args=[code])).status_code == 404
    assert b"no such roll" in foreign.get(reverse("paper_code"), {"code": code}).content


def events(content: str | bytes) -> list[Any]:
    """The events of a calendar."""
    return list(Calendar.from_ical(content).events)


def address_of(house: House, who: str = "member") -> str:
    answer = house.client(who).post(reverse("my_calendar"), {"do": "make"})
    return str(answer.context["address"]).removeprefix("http://testserver")


def test_a_calendar_reads_ones_own_meetings_and_nothing_about_others(house: House) -> None:
    meeting = coming(house)
    answer = house.client().get(address_of(house))
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    (event,) = events(text)
    assert event["SUMMARY"].endswith("Reading, again")
    assert str(event["LOCATION"]) == "Hall 3"
    assert "1. Ü; ,x" in str(event["DESCRIPTION"])
    assert event.start == meeting.starts_at.replace(microsecond=0)
    assert [name for name in (one.name for one in house.members("B111")) if name in text] == []


def test_a_change_and_a_cancellation_reach_the_calendar_as_the_same_event(house: House) -> None:
    meeting, address = coming(house), address_of(house)
    (before,) = events(house.client().get(address).content)
    by, at = house.viewer("secretary"), timezone.now()
    meetings.cancel(meeting=meeting, reason="Flood", scheme=house.scheme, by=by, at=at)
    (after,) = events(house.client().get(address).content)
    assert (after["UID"], str(after["STATUS"])) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_an_address_is_shown_once_and_ends_when_it_is_taken_back_or_made_anew(house: House) -> None:
    first = address_of(house)
    mine = house.client("member")
    assert first.split("/")[2] not in mine.get(reverse("my_calendar")).content.decode()
    assert first.split("/")[2] not in str(CalendarFeed.objects.values())
    second = address_of(house)
    anybody = house.client()
    assert (anybody.get(first).status_code, anybody.get(second).status_code) == (404, 200)
    mine.post(reverse("my_calendar"), {"do": "revoke"})
    assert anybody.get(second).status_code == 404


def test_the_calendar_of_a_closed_account_is_gone(house: House) -> None:
    address = address_of(house)
    account = house.account("member")
    account.is_active = False
    account.save()
    assert house.client().get(address).status_code == 404
