"""Every page begins with one look at whose visit it is; what ends a visit ends it at the next page all the same."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Account
from goodstanding.web.sign_in.session_store import SessionStore, account_looked_up, looked_up
from tests.house import House

READY = "check_in_ready"


@pytest.fixture
def client(house: House) -> Client:
    """A member's browser, in the middle of a visit."""
    found = house.client("member")
    found.get(reverse("home"))
    return found


def close_account(house: House, _key: str) -> None:
    Account.objects.filter(pk=house.account("member").pk).update(is_active=False)


def change_password(house: House, _key: str) -> None:
    account = house.account("member")
    account.set_password("a sentence of somebody else's")
    account.save()


def end_session(_house: House, key: str) -> None:
    Session.objects.filter(session_key=key).delete()


def let_session_expire(_house: House, key: str) -> None:
    Session.objects.filter(session_key=key).update(expire_date=timezone.now())


def forget_whose_it_is(_house: House, key: str) -> None:
    Session.objects.filter(session_key=key).update(session_data=SessionStore().encode({}))


@pytest.mark.parametrize(
    "end", [close_account, change_password, end_session, let_session_expire, forget_whose_it_is]
)  # fmt: skip
def test_what_ends_a_visit_ends_it_at_the_next_page(
    house: House, client: Client, end: Callable[[House, str], None]
) -> None:
    assert client.get(reverse(READY)).status_code == 200
    end(house, str(client.session.session_key))
    assert client.get(reverse(READY)).status_code == 302


def test_a_page_of_a_visit_begins_with_one_look_in_all(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(READY))
    about_visits = [one["sql"] for one in asked if "session" in one["sql"]]
    assert len(about_visits) == 1
    accounts = [one["sql"] for one in asked if 'FROM "goodstanding_account"' in one["sql"]]
    assert accounts == about_visits


def test_a_visit_whose_line_is_gone_gets_a_new_one(house: House, client: Client) -> None:
    UserSession.objects.all().delete()
    assert client.get(reverse(READY)).status_code == 200
    assert UserSession.objects.get().user == house.account("member")


def test_whose_a_visit_is_the_session_says_and_nothing_else(house: House, client: Client) -> None:
    mine = client.get(reverse(READY)).json()["handle"]
    UserSession.objects.update(user=house.account("stranger"))
    assert client.get(reverse(READY)).json()["handle"] == mine
    assert UserSession.objects.get().user == house.account("member")


def test_times_and_what_is_kept_come_as_djangos_own_looks_would_give_them(client: Client) -> None:
    key = client.session.session_key
    ours, theirs = SessionStore(key), UserSession.objects.get(session_key=key)
    found: Any = ours.load()
    assert found == super(SessionStore, SessionStore(key)).load()
    assert ours.visit is not None
    for name in ("pk", "user", "session_key", "created_at", "last_seen_at", "ip"):
        assert getattr(ours.visit, name) == getattr(theirs, name)
    fields = [field.attname for field in Account._meta.concrete_fields]
    assert {name: getattr(ours.visit.user, name) for name in fields} == {
        name: getattr(theirs.user, name) for name in fields
    }


def test_an_account_is_only_handed_on_while_its_own_session_is_looked_at(house: House, client: Client) -> None:
    mine, other = house.account("member"), house.account("stranger")
    with looked_up(SessionStore(client.session.session_key)):
        assert account_looked_up(mine.pk) == mine
        assert account_looked_up(other.pk) is None
        with looked_up(SessionStore("none of ours")):
            assert account_looked_up(mine.pk) is None
    assert account_looked_up(mine.pk) is None


def test_a_session_that_is_over_is_over_to_the_moment(client: Client) -> None:
    key = client.session.session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() + timedelta(minutes=1))
    assert SessionStore(key).load() != {}
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(milliseconds=1))
    assert SessionStore(key).load() == {}
