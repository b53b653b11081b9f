"""While a meeting is on, its host's work list begins with it: one tap to the roll."""

import re

import pytest
from django.urls import reverse

from goodstanding.models import MemberClass
from tests.clock import Clock
from tests.house import OPENED, House
from tests.meetings import HOUR, closed, opened, planned
from tests.web.personal.waiting_list import badge, words_of

pytestmark = pytest.mark.usefixtures("at_house_time")
SECTION = re.compile(r'<section class="section" aria-labelledby="now-title">.*?</section>', re.DOTALL)


def on_now(house: House, who: str) -> str:
    """What the section of a desk says, with its links; nothing where there is none."""
    found = SECTION.search(house.client(who).get(reverse("desk")).content.decode())
    return found[0] if found else ""


def test_the_host_s_desk_leads_to_the_roll_of_the_meeting_that_is_on(house: House) -> None:
    before = badge(house.client("secretary"), "desk")
    meeting = opened(house)
    section = on_now(house, "secretary")
    assert "Themed Party Day" in words_of(section)
    assert "Open for check-in" in words_of(section)
    assert f'href="{reverse("meeting", args=[meeting.key])}"' in section
    assert f'href="{reverse("meeting_roll", args=[meeting.key])}"' in section
    assert badge(house.client("secretary"), "desk") == before, "nothing is owed while it is on"
    closed(house, meeting)
    assert on_now(house, "secretary") == ""


def test_a_meeting_that_is_over_waits_to_be_closed_and_is_no_longer_on(house: House, clock: Clock) -> None:
    opened(house)
    clock.stop_at(house.at + 3 * HOUR)
    assert on_now(house, "secretary") == ""
    assert "Close: Themed Party Day" in house.client("secretary").get(reverse("desk")).content.decode()


def test_a_meeting_without_check_in_yet_is_not_on(house: House) -> None:
    planned(house)
    assert on_now(house, "secretary") == ""


def test_only_who_holds_it_is_led_there(house: House) -> None:
    for who in ("member", "group_leader"):
        MemberClass.objects.create(member=house.member(who), word="group", from_on=OPENED)
    opened(house)
    group = opened(house, "group")
    section = on_now(house, "group_leader")
    assert re.findall(r'href="([^"]+/roll/)"', section) == [reverse("meeting_roll", args=[group.key])]
    assert on_now(house, "neighbour") == ""
