"""A visit counts as verified only when a second factor was used in it, by the very person who is signed in."""

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client, RequestFactory

from goodstanding.web.shell import auth
from tests.house import House


def request_of(client: Client) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = get_user(client)
    return request


@pytest.mark.parametrize("verified", [True, False])
def test_a_second_factor_makes_the_difference(house: House, verified: bool) -> None:
    request = request_of(house.client("secretary", verified=verified))
    assert request.user == house.account("secretary")
    assert auth.is_verified(request) is verified
    assert auth.viewer(request).verified is verified


def test_somebody_elses_second_factor_does_not_count(house: House) -> None:
    client = house.client("secretary")
    request = request_of(client)
    request.user = house.account("neighbour")
    assert not auth.is_verified(request)


def test_a_session_that_says_it_is_a_demo_is_no_proof_where_there_is_none(house: House) -> None:
    client = house.client("secretary", verified=False)
    session = client.session
    session[auth.DEMO_ENTRY] = True
    session.save()
    assert not auth.is_verified(request_of(client))
