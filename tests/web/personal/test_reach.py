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
