"""Codes on paper: who finds whom on which page, and what is printed."""

import re

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from goodstanding.access.roles import Role
from goodstanding.actions.people import accounts, posts
from goodstanding.models import Account, Post
from tests.house import TODAY, House
from tests.pages import words

CODE = re.compile(r"\b(?:[A-Z2-7]{5}-){3}[A-Z2-7]{5}\b")
SENTENCE = "a sentence of my own"


def locked_out(house: House, who: str) -> Account:
    """Somebody who has an account and no way in."""
    Account.objects.filter(pk=house.account(who).pk).update(password=make_password(None))
    return house.account(who)


def test_a_secretary_prints_for_their_branch_but_not_for_who_has_an_office_from_above(house: House) -> None:
    for who in ("sub_district_officer", "neighbour"):
        locked_out(house, who)
    newcomer = house.enrol("B112", "成员新", "N77")
    other = house.appoint("committee", Role.SECRETARY, "B112")
    page = words(house.client("committee").post(reverse("invite_all", args=["B112"])))
    assert other.accepted_at
    assert newcomer.number in page
    assert len(CODE.findall(page)) == 4, "the newcomer, and three who never had an account"
    assert "2 people here have offices that are given above, so their codes are printed there." in page
    above = words(house.client("city_officer").post(reverse("invite_all", args=["B112"])))
    assert len(CODE.findall(above)) == 6


def test_an_office_that_waits_is_said_on_the_unit_and_its_code_is_printed_by_who_gave_it(house: House) -> None:
    account = accounts.of_member(house.enrol("B111", "成员新", "N77"), at=house.at)
    Account.objects.filter(pk=account.pk).update(
        password=make_password(SENTENCE), invited_by=house.account("secretary")
    )
    desk = house.client("sub_district_officer")
    sent = {"member": account.member_id, "role": "secretary", "on": TODAY.isoformat()}
    answer = desk.post(reverse("post_grant", args=["B111"]), sent, follow=True)
    assert "once the person has used a code from you" in words(answer)
    assert "takes effect once a code from above is used" in words(answer)
    page = words(desk.post(reverse("invite_all", args=["B111"])))
    code = CODE.findall(page[page.index("N77") :])[0]
    holder = Client()
    assert holder.post(reverse("use_code"), {"code": code, "password": SENTENCE + "!"}).status_code == 302
    assert Post.objects.get(account=account).accepted_at
    assert "takes effect once a code from above" not in words(desk.get(reverse("unit", args=["B111"])))


def test_the_operator_prints_codes_for_the_highest_offices_and_takes_lost_ways_in_away(house: House) -> None:
    operator = house.client("operator")
    page = operator.get(reverse("accounts")).content.decode()
    assert page.count("Reset and print a code") == 3, "the auditor, the analyst and the editor, not the operator"
    for who in ("city_officer", "auditor"):
        answer = operator.post(reverse("account_invite", args=[house.account(who).login]), {"reset": "yes"})
        (code,) = CODE.findall(words(answer))
        assert not house.account(who).has_usable_password()
        assert Client().post(reverse("use_code"), {"code": code, "password": SENTENCE}).status_code == 302
        assert house.account(who).posts.exclude(accepted_at=None).exists()
    own = operator.post(reverse("account_invite", args=["operator"]), {"reset": "yes"}, follow=True)
    assert "You cannot make a code for yourself" in words(own)
    can = operator.post(reverse("account_invite", args=["analyst"]), follow=True)
    assert "This member can already sign in." in words(can)


def test_an_operators_slip_names_no_member_but_by_number(house: House) -> None:
    account = locked_out(house, "member")
    page = words(house.client("operator").post(reverse("account_invite", args=[account.login])))
    assert account.login in page
    assert house.member().name not in page


def test_a_holder_whose_office_waits_sees_no_desk(house: House) -> None:
    account = house.account("member")
    Account.objects.filter(pk=account.pk).update(invited_by=house.account("secretary"))
    account.refresh_from_db()
    posts.grant(account=account, role=Role.OFFICER, unit=house.unit("D1"), on=TODAY, by=None, at=house.at)
    client = house.client("member")
    assert client.get(reverse("desk")).status_code == 404
    assert "An office is waiting for you" in words(client.get(reverse("to_do")))
