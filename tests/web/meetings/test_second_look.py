"""What is odd about a meeting is asked back before anybody is told; and planning opens on the day that it is due by."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Attendee, Meeting, Notice
from goodstanding.queries.meetings.year_plan import proposed_day
from tests.house import AT, House
from tests.meetings import planned, planning
from tests.pages import words

ADDRESS = "?type=themed_day"
KEPT = {"place": "Long Hall", "topic": "Reading together", "agenda": "1. Read\n2. Talk", "minutes": "45"}


@pytest.fixture
def desk(house: House) -> Client:
    return house.client("secretary")


def send(house: House, desk: Client, **more: Any) -> Any:
    return desk.post(reverse("meeting_plan", args=["B111"]) + ADDRESS, planning(house, **(KEPT | more)))


def in_days(count: int) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


def test_a_day_in_the_past_is_asked_back_with_everything_typed_and_nobody_is_told(house: House, desk: Client) -> None:
    left_out = house.member().key
    called = [one.key for one in house.members("B111") if one.key != left_out]
    told = {"on": in_days(-7), "tell": "1", "called": called}
    answer = send(house, desk, **told)
    assert answer.status_code == 422
    assert "This moment has passed" in words(answer)
    assert (Meeting.objects.count(), Notice.objects.count()) == (0, 0)
    form = answer.context["form"]
    assert {name: form[name].value() for name in KEPT} == KEPT
    assert [one["member"].key for one in answer.context["called"] if not one["ticked"]] == [left_out]
    assert send(house, desk, **told, sure=answer.context["sure"]).status_code == 302
    assert Attendee.objects.get(member__key=left_out).role == "off"
    assert Notice.objects.exists()


def test_a_second_meeting_of_the_kind_at_the_same_minute_is_asked_back(house: House, desk: Client) -> None:
    assert send(house, desk, on=in_days(7)).status_code == 302
    assert send(house, desk, on=in_days(7)).status_code == 302, "the same form again is no second meeting"
    assert Meeting.objects.count() == 1
    answer = send(house, desk, on=in_days(7), form="b" * 22)
    assert answer.status_code == 422
    assert "another meeting of this kind at the same time" in words(answer)
    assert send(house, desk, on=in_days(7), at="19:30", form="b" * 22).status_code == 302
    sure = answer.context["sure"]
    assert send(house, desk, on=in_days(7), form="c" * 22, sure=sure).status_code == 302
    assert Meeting.objects.count() == 3


def test_a_yes_is_for_the_moment_that_was_asked_about(house: House, desk: Client) -> None:
    sure = send(house, desk, on=in_days(-7)).context["sure"]
    assert send(house, desk, on=in_days(-70), sure=sure).status_code == 422
    assert not Meeting.objects.exists()


def test_a_cancelled_meeting_and_another_branchs_stand_in_nobodys_way(house: House, desk: Client) -> None:
    send(house, desk, on=in_days(7))
    Meeting.objects.update(state="cancelled", reason="Flood", ended_at=AT, ended_by=house.account("secretary"))
    assert send(house, desk, on=in_days(7), form="b" * 22).status_code == 302


def test_a_meeting_moved_into_the_past_is_asked_back(house: House, desk: Client) -> None:
    send(house, desk, on=in_days(7), tell="1")
    meeting, notices = Meeting.objects.get(), Notice.objects.count()
    address = reverse("meeting_change", args=[meeting.key])
    told = {**KEPT, "on": in_days(-7), "at": "19:00", "place": "Elsewhere"}
    answer = desk.post(address, told)
    assert answer.status_code == 422
    assert "This moment has passed" in words(answer)
    assert answer.context["form"]["place"].value() == "Elsewhere"
    meeting.refresh_from_db()
    assert (meeting.place, Notice.objects.count()) == ("Long Hall", notices)
    assert desk.post(address, told | {"sure": answer.context["sure"]}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Elsewhere"


def test_the_place_of_a_meeting_that_is_over_changes_without_a_question(house: House, desk: Client) -> None:
    sure = send(house, desk, on=in_days(-7)).context["sure"]
    send(house, desk, on=in_days(-7), sure=sure)
    meeting = Meeting.objects.get()
    told = {**KEPT, "on": in_days(-7), "at": "19:00", "place": "Elsewhere"}
    assert desk.post(reverse("meeting_change", args=[meeting.key]), told).status_code == 302


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        # A Monday closes November 2026; 31 October 2026 is a Saturday, and the Friday before it is worked.
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 10, 24), date(2026, 10, 30)),
        # Nothing but the day itself, or a day off, is left.
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 10, 30), date(2026, 10, 31)),
        # Nothing ends soon.
        (date(2026, 11, 5), date(2026, 11, 12)),
    ],
)
def test_planning_opens_on_the_last_day_that_fits(house: House, today: date, proposed: date) -> None:
    assert proposed_day(house.branch, "themed_day", house.scheme, today) == proposed


def test_a_day_that_has_such_a_meeting_is_not_proposed(house: House) -> None:
    every_week = house.scheme.meetings["themed_day"]
    assert every_week.plan is not None
    kind = every_week.model_copy(update={"plan": every_week.plan.model_copy(update={"times": 2})})
    scheme = house.scheme.model_copy(update={"meetings": {**house.scheme.meetings, "themed_day": kind}})
    planned(house, starts=AT + timedelta(days=16))
    assert proposed_day(house.branch, "themed_day", scheme, date(2016, 10, 25)) == date(2016, 10, 28)
