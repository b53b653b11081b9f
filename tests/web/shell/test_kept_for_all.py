"""What a browser keeps for the time without signal is nobody's: the same bytes whoever is signed in."""

import re

import pytest
from django.urls import reverse

from goodstanding.actions.people import accounts
from tests.house import House

#: All that the service worker stores, or that any store on the way may keep.
KEPT = ("offline", "check_in_kept", "roll_kept", "manifest", "service_worker")
WHO = ("member", "secretary", "city_officer", "operator")


def said(house: House, route: str, who: str | None) -> tuple[str, dict[str, str]]:
    """The content and the headers of an answer."""
    answer = house.client(who).get(reverse(route), {"language": "en"})
    assert answer.status_code == 200
    return answer.content.decode(), dict(answer.items())


@pytest.mark.parametrize("route", KEPT)
def test_what_is_kept_carries_nothing_of_a_person(house: House, route: str) -> None:
    nobody, headers = said(house, route, None)
    for who in WHO:
        account = house.account(who)
        accounts.choose(account=account, values={"theme": "dark", "large_type": True, "language": "en"})
        mine, mine_headers = said(house, route, who)
        assert mine == nobody, (route, who)
        assert account.shown_name not in mine and account.login not in re.findall(r"[\w-]+", mine)
        assert mine_headers.get("Cache-Control") == headers.get("Cache-Control")
        assert "Set-Cookie" not in mine_headers


@pytest.mark.parametrize(
    "route", ["home", "to_do", "my_record", "my_data", "desk", "roster", "search", "me", "my_data_json"]
)
def test_what_is_about_a_person_is_kept_nowhere(house: House, route: str) -> None:
    address = reverse(route, args=["B111"] if route == "roster" else [])
    assert "no-store" in house.client("secretary").get(address)["Cache-Control"]
    worker = said(house, "service_worker", None)[0]
    assert address not in re.findall(r'"(/[^"]*)"', worker)
