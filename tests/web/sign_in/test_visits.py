"""How long a visit lasts, and how it ends: by itself, everywhere at once, and with a new password."""

from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.access.roles import Role
from goodstanding.actions.sign_in import sessions as session_actions
from goodstanding.models import Account
from goodstanding.web.sign_in import session_expiry
from goodstanding.web.sign_in.session_expiry import Bounds
from tests.house import AT, House, login_of
from tests.pages import words
from tests.sign_in import sign_in

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOUNDS = Bounds(idle=30 * MINUTE, total=12 * HOUR)


@pytest.mark.parametrize(
    ("here_for", "away_for", "is_over"),
    [
        (MINUTE, MINUTE, False),
        (11 * HOUR, 29 * MINUTE, False),
        (HOUR, 30 * MINUTE, True),
        (12 * HOUR, timedelta(0), True),
        (40 * DAY, 40 * DAY, True),
    ],
)
def test_a_visit_is_over_when_nobody_was_there_or_when_it_has_lasted_long_enough(
    here_for: timedelta, away_for: timedelta, is_over: bool
) -> None:
    assert BOUNDS.are_passed(began_at=AT - here_for, seen_at=AT - away_for, at=AT) is is_over


def visit_of(account: Account, *, began_at: datetime, seen_at: datetime) -> UserSession:
    return UserSession(user=account, created_at=began_at, last_seen_at=seen_at)


@pytest.mark.parametrize(
    ("who", "here_for", "away_for", "is_over"),
    [
        ("secretary", HOUR, 29 * MINUTE, False),
        ("secretary", HOUR, 30 * MINUTE, True),
        ("secretary", 12 * HOUR, timedelta(0), True),
        ("operator", HOUR, 31 * MINUTE, True),
        ("member", 13 * DAY, 13 * DAY, False),
        ("member", 15 * DAY, 14 * DAY, True),
        ("member", 29 * DAY, HOUR, False),
        ("member", 30 * DAY, timedelta(0), True),
    ],
)
def test_offices_are_held_shorter_than_members(
    house: House, who: str, here_for: timedelta, away_for: timedelta, is_over: bool
) -> None:
    account = house.account(who)
    visit = visit_of(account, began_at=house.at - here_for, seen_at=house.at - away_for)
    assert session_expiry.is_over(visit, account, at=house.at) is is_over


def test_an_office_shortens_the_visit_from_the_day_it_is_held(house: House) -> None:
    account = house.account("member")
    visit = visit_of(account, began_at=house.at - HOUR, seen_at=house.at - HOUR)
    assert not session_expiry.is_over(visit, account, at=house.at)
    house.appoint("member", Role.GROUP_LEADER, "B111", since=house.today)
    assert session_expiry.is_over(visit, account, at=house.at)
    account.posts.update(until_on=house.today)
    assert not session_expiry.is_over(visit, account, at=house.at)


def age(client: Client, *, seen: timedelta, began: timedelta = HOUR) -> None:
    """Lets time pass in a visit."""
    now = timezone.now()
    UserSession.objects.filter(session_key=client.session.session_key).update(
        last_seen_at=now - seen, created_at=now - began
    )


def test_a_visit_that_is_over_is_over_on_the_server_and_says_so(house: House) -> None:
    client = house.client("secretary")
    client.get(reverse("desk"))
    key = client.session.session_key
    age(client, seen=31 * MINUTE)
    answer = client.get(reverse("desk"), follow=True)
    assert answer.redirect_chain == [(f"{reverse('account_login')}?next={reverse('desk')}", 302)]
    assert "You were signed out because some time has passed." in words(answer)
    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(session_key=key).exists()


def test_pages_keep_a_visit_going_but_not_for_ever(house: House) -> None:
    client = house.client("secretary")
    client.get(reverse("desk"))
    for _page in range(3):
        age(client, seen=29 * MINUTE)
        assert client.get(reverse("desk")).status_code == 200
        visit = UserSession.objects.get(session_key=client.session.session_key)
        assert timezone.now() - visit.last_seen_at < MINUTE
    age(client, seen=MINUTE, began=12 * HOUR)
    assert client.get(reverse("desk")).status_code == 302


def test_a_cookie_from_a_visit_that_is_over_opens_nothing_even_when_its_line_is_gone(house: House) -> None:
    client = house.client("member")
    client.get(reverse("home"))
    session = Session.objects.get(session_key=client.session.session_key)
    assert session.expire_date - timezone.now() <= 30 * DAY
    age(client, seen=15 * DAY)
    cookies = dict(client.cookies)
    client.get(reverse("home"))
    thief = Client()
    thief.cookies.update(cookies)
    assert thief.get(reverse("home")).status_code == 302


def test_signing_in_changes_the_name_of_the_session(house: House) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    assert planted is not None
    client.cookies["session"] = planted
    sign_in(client, login_of("member"), house.password)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get(reverse("home")).status_code == 302


def test_signing_out_elsewhere_ends_every_other_visit_and_not_this_one(house: House) -> None:
    here, elsewhere = Client(), [Client(), Client()]
    for client in (here, *elsewhere):
        sign_in(client, login_of("member"), house.password)
        assert client.get(reverse("home")).status_code == 200
    assert words(here.get(reverse("usersessions_list"))).count("127.0.0.1") == 3
    here.post(reverse("usersessions_list"))
    assert [client.get(reverse("home")).status_code for client in (here, *elsewhere)] == [200, 302, 302]


def test_a_new_password_ends_every_other_visit_and_not_this_one(house: House) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, login_of("member"), house.password)
    before = here.session.session_key
    new = {
        "oldpassword": house.password,
        "password1": "another sentence of mine",
        "password2": "another sentence of mine",
    }
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert here.session.session_key != before
    assert [client.get(reverse("home")).status_code for client in (here, elsewhere)] == [200, 302]


def test_visits_that_are_gone_are_forgotten_and_the_others_are_not(house: House) -> None:
    gone, there = house.client("member"), house.client("stranger")
    for client in (gone, there):
        client.get(reverse("home"))
    Session.objects.filter(session_key=gone.session.session_key).update(expire_date=timezone.now() - DAY)
    age(gone, seen=2 * DAY)
    assert session_actions.purge(at=timezone.now()) == 1
    assert [visit.user for visit in UserSession.objects.all()] == [house.account("stranger")]
    assert there.get(reverse("home")).status_code == 200
