"""The pages of a unit's own duties: points, what fell due with its way there, the owners, and for whom they are."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.models import Fact, UnitRequest
from tests.clock import Clock
from tests.house import AT, House
from tests.letters import written as letter_written
from tests.meetings import closed, opened
from tests.pages import words
from tests.requests import announced
from tests.unit_duties import written


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


@pytest.fixture
def months_end(house: House, clock: Clock) -> House:
    """The house after a themed day without minutes and a question without an answer, with October written down."""
    closed(house, opened(house))
    letter_written(house)
    house.at = AT + timedelta(days=20)
    written(house)
    clock.stop_at(house.at)
    return house


def test_a_secretary_sees_what_is_red_why_and_who_owns_it(house: House, clock: Clock) -> None:
    meeting = opened(house)
    closed(house, meeting)
    client = house.client("secretary")
    assert "nothing fell due yet" in words(client.get("/units/B111/duties/"))
    house.at = AT + timedelta(days=20)
    written(house)
    clock.stop_at(house.at)
    page = client.get("/units/B111/duties/")
    assert "Minutes in time 0 of 1 in time 0 of 1" in words(page)
    assert "Meetings closed in time 1 of 1 in time 1 of 1" in words(page)
    one = client.get("/units/B111/duties/minutes/")
    said = words(one)
    fact = Fact.objects.get(kind="unit.minutes_in_time")
    assert f'href="/desk/meetings/{meeting.key}/"' in one.content.decode()
    assert f'href="/facts/{fact.pk}/"' in one.content.decode()
    assert "Write the minutes all the same" in said
    assert "Late or not done" in said
    assert house.account("district_officer").shown_name in said
    assert client.get(f"/facts/{fact.pk}/").status_code == 200


def test_the_way_there_leads_from_the_rating_and_no_member_opens_it(house: House) -> None:
    assert "/units/B111/duties/" in house.client("secretary").get("/units/B111/rating/").content.decode()
    assert "/units/B111/duties/" not in house.client("committee").get("/units/B111/rating/").content.decode()
    for who in ("member", "committee", "neighbour"):
        assert house.client(who).get("/units/B111/duties/").status_code == 404
    assert house.client("secretary").get("/units/B111/duties/orders/").status_code == 404


def test_the_auditor_reads_it_without_ways_that_lead_nowhere(months_end: House) -> None:
    client = months_end.client("auditor")
    for word in ("minutes", "letters", "meetings", "closing"):
        page = client.get(f"/units/B111/duties/{word}/").content.decode()
        assert not re.search('href="/(desk/(meetings|letters)/.|facts/|units/B111/meetings/)', page)


def test_in_chinese_it_is_the_fortress_index(months_end: House) -> None:
    client = months_end.client("sub_district_officer")
    client.post(reverse("set_language"), {"language": "zh-hans"})
    said = words(client.get("/units/B111/duties/"))
    assert "堡垒指数" in said
    assert "到期1件，按时0件" in said


def test_a_planner_names_the_request_from_above(house: House) -> None:
    client = house.client("secretary")
    new = "/units/B111/meetings/new/?type=themed_day"
    assert "Asked for from above" not in words(client.get(new))
    announced(house)
    assert "Asked for from above" in words(client.get(new))
    asked = UnitRequest.objects.get(unit=house.branch)
    form = {"on": "2016-10-17", "at": "19:00", "minutes": "60", "form": "one", "asked_by": str(asked.pk), "tell": "1"}
    assert client.post(new, form).status_code == 302
    assert house.branch.meetings.get().asked_by == asked
    other = UnitRequest.objects.get(unit__code="B112")
    assert client.post(new, form | {"form": "two", "asked_by": str(other.pk)}).status_code == 422
