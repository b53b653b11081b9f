"""What a member signed up for is in their calendar, and the day before they are reminded."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.people import calendar_feeds
from goodstanding.actions.service import reminders
from goodstanding.models import Notice
from tests.house import House
from tests.service import DAY, HOUR, joined, left_out, planned


def test_it_is_in_the_calendar_of_those_who_signed_up_alone(house: House) -> None:
    now = timezone.now()
    activity = planned(house, title="Tidy the park", starts=now + DAY, at=now)
    joined(house, activity, at=now)
    found = {}
    for who in ("member", "committee"):
        secret = calendar_feeds.make(by=house.viewer(who), at=now)
        found[who] = house.client().get(reverse("calendar_feed", args=[secret])).content.decode()
    assert "SUMMARY:Tidy the park" in found["member"]
    assert "LOCATION:The gate" in found["member"]
    assert "STATUS:CONFIRMED" in found["member"]
    assert "Tidy the park" not in found["committee"]


def test_the_day_before_those_with_a_place_are_reminded_once(house: House) -> None:
    activity = planned(house, starts=house.at + DAY + HOUR, places=1)
    joined(house, activity)
    joined(house, activity, "committee")
    reminded = Notice.objects.filter(kind="service_tomorrow")
    assert reminders.remind(on=house.today - DAY, at=house.at - DAY) == 0
    for _again in range(2):
        reminders.remind(on=house.today, at=house.at)
    assert [notice.to for notice in reminded] == [house.account("member")], "not from the waiting list"
    left_out(house, activity.sign_ups.get(member=house.member()))
    later = house.at + timedelta(minutes=5)
    reminders.remind(on=house.today, at=later)
    assert reminded.filter(to=house.account("committee")).count() == 1, "who moved up has the place now"
