"""A member's own service on the phone: one tap to sign up, claim, register and record, found where it is asked for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import CommunityRegistration, RelayedNeed, ServiceVisit, SignUp, Wish
from tests.beginnings import year_published
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.service import classed, confirmed, joined, left, paired, planned, registered, wished
from tests.web.personal.waiting_list import badge, lines


def test_one_tap_signs_up_and_one_signs_off_and_the_waiting_list_is_said(house: House) -> None:
    at = timezone.now()
    activity = planned(house, places=1, at=at)
    client, page = house.client("member", verified=False), reverse("my_activity", args=[activity.key])
    overview = client.get(reverse("my_service")).content.decode()
    sign_up = reverse("my_activity_sign_up", args=[activity.key])
    assert f'action="{sign_up}"' in overview
    answer = client.post(sign_up, {"next": reverse("my_service")}, follow=True)
    assert "Signed up: Tidy the park" in words(answer)
    second = house.client("group_leader", verified=False)
    assert "Join the waiting list" in words(second.get(reverse("my_service")))
    assert "You are on the waiting list" in words(second.post(sign_up, follow=True))
    assert "You are number 1." in words(second.get(page))
    client.post(reverse("my_activity_sign_off", args=[activity.key]))
    assert SignUp.objects.get(member=house.member("group_leader")).state == "signed_up"
    assert "A place is free and yours" in words(second.get(reverse("to_do")))
    assert house.client("stranger").get(page).status_code == 404
    assert house.client("stranger").post(sign_up).status_code == 404


def test_members_see_how_many_come_and_not_who(house: House) -> None:
    at = timezone.now()
    activity = planned(house, at=at)
    joined(house, activity, "group_leader", at=at)
    said = words(house.client("member", verified=False).get(reverse("my_activity", args=[activity.key])))
    assert "1 signed up" in said
    assert house.member("group_leader").name not in said


def test_the_hours_of_the_year_stand_beside_what_the_rules_ask(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    activity = planned(house, starts=AT - timedelta(days=2))
    joined_by_host = house.client("secretary").post(
        reverse("activity", args=[activity.key]), {"member": house.member().pk}
    )
    assert joined_by_host.status_code == 302
    confirmed(house, activity, at=AT)
    page = house.client("member", verified=False).get(reverse("my_service"))
    assert "2 of 20 hours" in words(page)
    assert 'max="20000"' in page.content.decode()


def test_a_wish_is_claimed_reported_and_given_back_and_waits_on_to_do(house: House) -> None:
    wish, client = wished(house, at=timezone.now()), house.client("member", verified=False)
    before = badge(client, "home")
    act = reverse("my_wish_act", args=[wish.key])
    assert f'action="{act}"' in client.get(reverse("my_service")).content.decode()
    client.post(act)
    assert badge(client, "home") == before + 1
    assert any(reverse("my_wish", args=[wish.key]) in line for line in lines(client, "to_do"))
    stranger = house.client("group_leader", verified=False)
    assert stranger.get(reverse("my_wish", args=[wish.key])).status_code == 404, "claimed by another member"
    client.post(act, {"do": "report"})
    assert Wish.objects.get().state == "reported"
    assert badge(client, "home") == before
    client.post(act, {"do": "give_back"})
    assert (Wish.objects.get().state, left(house.member())) == ("open", {})
    assert stranger.post(act, {"do": "report"}).status_code == 404


def test_a_community_is_found_by_its_name_and_chosen_in_one_tap(house: House) -> None:
    client, page = house.client("member", verified=False), reverse("my_community")
    assert "The rules ask this of other members" in words(client.get(page))
    classed(house.member(), "in_service")
    said = words(client.get(page, {"q": "1.1.2"}))
    assert ("Branch 1.1.2" in said, "Branch 1.2.1" in said, "Branch 1.1.1" in said) == (True, False, False)
    assert "No community has that name" in words(client.get(page, {"q": "nowhere"}))
    assert client.post(page, {"unit": "B112"}).status_code == 302
    assert CommunityRegistration.objects.get().unit.code == "B112"
    assert client.post(page, {"unit": "S11"}).status_code == 404
    client.post(reverse("my_community_end"))
    assert CommunityRegistration.objects.get().state == "ended"


def test_needs_and_visits_are_recorded_and_taken_back(house: House) -> None:
    client = house.client("member", verified=False)
    new = reverse("my_need_new")
    assert "Name no person and no household" in words(client.get(new))
    assert client.post(new, {"title": "", "form": "a"}).status_code == 422
    for _again in range(2):
        client.post(new, {"title": "A bench", "text": "At the gate", "form": "a"})
    need = RelayedNeed.objects.get()
    assert "Waiting for an answer" in words(client.get(reverse("my_needs")))
    client.post(reverse("my_need_withdraw", args=[need.key]))
    assert RelayedNeed.objects.get().state == "withdrawn"
    page, today = reverse("my_visits"), timezone.localdate()
    assert client.post(page, {"kind": "contact", "on": f"{today:%Y-%m-%d}"}).status_code == 302
    assert client.post(page, {"kind": "contact", "on": f"{today + timedelta(days=1):%Y-%m-%d}"}).status_code == 422
    client.post(reverse("my_visit_withdraw", args=[ServiceVisit.objects.get().key]))
    assert (ServiceVisit.objects.get().state, left(house.member())) == ("withdrawn", {})


def test_the_coming_days_hold_what_the_member_signed_up_for(house: House) -> None:
    at = timezone.now()
    activity = planned(house, at=at)
    joined(house, activity, at=at)
    page = house.client("member", verified=False).get(reverse("my_week")).content.decode()
    assert reverse("my_activity", args=[activity.key]) in page
    office = house.client("secretary").get(reverse("desk_week")).content.decode()
    assert reverse("activity", args=[activity.key]) in office


@pytest.mark.begins(after=year_published)
def test_what_the_rules_ask_for_has_its_button_in_what_is_still_possible(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    client = house.client("member")

    def deeds() -> set[str]:
        page = client.get(reverse("my_record")).content.decode()
        names = ("my_service", "my_visits", "my_need_new", "my_community")
        return {name for name in names if f'href="{reverse(name)}"' in page}

    assert "my_service" not in deeds(), "nothing is planned and nobody wishes for anything"
    planned(house)
    wished(house)
    assert {"my_service", "my_need_new", "my_visits"} <= deeds()


def test_everything_stands_in_the_member_s_own_data(house: House) -> None:
    at = timezone.now()
    activity = planned(house, at=at)
    joined(house, activity, at=at)
    registered(house, at=at)
    wish = wished(house, at=at)
    client = house.client("member")
    client.post(reverse("my_wish_act", args=[wish.key]))
    client.post(reverse("my_need_new"), {"title": "A bench", "form": "a"})
    client.post(reverse("my_visits"), {"kind": "contact", "on": f"{timezone.localdate():%Y-%m-%d}"})
    paired(house, at=at)
    data = client.get(reverse("my_data_json")).json()
    found = {name: len(data[name]) for name in (
        "sign_ups", "community_registrations", "wishes", "relayed_needs", "help_pairs", "service_visits"
    )}  # fmt: skip
    assert set(found.values()) == {1}
    assert data["sign_ups"][0]["title"] == "Tidy the park"
    assert {"signed_up", "asked", "confirmed", "claimed", "made"} <= {step["what"] for step in data["service_steps"]}
