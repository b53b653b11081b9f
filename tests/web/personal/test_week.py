"""The coming days at a glance: what each holds, for a member and for the people of a branch."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.meetings import meetings
from tests.assignments import given
from tests.house import House
from tests.meetings import planned
from tests.pages import words
from tests.study import given as course_given

DAY = timedelta(days=1)


@pytest.fixture
def busy(house: House) -> House:
    """A branch with a meeting, an assignment, a course, and one of each that is further away."""
    at, today = timezone.now(), timezone.localdate()
    for days in (2, 9):
        meeting = planned(house, starts=at + days * DAY)
        meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary", on=today), at=at)
        given(house, at=at, due_on=today + days * DAY, title=f"Count the chairs {days}")
        # Courses leave members time; this one was set two weeks ago.
        course_given(house, at=at - 14 * DAY, due_on=today + days * DAY)
    return house


def test_a_member_reads_the_days_in_their_order_and_what_each_holds(busy: House) -> None:
    client = busy.client("member", verified=False)
    said = words(client.get(reverse("my_week")))
    assert said.count("Themed Party Day") == 1, "the other meeting is further away"
    assert "Count the chairs 2" in said
    assert said.count("The rules") == 1
    for other in ("home", "to_do"):
        assert reverse("my_week") in client.get(reverse(other)).content.decode()


def test_the_people_of_a_branch_read_what_they_hold_and_what_is_due_for_how_many(busy: House) -> None:
    said = words(busy.client("secretary").get(reverse("desk_week")))
    assert "5 have not done it yet" in said
    assert "Count the chairs 9" not in said
    assert said.count("The rules") == 1
    assert reverse("desk_week") in busy.client("secretary").get(reverse("desk")).content.decode()
    elsewhere = words(busy.client("foreign_secretary").get(reverse("desk_week")))
    assert "Nothing in the next seven days." in elsewhere
