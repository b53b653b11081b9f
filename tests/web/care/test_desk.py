"""The desk: with whom no talk took place, contact, absences and searches of a unit on one page, few taps each."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Contact, RecordView, Search, SearchStep, Talk
from tests.care import DAY, away, classed, left, sought, talked, touched
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.web.personal.waiting_list import lines

UNIT = reverse("unit_care", args=["B111"])


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_the_page_of_a_branch_lists_members_without_a_talk_and_leaves_looks(house: House) -> None:
    talked(house, "group_leader", way="paper")
    client = house.client("secretary")
    said = words(client.get(UNIT))
    assert "3 members, longest ago first" in said
    assert house.member("group_leader").name not in said.split("Heart-to-heart talk", 1)[1].split("Talk with a", 1)[0]
    views = house.member().record_views.filter(page=RecordView.Page.CARE, purpose=RecordView.Purpose.CARE)
    assert views.exists()
    for who, status in (("group_leader", 404), ("neighbour", 404), ("auditor", 404), ("sub_district_officer", 200)):
        assert house.client(who).get(UNIT).status_code == status, who
    assert house.client("secretary").get(reverse("care")).headers["Location"] == UNIT
    assert house.client("sub_district_officer").get(reverse("care")).status_code == 200


def test_a_talk_is_arranged_from_the_list_and_recorded_with_paper(house: House) -> None:
    client, address = house.client("secretary"), reverse("talk_new", args=["B111"])
    page = client.get(f"{address}?member={house.member().key}&kind=heart_to_heart")
    assert f'value="{house.member().pk}" selected' in page.content.decode()
    form = {"member": house.member().pk, "kind": "heart_to_heart", "on": "2016-10-20", "way": ""}
    assert client.post(address, form).status_code == 302
    assert "set for" in words(client.get(UNIT))
    assert client.post(address, form | {"kind": "contact_talk"}).status_code == 422
    client.post(address, form | {"on": "2016-10-13", "way": "in_person"})
    assert sorted(Talk.objects.values_list("state", flat=True)) == ["arranged", "confirmed"]
    assert left(house.member("committee")) == {"duty.member_talked_with": [1000]}


def test_contact_is_recorded_and_taken_back(house: House) -> None:
    classed(house.member(), "elderly_sick")
    client, address = house.client("committee"), reverse("contact_new", args=["B111"]) + "?kind=at_home"
    assert "Due in 2016" in words(client.get(UNIT))
    form = {"member": house.member().pk, "way": "visit", "on": timezone.localdate().isoformat()}
    assert client.post(address, form | {"member": house.member("secretary").pk}).status_code == 422
    assert client.post(address, form).status_code == 302
    assert "Done with every member in this period." in words(client.get(UNIT))
    back = reverse("contact_withdraw", args=[Contact.objects.get().key])
    assert client.get(back).status_code == 200
    assert house.client("neighbour").get(back).status_code == 404
    client.post(back)
    assert Contact.objects.get().withdrawn_at is not None
    assert client.get(reverse("contact_new", args=["B111"]) + "?kind=nonsense").status_code == 404


def test_a_search_shows_its_clock_and_steps_and_ends_with_one_tap(house: House) -> None:
    client = house.client("secretary")
    form = {"member": house.member().pk, "since": "2016-03-01"}
    answer = client.post(reverse("search_new", args=["B111"]), form)
    search = Search.objects.get()
    page = reverse("search_for_member", args=[search.key])
    assert answer.headers["Location"] == page
    said = words(client.get(page))
    assert "7 months without contact" in said
    assert "Nothing follows from this by itself." in said
    assert client.post(page, {"what": "letter", "on": "2016-10-16"}).status_code == 422
    assert client.post(page, {"what": "letter", "on": "2016-10-14"}).status_code == 302
    assert SearchStep.objects.get().by == house.account("secretary")
    assert "for long" in words(client.get(UNIT))
    assert house.client("neighbour").get(page).status_code == 404
    client.post(reverse("search_found", args=[search.key]))
    assert "Found again" in words(client.get(page))
    assert "for long" not in words(client.get(UNIT))


def test_an_absence_is_reported_for_a_member_and_ended(house: House) -> None:
    client = house.client("secretary")
    form = {
        "member": house.member().pk, "from_on": "2016-10-20", "until_on": "2017-06-30", "phone": "13900000001",
        "reported_on": "2016-10-14",
    }  # fmt: skip
    assert client.post(reverse("absence_new", args=["B111"]), form).status_code == 302
    assert left(house.member()) == {"away.reported": [1000]}
    assert "13900000001" in words(client.get(UNIT))
    absence = house.member().long_absences.get()
    client.post(reverse("absence_end", args=[absence.key]))
    assert "13900000001" not in words(client.get(UNIT))


def test_what_is_left_near_the_end_of_a_period_stands_on_the_work_list(house: House, clock: Clock) -> None:
    classed(house.member(), "floating")
    client = house.client("secretary")
    assert not [one for one in lines(client, "desk") if "left" in one]
    clock.stop_at(AT + (date(2016, 12, 10) - AT.date()))
    client = house.client("secretary")
    found = [one for one in lines(client, "desk") if "left" in one]
    assert any("Heart-to-heart talk: 4 members are left" in one for one in found)
    assert any("Contact with a floating member: 1 member is left" in one for one in found)
    assert not [one for one in lines(house.client("sub_district_officer"), "desk") if "are left" in one]


def test_what_others_recorded_is_nobody_elses_to_see(house: House) -> None:
    classed(house.member(), "floating")
    contact, search, absence = touched(house), sought(house), away(house, from_on=house.today + 9 * DAY)
    for route, key in (
        ("contact_withdraw", contact.key),
        ("search_for_member", search.key),
        ("absence_end", absence.key),
    ):
        assert house.client("foreign_secretary").get(reverse(route, args=[key])).status_code == 404, route
