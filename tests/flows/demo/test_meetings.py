"""The demonstration's meetings lie on the organization's days, whatever day it is elsewhere."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodstanding.flows.demo import meetings
from goodstanding.models import Attendee, Fact, Meeting, Organization
from tests.house import House

#: Half an hour before midnight and half an hour after, at the turn of a month as well: where UTC has another day.
MOMENTS = ["2016-10-15 23:30", "2016-10-16 00:30", "2016-10-31 23:30", "2016-11-01 00:30"]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_around_midnight_everything_is_on_the_organizations_days(house: House, moment: str, zone: str) -> None:
    Organization.objects.update(time_zone=zone)
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    today = at.date()
    assert meetings.fill(scheme=house.scheme, at=at) == 10, "five in each of two branches with a secretary"
    held = Meeting.objects.filter(state="closed")
    first_of_last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    assert all(first_of_last_month <= one.on < today for one in held)
    assert all(local(one, zone) == one.on for one in Meeting.objects.all())
    assert all(fact.occurred_on <= today for fact in Fact.objects.all())
    ahead = Meeting.objects.filter(state="noticed")
    assert sorted({(one.on - today).days for one in ahead}) == [5, 6]
    going_on = Meeting.objects.filter(state="open")
    assert all(timedelta(hours=1) <= at - one.starts_at < timedelta(hours=2) for one in going_on)


def local(meeting: Meeting, zone: str) -> date:
    return meeting.starts_at.astimezone(ZoneInfo(zone)).date()


def test_the_meetings_that_are_over_show_what_a_host_says(house: House) -> None:
    meetings.fill(scheme=house.scheme, at=datetime(2016, 10, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai")))
    kinds = set(Fact.objects.filter(source="meeting").values_list("kind", flat=True))
    assert {"meeting.stayed_to_end", "meeting.discussion"} <= kinds
    missed = Attendee.objects.filter(meeting__state="closed", counted__verdict__in=("absent", "leave")).exists()
    assert ("absence.made_up" in kinds) == missed
