"""Letters on pages: written on the phone, answered at the desk, and the look is left with the member."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.models import Letter, RecordView
from tests.clock import Clock
from tests.house import AT, House
from tests.letters import answered, written
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines

OWN, DESK = reverse("my_letters"), reverse("letters")


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_a_member_asks_and_sees_who_has_it_and_until_when(house: House) -> None:
    client = house.client("member")
    assert "writing never costs a point" in words(client.get(OWN))
    new = f"{reverse('my_letter_new')}?kind=question"
    assert client.post(new, {"title": "The hall", "text": "", "form": "f"}).status_code == 422
    assert client.post(new, {"title": "The hall", "text": "When is it open?", "form": "f"}).status_code == 302
    page = reverse("my_letter", args=[Letter.objects.get().key])
    assert f"by {house.branch.name}" in words(client.get(page))
    assert house.client("committee").get(page).status_code == 404
    assert client.get(reverse("my_letter_new")).status_code == 302, "first the kind"


def test_it_waits_at_the_desk_and_the_answer_can_be_passed_up(house: House) -> None:
    client, member = house.client("secretary"), house.client("member")
    before = badge(client, "desk")
    letter = written(house)
    assert badge(client, "desk") == before + 1
    assert any("When is the hall open?" in one for one in lines(client, "desk"))
    page = reverse("letter", args=[letter.key])
    for who in ("committee", "neighbour", "sub_district_officer", "auditor"):
        assert house.client(who).get(page).status_code == 404, who
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "From nine."}).status_code == 302
    assert RecordView.objects.filter(member=house.member(), page="letter", purpose="letter").exists()
    own = reverse("my_letter", args=[letter.key])
    assert "From nine." in words(member.get(own))
    assert member.post(reverse("my_letter_pass_up", args=[letter.key]), {"words": "In winter?"}).status_code == 302
    assert "In winter?" in words(house.client("sub_district_officer").get(page))
    assert member.get(reverse("my_letter_pass_up", args=[letter.key])).status_code == 404


def test_late_it_stands_on_the_list_of_the_unit_above(house: House, clock: Clock) -> None:
    letter, above = written(house), house.client("sub_district_officer")
    assert letter.title not in words(above.get(DESK))
    clock.stop_at(AT + timedelta(days=9))
    above = house.client("sub_district_officer")
    said = words(above.get(DESK))
    assert letter.title in said
    assert "sees it as well" in said


def test_one_tap_settles_it(house: House) -> None:
    letter, client = answered(house, written(house)), house.client("member")
    assert client.post(reverse("my_letter_settle", args=[letter.key])).status_code == 302
    assert "Settled" in words(client.get(OWN))
    assert "Settled" in words(house.client("secretary").get(DESK))


def test_a_letter_on_paper_is_typed_in_from_the_member_s_page_and_its_answer_printed(house: House) -> None:
    client, key = house.client("secretary"), house.member().key
    address = reverse("letter_paper", args=[key])
    said = words(client.get(address))
    assert "Question to the secretary" in said
    assert "Complaint about the work" not in said, "the unit complained about types nothing in"
    data = {"title": "Lights", "text": "They are broken.", "handed_in_on": "2016-10-14", "form": "f"}
    assert client.post(f"{address}?kind=question", data | {"text": ""}).status_code == 422
    assert client.post(f"{address}?kind=question", data).status_code == 302
    page = reverse("letter", args=[Letter.objects.get().key])
    assert "Handed in on" in words(client.get(page))
    assert "Print the answer" not in words(client.get(page))
    client.post(page, {"words": "Mended."})
    assert "Print the answer" in words(client.get(page))
