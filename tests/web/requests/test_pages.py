"""Requests from above on pages: the branch sees each, a person above raises the ceiling, and a refusal says the sum."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.models import CeilingLift
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.requests import MOST, announced

PAGE, RAISE = (reverse(name, args=["B111"]) for name in ("unit_requests", "unit_requests_raise"))


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_the_branch_sees_what_was_asked_and_that_the_ceiling_was_raised(house: House) -> None:
    secretary = house.client("secretary")
    assert "Nothing was asked from above this month." in words(secretary.get(PAGE))
    assert PAGE in secretary.get(reverse("unit", args=["B111"])).content.decode()
    announced(house)
    said = words(secretary.get(PAGE))
    assert f"1. Announcement · {house.unit('S11').name}" in said
    assert f"1 of {MOST} in October 2016" in said
    assert secretary.get(RAISE).status_code == 404
    officer = house.client("district_officer")
    assert officer.post(RAISE, {"more": "1", "reason": ""}).status_code == 422
    assert officer.post(RAISE, {"more": "1", "reason": "Flood"}).status_code == 302
    assert CeilingLift.objects.get().more == 1
    assert "Flood" in words(secretary.get(PAGE))


def test_the_form_that_would_break_it_says_the_sum_and_loses_nothing(house: House) -> None:
    for _number in range(MOST):
        announced(house)
    until = (house.today + timedelta(days=9)).isoformat()
    client = house.client("district_officer")
    given = {"title": "One more thing", "text": "Read it.", "until_on": until, "form": "f"}
    answer = client.post(reverse("bulletin_new", args=["D1"]), given)
    assert answer.status_code == 422
    said = words(answer)
    assert f"has had {MOST} of {MOST} requests this month" in said
    assert "So has 1 more unit." in said
    assert "One more thing" in answer.content.decode()
