"""Home on a phone shows the total, the next meeting and what waits first; the members' list what the duty allows."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.actions.meetings import meetings as meeting_actions
from goodstanding.engine.explain.wording import places
from goodstanding.models import Meeting, Standing
from tests.beginnings import year_published
from tests.house import AT, House
from tests.lively import everything_goes_on
from tests.meetings import closed, opened, planned
from tests.pages import texts, words


@pytest.mark.begins(after=everything_goes_on)
def test_the_total_the_next_meeting_and_what_waits_come_before_everything_else(house: House) -> None:
    page = house.client("member").get(reverse("home")).content.decode()
    order = [
        page.index(one) for one in ("home-total", 'id="meetings-title"', 'id="waiting-title"', 'id="notices-title"')
    ]
    assert order == sorted(order)
    assert order[-1] < page.index('id="record-title"') < page.index('id="turn-title"')
    meetings = page[order[1] : order[2]]
    assert meetings.count("<li") <= 2, "the next one, and the one after it"
    assert reverse("my_meetings") in meetings
    notices = page[order[3] : page.index('id="record-title"')]
    assert 0 < notices.count('class="two-lines"') <= 3


@pytest.mark.begins(after=year_published)
def test_the_total_is_one_tap_from_its_reasons(house: House) -> None:
    line = Standing.objects.get(member=house.member())
    assert line.total is not None
    page = house.client("member").get(reverse("home")).content.decode()
    found = re.search(rf'<a href="{reverse("my_record")}">(.*?)</a>', page, re.DOTALL)
    assert found and places(line.total) in found[1]


@pytest.mark.begins(after=year_published)
def test_the_list_of_members_shows_attendance_and_total_to_those_with_the_duty_alone(house: House) -> None:
    line = Standing.objects.get(member=house.member())
    assert line.total is not None
    secretary = house.client("secretary").get(reverse("roster", args=["B111"])).content.decode()
    row = next(one for one in re.findall(r"<tr.*?</tr>", secretary, re.DOTALL) if house.member().number in one)
    assert places(line.total) in row
    assert re.search(r'data-column="attendance".*?<span>(\d+ of \d+ meetings|–)</span>', row, re.DOTALL)
    for who in ("group_leader", "committee"):
        page = words(house.client(who).get(reverse("roster", args=["B111"])))
        assert house.member().name in page
        assert places(line.total) not in page and "Meetings this year" not in page


def test_the_plan_of_the_year_begins_where_something_is_recorded(house: House) -> None:
    page = words(house.client("secretary").get(reverse("unit_meetings", args=["B111"])))
    assert "Plan of" in page
    assert "not recorded" not in page


def noticed(house: House, days: int) -> Meeting:
    meeting = planned(house, starts=AT + timedelta(days=days))
    meeting_actions.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    return meeting


@pytest.mark.usefixtures("at_house_time")
def test_leave_from_the_meeting_after_next_is_one_tap_away(house: House) -> None:
    later, first, last = noticed(house, 7), noticed(house, 2), noticed(house, 9)
    page = house.client("member").get(reverse("home")).content.decode()
    section = page[page.index('id="meetings-title"') : page.index('id="waiting-title"')]
    assert re.findall(r'href="/my/meetings/([\w-]{22})/"', section) == [first.key, later.key], "the next two, in order"
    assert last.key not in page


@pytest.mark.usefixtures("at_house_time")
def test_a_meeting_that_is_over_and_that_nobody_closed_does_not_stand_in_front_of_the_next(house: House) -> None:
    over = [planned(house, starts=AT - timedelta(hours=hours)) for hours in (3, 4)]
    for meeting in over:
        meeting_actions.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    on, ahead = opened(house), noticed(house, 2)
    for address in ("home", "to_do"):
        page = house.client("member").get(reverse(address)).content.decode()
        links = re.findall(r'href="/my/meetings/([\w-]{22})/"', page)
        assert links == [on.key, ahead.key], "the one that is on, and the one that comes next"
    listed = house.client("member").get(reverse("my_meetings")).content.decode()
    assert all(meeting.key in listed for meeting in over), "a late check-in still finds its meeting"


@pytest.mark.usefixtures("at_house_time")
def test_who_is_put_down_as_absent_says_so_from_the_list_of_their_meetings(house: House) -> None:
    meeting = closed(house, opened(house))
    client, address = house.client("member"), reverse("my_meeting", args=[meeting.key])
    page = client.get(reverse("my_meetings")).content.decode()
    (line,) = re.findall(rf'<a href="{address}#i-was-there">(.*?)</a>', page, re.DOTALL)
    assert "I was there" in line
    client.post(reverse("my_meeting_was_there", args=[meeting.key]), {"words": ""})
    assert "I was there" not in texts(client.get(reverse("my_meetings")), "span", class_="entry-deed")
