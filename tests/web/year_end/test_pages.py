"""The year's end on pages: one list for a secretary, sums above, and the report with the way to its rows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.clock import Clock
from tests.house import AT, House
from tests.letters import written as letter_written
from tests.meetings import closed, opened
from tests.pages import words

OWN = reverse("year_end")


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT + timedelta(days=60))


def test_a_secretary_has_everything_in_one_list_with_one_tap_to_each(house: House) -> None:
    closed(house, opened(house))
    letter_written(house)
    page = house.client("secretary").get(OWN)
    said, html = words(page), page.content.decode()
    assert "Minutes to write" in said
    assert "1 left" in said
    assert "Not opened yet" in said
    assert "11 steps" in said
    for address in ("/units/B111/meetings/", "/desk/letters/", "/desk/appraisal/", "/units/B111/year-end/report/"):
        assert f'href="{address}' in html, address
    assert house.account("secretary").shown_name in said


def test_an_officer_has_the_sums_of_the_units_below_and_opens_one(house: House) -> None:
    letter_written(house)
    client = house.client("district_officer")
    page = client.get(OWN)
    assert 'href="/units/S11/year-end/"' in page.content.decode()
    assert 'href="/units/B111/year-end/"' in client.get("/units/S11/year-end/").content.decode()
    assert "Questions and complaints to answer" in words(client.get("/units/B111/year-end/"))
    assert client.get("/units/B211/year-end/").status_code == 404


def test_the_report_can_be_copied_and_every_sentence_leads_to_a_page(house: House) -> None:
    closed(house, opened(house))
    letter_written(house)
    client = house.client("secretary")
    client.post(reverse("set_language"), {"language": "zh-hans"})
    page = client.get("/units/B111/year-end/report/")
    assert 'data-copy-text="本组织现有成员5名' in page.content.decode()
    for address in ("/units/B111/members/", "/units/B111/meetings/", "/desk/letters/"):
        assert f'href="{address}"' in page.content.decode(), address
        assert client.get(address).status_code == 200
