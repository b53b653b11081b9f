"""Every address, walked as every office, over every kind of thing: the matrix says what must happen."""

from importlib import resources
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import get_resolver, reverse

from goodstanding.models import RecordView
from tests.addresses import names_of
from tests.house import PEOPLE, House

MATRIX: dict[str, Any] = yaml.safe_load(
    resources.files("goodstanding.access").joinpath("matrix.yaml").read_text("utf-8")
)
ROUTES: dict[str, dict[str, Any]] = MATRIX["routes"]
PLACES = {"own": "B111", "sibling": "B112", "parent": "S11", "cousin": "B121", "foreign": "B211"}
OFFICES = ("member", *MATRIX["offices"]["any_office"])
PHONE = "0571-555-0199"

pytestmark = pytest.mark.usefixtures("as_served")


def test_every_address_is_in_the_matrix_and_every_line_of_the_matrix_is_an_address() -> None:
    assert names_of(get_resolver().url_patterns) == set(ROUTES)


def test_the_matrix_knows_every_office_of_the_small_organization() -> None:
    assert set(OFFICES) <= set(PEOPLE)


def status(client: Client, route: str, **arguments: str) -> int:
    """What answering costs: 200, 302, 404."""
    address = reverse(route, kwargs=arguments)
    answer = client.post(address) if ROUTES[route].get("method") == "post" else client.get(address)
    return answer.status_code


def among(names: str | list[str]) -> list[str]:
    """Offices, by the name of their list or one by one."""
    return MATRIX["offices"][names] if isinstance(names, str) else names


def about(kind: str) -> list[str]:
    """The routes about one kind of thing."""
    return [name for name, line in ROUTES.items() if line["about"] == kind]


@pytest.mark.usefixtures("short_missing")
@pytest.mark.parametrize("who", ["anonymous", *OFFICES])
def test_pages_about_nothing_in_particular_open_to_whom_the_matrix_says(house: House, who: str) -> None:
    client = house.client(None if who == "anonymous" else who)
    wrong = {}
    for route in about("nothing"):
        line = ROUTES[route]
        expected = 200 if who in among(line["open_to"]) else 302 if who == "anonymous" else 404
        if expected == 200 and who in among(line.get("redirects", [])):
            expected = 302
        found = status(client, route)
        if found != expected:
            wrong[route] = (found, expected)
    assert wrong == {}


@pytest.mark.usefixtures("short_missing")
@pytest.mark.parametrize("who", OFFICES)
@pytest.mark.parametrize("relation", PLACES)
def test_units_and_members_exist_only_for_those_the_matrix_names(house: House, who: str, relation: str) -> None:
    client, code = house.client(who), PLACES[relation]
    wrong = {}
    for route in about("unit"):
        expected = 200 if relation in MATRIX["reach"][ROUTES[route]["reach"]].get(who, []) else 404
        found = status(client, route, code=code, **({"word": "letters"} if route == "unit_duty" else {}))
        if found != expected:
            wrong[route] = (found, expected)
    for route, key in [(route, member_key(house, code)) for route in about("member") if relation != "parent"]:
        more = {"word": "full"} if route == "member_end_class" else {}
        expected = 200 if relation in MATRIX["reach"][ROUTES[route]["reach"]].get(who, []) else 404
        found = status(client, route, key=key, **more)
        if found != expected:
            wrong[route] = (found, expected)
    assert wrong == {}


def member_key(house: House, code: str) -> str:
    """A member of the unit who is nobody in particular: the last by number."""
    return house.members(code)[-1].key


@pytest.mark.usefixtures("short_missing")
@pytest.mark.parametrize("who", OFFICES)
def test_a_key_that_nobody_has_is_missing_for_everybody(house: House, who: str) -> None:
    client = house.client(who)
    named = {"role": "secretary", "login": "nobody-has-this"}
    for route in about("key"):
        parameter = {"demo_enter": "role", "account_switch": "login", "account_invite": "login"}.get(route, "key")
        assert status(client, route, **{parameter: named.get(parameter, "AAAAAAAAAAAAAAAAAAAAAA")}) == 404, route


@pytest.mark.usefixtures("short_missing")
@pytest.mark.parametrize("who", ["anonymous", *OFFICES])
def test_a_month_that_is_not_published_is_missing_for_everybody(house: House, who: str) -> None:
    client = house.client(None if who == "anonymous" else who)
    named = {"standing_month": {"month": "2016-08"}}
    for route in about("month"):
        arguments = named.get(route, {"month": "2016-08", "code": "ORG04"})
        assert status(client, route, **arguments) == (302 if who == "anonymous" else 404), route


@pytest.mark.parametrize("who", ["anonymous", "member", "operator"])
def test_an_address_of_before_leads_for_good_to_where_the_page_is_now(house: House, who: str) -> None:
    client, month = house.client(None if who == "anonymous" else who), {"month": "2016-08"}
    named = {"moved_standing_month": month, "moved_standing_line": {**month, "code": "ORG04"}}
    for route in about("moved"):
        arguments = named.get(route, {})
        answer = client.get(reverse(route, kwargs=arguments) + "?issue=1")
        now = reverse(route.removeprefix("moved_"), kwargs=arguments)
        assert (answer.status_code, answer["Location"]) == (301, f"{now}?issue=1"), route


@pytest.mark.parametrize("who", ["anonymous", "member", "secretary"])
def test_the_way_in_answers_as_the_matrix_says(house: House, who: str) -> None:
    expected = "anonymous" if who == "anonymous" else "signed_in"
    client = house.client(None if who == "anonymous" else who)
    # Asking again for the password and signing out come last: they change what the others answer.
    routes = sorted(about("account"), key=lambda route: route in {"account_reauthenticate", "account_logout"})
    found = {route: status(client, route) for route in routes}
    assert found == {route: ROUTES[route][expected] for route in routes}


def test_nobody_touches_a_passkey_without_proving_again_who_they_are(house: House) -> None:
    client = house.client("member")
    for route in about("factor"):
        answer = client.get(reverse(route, args=[1]))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))


@pytest.mark.parametrize("who", OFFICES)
def test_an_unknown_unit_and_a_foreign_one_look_alike(house: House, who: str) -> None:
    client = house.client(who)
    reached = MATRIX["reach"]["see_unit"].get(who, [])
    foreign = [PLACES[relation] for relation in PLACES if relation not in reached]
    unknown = client.get(reverse("unit", args=["NO-SUCH-UNIT"]))
    for code in foreign:
        answer = client.get(reverse("unit", args=[code]))
        assert (answer.status_code, without_tokens(answer)) == (404, without_tokens(unknown))


def without_tokens(answer: Any) -> str:
    """A page without what differs each time: tokens and its own address."""
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower() and 'name="next"' not in line)


@pytest.mark.parametrize("who", OFFICES)
def test_nobody_without_a_second_factor_opens_a_desk_page(house: House, who: str) -> None:
    client = house.client(who, verified=False)
    for route in ("desk", "jobs", "search", "units", "accounts", "audit"):
        assert status(client, route) == (404 if who == "member" else 302), route


@pytest.mark.parametrize("who", OFFICES)
def test_a_telephone_number_is_read_only_by_those_the_matrix_names(house: House, who: str) -> None:
    line = MATRIX["fields"]["telephone"]
    client = house.client(who)
    for relation, code in PLACES.items():
        if relation == "parent":
            continue
        member = house.members(code)[-1]
        member.phone = PHONE  # type: ignore[assignment]
        member.save()
        client.post(reverse("member", args=[member.key]), {"purpose": RecordView.Purpose.ROSTER})
        answer = client.get(reverse("member", args=[member.key]))
        allowed = relation in [*MATRIX["reach"][line["reach"]].get(who, []), *line["also"].get(who, [])]
        assert (PHONE in answer.content.decode()) == allowed, relation
