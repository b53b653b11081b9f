"""The way in: passwords, second steps, printed codes, and how it ends."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.people import accounts
from goodstanding.actions.sign_in import invitations
from goodstanding.models import Invitation
from tests.house import House, login_of
from tests.pages import sheets, words
from tests.sign_in import current_code, newcomer, set_up_an_app, sign_in


@pytest.fixture
def password(house: House) -> str:
    """The member and the secretary can sign in with it."""
    for who in ("member", "secretary"):
        account = house.account(who)
        account.set_password(house.password)
        account.save()
    return house.password


def test_a_member_signs_in_with_their_number_and_password(house: House, password: str) -> None:
    client = Client()
    assert sign_in(client, login_of("member"), password).status_code == 302  # type: ignore[attr-defined]
    assert house.branch.name in words(client.get(reverse("home")))


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(house: House, password: str) -> None:
    wrong = sign_in(Client(), login_of("member"), "not the password")
    unknown = sign_in(Client(), "99999999", "not the password")
    assert wrong.status_code == unknown.status_code  # type: ignore[attr-defined]
    errors = [re.findall(r'class="form-errors".*?</ul>', page.content.decode(), re.S) for page in (wrong, unknown)]  # type: ignore[attr-defined]
    assert errors[0] == errors[1] != []


def test_there_is_no_signing_up(house: House) -> None:
    for address in ("/accounts/signup/", "/accounts/email/", "/accounts/password/reset/", "/admin/"):
        assert Client().get(address).status_code == 404


def test_a_secretary_without_a_second_step_is_sent_to_set_one_up_and_then_let_in(house: House, password: str) -> None:
    client = Client()
    sign_in(client, login_of("secretary"), password)
    assert client.get(reverse("desk"))["Location"] == reverse("security_needed")
    assert "second sign-in step" in words(client.get(reverse("security_needed")))
    secret = set_up_an_app(client, password)
    client.post(reverse("account_logout"))
    answer = sign_in(client, login_of("secretary"), password)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))  # type: ignore[index]
    assert client.get(reverse("desk")).status_code == 302
    # A code counts once, and the one that set the app up has been used.
    cache.clear()
    client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})
    assert client.get(reverse("desk")).status_code == 200


def test_a_wrong_code_does_not_open_the_desk(house: House, password: str) -> None:
    client = Client()
    sign_in(client, login_of("secretary"), password)
    set_up_an_app(client, password)
    client.post(reverse("account_logout"))
    sign_in(client, login_of("secretary"), password)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("desk")).status_code == 302


def test_signing_out_ends_the_visit(house: House) -> None:
    client = house.client("member")
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302


def test_a_closed_account_is_out_with_the_next_page(house: House) -> None:
    client = house.client("member")
    accounts.close(account=house.account("member"), by=house.viewer("operator"), at=house.at)
    assert client.get(reverse("home")).status_code == 302


def test_a_changed_password_ends_the_visit_on_other_devices(house: House) -> None:
    client = house.client("member")
    account = house.account("member")
    account.set_password("another made-up password")
    account.save()
    assert client.get(reverse("home")).status_code == 302


def test_an_ended_office_is_gone_with_the_next_page(house: House) -> None:
    client = house.client("secretary")
    assert client.get(reverse("roster", args=["B111"])).status_code == 200
    house.account("secretary").posts.update(until_on=timezone.localdate())
    assert client.get(reverse("roster", args=["B111"])).status_code == 404


def test_a_printed_code_becomes_a_password_once_however_it_is_typed(house: House) -> None:
    account = newcomer(house)
    assert account.member is not None
    at = timezone.now()
    code = invitations.invite(member=account.member, by=house.viewer("secretary"), at=at).code
    client = Client()
    typed = {"code": f" {code.lower().replace('-', ' ')} ", "password": "a sentence of my own"}
    assert client.post(reverse("use_code"), typed)["Location"] == reverse("home")
    assert "成员新" in words(client.get(reverse("me")))
    again = Client().post(reverse("use_code"), {"code": code, "password": "a thief's own sentence"})
    assert again.status_code == 422
    assert "This code is not valid." in words(again)
    account.refresh_from_db()
    assert account.check_password("a sentence of my own")


def test_codes_that_are_old_or_withdrawn_are_not_good(house: House) -> None:
    account = newcomer(house)
    assert account.member is not None
    by = house.viewer("secretary")
    old = invitations.invite(member=account.member, by=by, at=timezone.now() - timedelta(days=31)).code
    withdrawn = invitations.invite(member=account.member, by=by, at=timezone.now()).code
    invitations.withdraw(member=account.member, by=by, at=timezone.now())
    for code in (old, withdrawn, "AAAAA-AAAAA-AAAAA-AAAAA", ""):
        answer = Client().post(reverse("use_code"), {"code": code, "password": "a sentence of my own"})
        assert answer.status_code == 422
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_a_weak_password_does_not_use_the_code_up(house: House) -> None:
    account = newcomer(house)
    assert account.member is not None
    code = invitations.invite(member=account.member, by=house.viewer("secretary"), at=timezone.now()).code
    assert Client().post(reverse("use_code"), {"code": code, "password": "1234567890"}).status_code == 422
    assert Invitation.objects.get(account=account, withdrawn_at=None).used_at is None


def test_a_secretary_prints_a_slip_for_everybody_who_cannot_sign_in_and_they_read_of_it(house: House) -> None:
    account = newcomer(house)
    assert account.member is not None
    client = house.client("secretary")
    assert house.branch.name in words(client.get(reverse("invitations")))
    page = "".join(sheets(client.post(reverse("invite_all", args=["B111"]))))
    code = re.search(r"\b([A-Z2-7]{5}-){3}[A-Z2-7]{5}\b", page)
    assert code is not None
    assert account.member.number in page
    assert {look.how for look in account.member.record_views.all()} == {"page", "print"}


def test_guessing_codes_comes_to_an_end(house: House) -> None:
    answers = [Client().post(reverse("use_code"), {"code": "A" * 20, "password": "x" * 12}) for _guess in range(25)]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
