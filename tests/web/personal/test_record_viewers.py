"""Who viewed my record: views that were meant stand by themselves, what lists showed is summed up."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from goodstanding.models import RecordView
from tests.house import AT, House
from tests.pages import words

pytestmark = pytest.mark.usefixtures("at_house_time")


def viewed(house: House, who: str, how: str, page: str, at: datetime) -> None:
    RecordView.objects.create(
        member=house.member(), by=house.account(who), office="", how=how, page=page, purpose="roster", at=at
    )


def test_twelve_lists_of_a_month_are_one_line_and_do_not_drown_the_one_view(house: House) -> None:
    for number in range(12):
        who = ("secretary", "committee", "city_officer")[number % 3]
        viewed(house, who, "list", "roster", AT - timedelta(days=number))
    viewed(house, "secretary", "page", "record", AT - timedelta(days=20))
    client = house.client("member")
    page = client.get(reverse("my_record_viewers"))
    said = words(page)
    assert "The list of members 12 times in October, by 3 people" in said
    assert said.count("Shown in a list") == 0
    assert said.index("Opened the page") < said.index("12 times")
    line = page.context["in_passing"][0]
    behind = words(client.get(reverse("my_record_viewers") + line["url"].partition("#")[0]))
    assert behind.count("Shown in a list") == 10 and "Page 1 of 2" in behind
    assert "Opened the page" not in behind


def test_months_and_pages_are_summed_apart_and_each_can_be_opened(house: House) -> None:
    viewed(house, "secretary", "list", "meeting", AT)
    viewed(house, "secretary", "search", "search", AT)
    viewed(house, "secretary", "list", "meeting", AT - timedelta(days=40))
    client = house.client("member")
    page = client.get(reverse("my_record_viewers"))
    assert "1 time in September, by 1 person" in words(page)
    assert len(page.context["in_passing"]) == 3
    assert "Nobody has opened, exported or printed it yet." in words(page)


@pytest.mark.parametrize("query", ["?month=2016-13", "?month=2016-10&page_kind=nonsense", "?month="])
def test_nonsense_in_the_address_is_no_page(house: House, query: str) -> None:
    assert house.client("member").get(reverse("my_record_viewers") + query).status_code == 404
