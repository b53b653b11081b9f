"""A member's own talks and contact on the phone: few taps, nothing typed but a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import LongAbsence, Talk
from tests.care import classed, left, talked
from tests.clock import Clock
from tests.house import House
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines

PAGE = reverse("my_talks")


@pytest.fixture(autouse=True)
def then(clock: Clock, house: House) -> None:
    clock.stop_at(house.at)


def test_a_talk_waits_in_to_do_and_is_confirmed_with_one_tap(house: House) -> None:
    client = house.client("member")
    before = badge(client, "to_do")
    talk = talked(house)
    assert badge(client, "to_do") == before + 1
    line = next(one for one in lines(client, "to_do") if "Heart-to-heart talk" in one)
    assert "It took place" in line
    assert client.post(reverse("my_talk", args=[talk.key])).status_code == 302
    assert badge(client, "to_do") == before
    assert left(house.member()) == {"talk.heart_to_heart": [1000]}
    assert "Confirmed by both" in words(client.get(PAGE))
    said = words(house.client("secretary").get(reverse("to_do")))
    assert "confirmed by both" in said


def test_a_member_records_a_talk_and_the_secretary_notes_how_another_confirmed_it(house: House) -> None:
    client = house.client("member")
    page = client.get(reverse("my_talk_new"))
    assert house.member("secretary").name in words(page)
    form = {"holder": house.member("secretary").pk, "kind": "heart_to_heart", "on": "2016-10-14"}
    assert client.post(reverse("my_talk_new"), form | {"on": "2016-10-32"}).status_code == 422
    assert client.post(reverse("my_talk_new"), form).status_code == 302
    secretary = house.client("secretary")
    assert "It did not take place" in words(secretary.get(PAGE))
    key = Talk.objects.get().key
    assert client.post(reverse("my_talk", args=[key]), {"do": "nonsense"}).status_code == 404
    assert house.client("committee").post(reverse("my_talk", args=[key])).status_code == 404
    secretary.post(reverse("my_talk", args=[key]), {"do": "deny"})
    assert Talk.objects.get().state == Talk.State.DENIED
    other = talked(house, "group_leader")
    assert "The member has no phone" in words(secretary.get(PAGE))
    secretary.post(reverse("my_talk", args=[other.key]), {"do": "paper"})
    assert "Confirmed by both (Signed on paper)" in words(secretary.get(PAGE))


def test_an_arranged_talk_is_among_the_next_seven_days(house: House) -> None:
    talked(house, on=house.today + timedelta(days=3))
    for who, other in (("member", "secretary"), ("secretary", "member")):
        said = words(house.client(who).get(reverse("my_week")))
        assert f"With {house.member(other).name}" in said
    assert "Call it off" in words(house.client("member").get(PAGE))


def test_a_long_absence_takes_two_days_and_ends_with_one_tap(house: House) -> None:
    client, first = house.client("member"), timezone.localdate() + timedelta(days=5)
    form = {"from_on": first.isoformat(), "until_on": (first + timedelta(days=200)).isoformat(), "phone": ""}
    wrong = form | {"until_on": (first - timedelta(days=1)).isoformat()}
    answer = client.post(reverse("my_absence"), wrong)
    assert answer.status_code == 422
    assert "The last day is before the first." in words(answer)
    assert client.post(reverse("my_absence"), form).status_code == 302
    absence = LongAbsence.objects.get()
    assert "I am back" in words(client.get(PAGE))
    assert house.client("committee").post(reverse("my_absence_end", args=[absence.key])).status_code == 404
    client.post(reverse("my_absence_end", args=[absence.key]))
    assert "I am back" not in words(client.get(PAGE))


def test_a_floating_member_is_in_touch_with_one_tap(house: House) -> None:
    client, address = house.client("member"), reverse("my_contact", args=["floating"])
    assert "I have been in touch" not in words(client.get(PAGE))
    assert client.post(address, follow=True).status_code == 200
    assert left(house.member()) == {}
    classed(house.member(), "floating")
    assert "I have been in touch" in words(client.get(PAGE))
    client.post(address)
    assert left(house.member()) == {"contact.floating_kept": [1000]}
    assert client.post(reverse("my_contact", args=["nonsense"])).status_code == 404


def test_help_is_recorded_by_the_helper_and_confirmed_with_one_tap(house: House) -> None:
    helper, helped = house.client("committee"), house.client("member")
    form = {"member": house.member().key, "kind": "mentoring", "on": "2016-10-14"}
    assert helper.post(reverse("my_help_new"), form | {"member": "nobody"}).status_code == 422
    assert helper.post(reverse("my_help_new"), form).status_code == 302
    assert "The member has no phone" not in words(helper.get(PAGE))
    assert any("Mentored someone" in line for line in lines(helped, "to_do"))
    helped.post(reverse("my_talk", args=[Talk.objects.get().key]))
    assert left(house.member("committee")) == {"mentoring.done": [1000]}
