"""One shell on the telephone: whoever is signed in has the same header and the same bar on every page."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.house import House
from tests.web.shell.failing import broken

BAR = re.compile(r'<nav class="phone-bar".*?</nav>', re.DOTALL)
MEMBERS = ["home", "to_do", "check_in", "my_record", "me"]
OWN = ["home", "to_do", "my_record", "me", "security", "my_meetings", "rules"]
LIBRARY = ["mfa_list_webauthn", "mfa_activate_totp", "account_change_password", "usersessions_list"]
DESK = ["desk", "units", "meetings", "transfers", "jobs", "search"]


def bar(page: Any) -> list[str]:
    """Where the bar leads, in its order; the brand and the way to the desk stand only on wide screens."""
    found = BAR.search(page.content.decode())
    assert found, "the page has the bar"
    return re.findall(r'<a href="([^"]+)"', found[0])


def ways(*names: str) -> list[str]:
    return [reverse(name) for name in names]


def heading(page: Any) -> str:
    """The only heading of the first level, which stands in the header."""
    text = page.content.decode()
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert text.index('class="phone-top"') < text.index("<h1"), "the title stands in the header"
    return str(found).strip()


@pytest.mark.parametrize("route", [*OWN, *LIBRARY])
def test_a_member_has_the_same_bar_and_header_on_every_page(house: House, route: str) -> None:
    page = house.client("member").get(reverse(route), follow=True)
    assert page.status_code == 200
    assert bar(page) == ways(*MEMBERS)
    assert heading(page)


@pytest.mark.parametrize("route", [*OWN, *LIBRARY, *DESK])
def test_a_secretary_has_one_bar_on_their_own_pages_and_at_the_desk(house: House, route: str) -> None:
    page = house.client("secretary").get(reverse(route), follow=True)
    assert bar(page) == ways(*MEMBERS)
    text = page.content.decode()
    assert 'popovertarget="desk-menu"' in BAR.search(text)[0]  # type: ignore[index]
    assert re.search(r'class="desk-side" id="desk-menu" popover', text), "the menu opens where the thumb is"
    assert heading(page)


def test_before_the_second_step_there_is_no_menu_of_the_desk(house: House) -> None:
    client = house.client("secretary", verified=False)
    for route in ("home", "security_needed"):
        page = client.get(reverse(route))
        assert bar(page) == ways(*MEMBERS)
        assert "desk-menu" not in page.content.decode()


def test_who_is_no_member_has_no_pages_of_a_member_in_the_bar(house: House) -> None:
    page = house.client("analyst").get(reverse("desk"))
    assert bar(page) == ways("to_do", "me")


def test_a_page_deep_in_the_desk_leads_back_to_the_one_above_it(house: House) -> None:
    page = house.client("secretary").get(reverse("roster", args=["B111"])).content.decode()
    assert re.search(rf'class="back" href="{reverse("unit", args=["B111"])}"', page)


@pytest.mark.parametrize("who", ["member", "secretary", "auditor"])
def test_what_goes_wrong_is_said_in_the_same_shell(house: House, who: str) -> None:
    client = house.client(who)
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert bar(missing) == bar(client.get(reverse("to_do")))
    assert heading(missing) == "This page is not here"
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = client.cookies
    stale = checked.post(reverse("set_language"), {"language": "en"})
    assert (stale.status_code, heading(stale)) == (403, "This page has expired")
    assert bar(stale) == bar(missing)


def test_too_many_tries_are_said_in_the_same_shell(house: House) -> None:
    client = house.client("member")
    answers = [client.post(reverse("check_in"), {"typed": "000000"}) for _try in range(6)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert bar(answers[-1]) == ways(*MEMBERS)
    assert heading(answers[-1]) == "Please wait a little"


def test_a_page_that_fails_stays_in_the_shell_without_asking_the_database(house: House) -> None:
    page = broken(house, RuntimeError())
    assert page.status_code == 500
    assert bar(page) == ways(*MEMBERS)
    assert heading(page) == "Something went wrong on our side"


def test_without_a_visit_what_goes_wrong_stands_on_a_card(house: House) -> None:
    page = Client().get("/nowhere/").content.decode()
    assert 'class="public-card"' in page and "This page is not here" in page
    assert not BAR.search(page)


def test_without_signal_the_bar_is_still_there(house: House) -> None:
    page = Client().get(reverse("offline"))
    assert bar(page) == ways(*MEMBERS)
    assert heading(page) == "No connection"


@pytest.mark.parametrize("route", ["home", "desk", "account_login"])
def test_the_ribbon_of_the_demonstration_stands_in_a_landmark(
    house: House, monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    page = house.client(None if route == "account_login" else "secretary").get(reverse(route)).content.decode()
    found = re.search(r"<aside[^>]*>\s*<p>Demo: all people here are fictional.</p>", page)
    assert found and 'aria-label="Demonstration"' in found[0]
