"""A member who needs a person of the branch finds the number to call where the need arises."""

import pytest
from django.urls import reverse

from goodstanding.actions.sign_in import unit_contacts
from tests.beginnings import year_published
from tests.clock import Clock
from tests.house import AT, House


@pytest.fixture(autouse=True)
def in_october(clock: Clock) -> None:
    clock.stop_at(AT)


@pytest.mark.begins(after=year_published)
@pytest.mark.parametrize("route", ["home", "my_record"])
def test_the_branch_s_number_stands_beside_who_records_what_is_possible(house: House, route: str) -> None:
    client = house.client("member")
    assert "tel:" not in client.get(reverse(route)).content.decode(), "the branch has not said yet"
    by = house.viewer("secretary")
    unit_contacts.say(unit=house.branch, phone="0571-555 0101", text="Room 2 <Tuesdays>", by=by, at=house.at)
    page = client.get(reverse(route)).content.decode()
    assert 'href="tel:05715550101"' in page
    assert "Room 2 &lt;Tuesdays&gt;" in page


@pytest.mark.begins(after=year_published)
def test_the_number_of_another_branch_is_not_shown(house: House) -> None:
    by = house.viewer("neighbour")
    unit_contacts.say(unit=house.unit("B112"), phone="0571-555 0199", text="", by=by, at=house.at)
    assert "tel:" not in house.client("member").get(reverse("my_record")).content.decode()


@pytest.mark.begins(after=year_published)
def test_a_line_of_what_is_possible_leads_to_the_person_who_records_it_and_never_to_their_own_number(
    house: House,
) -> None:
    secretary = house.member("secretary")
    secretary.phone = "0571-555-0177"  # type: ignore[assignment]
    secretary.save()
    by = house.viewer("secretary")
    client, address = house.client("member"), reverse("standing_line", args=["2016-10", "ORG04"])
    assert "has not said yet how it is reached." in client.get(address).content.decode()
    unit_contacts.say(unit=house.branch, phone="0571-555 0101", text="", by=by, at=house.at)
    page = client.get(address).content.decode()
    section = page[page.index('id="recorder-title"') :]
    assert secretary.name in section and "Branch secretary" in section
    assert 'href="tel:05715550101"' in section
    assert "0177" not in page


@pytest.mark.begins(after=year_published)
def test_what_only_an_officer_records_leads_to_the_officer_s_unit(house: House) -> None:
    by = house.viewer("sub_district_officer")
    unit_contacts.say(unit=house.unit("S11"), phone="0571-555 0144", text="", by=by, at=house.at)
    page = house.client("secretary").get(reverse("standing_line", args=["2016-10", "ORG04"])).content.decode()
    section = page[page.index('id="recorder-title"') :]
    assert house.member("sub_district_officer").name in section
    assert 'href="tel:05715550144"' in section
