"""Whoever guesses learns nothing: one answer, and one amount of work, for whatever is wrong.

And an e-mail is a name like another; whoever has none misses nothing.
"""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.people import accounts
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import invitations
from goodstanding.models import Account
from tests.house import House, login_of
from tests.pages import words
from tests.sign_in import newcomer, sign_in

hashed: list[str] = []


class Counted(MD5PasswordHasher):
    """A hasher that counts: hashing is what takes time when somebody signs in."""

    def encode(self, password: str, salt: str) -> str:
        """Hashes, and notes it."""
        hashed.append(password)
        return str(super().encode(password, salt))


#: Names that nobody can sign in with, with this password.
WRONG = {
    "unknown number": ("99999999", "a guess"),
    "unknown e-mail": ("nobody@example.org", "a guess"),
    "known number": (login_of("member"), "a guess"),
    "known e-mail": ("member@example.org", "a guess"),
    "closed account": (login_of("stranger"), "a guess"),
    "closed account, its own password": (login_of("stranger"), "a made-up password"),
    "never invited": ("NEW-1", "a guess"),
}


@pytest.fixture
def street(house: House) -> House:
    """One member with an e-mail, one whose account is closed, one who was never invited."""
    account = house.account("member")
    account.email = "member@example.org"
    account.save()
    accounts.close(account=house.account("stranger"), by=None, at=house.at)
    accounts.of_member(house.enrol("B111", number="NEW-1"), at=house.at)
    return house


def said(login: str, password: str) -> tuple[int, list[str], int, int]:
    """Status, errors, hashes and statements of one try."""
    hashed.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().post(reverse("account_login"), {"login": login, "password": password})
    errors = re.findall(r'class="form-errors".*?</ul>', answer.content.decode(), re.DOTALL)
    return answer.status_code, errors, len(hashed), len(asked)


@override_settings(PASSWORD_HASHERS=["tests.web.shell.test_one_answer.Counted"])
def test_whatever_is_wrong_gets_the_same_answer_for_the_same_work(street: House) -> None:
    by_number = {name: said(*tried) for name, tried in WRONG.items() if "@" not in tried[0]}
    by_email = {name: said(*tried) for name, tried in WRONG.items() if "@" in tried[0]}
    for answers in (by_number, by_email):
        assert len({str(answer) for answer in answers.values()}) == 1, answers
    for status, errors, hashes, _statements in (*by_number.values(), *by_email.values()):
        assert (status, len(errors), hashes) == (200, 1, 1)


@override_settings(PASSWORD_HASHERS=["tests.web.shell.test_one_answer.Counted"])
def test_a_right_password_is_tried_once_as_well(street: House) -> None:
    assert said(login_of("member"), street.password)[2] == 1


@pytest.mark.parametrize("typed", ["member@example.org", "Member@Example.ORG", " member@example.org "])
def test_an_e_mail_is_as_good_as_a_number_in_any_case(street: House, typed: str) -> None:
    client = Client()
    assert sign_in(client, typed, street.password).status_code == 302  # type: ignore[attr-defined]
    assert street.member().number in words(client.get(reverse("my_data")))


def test_sign_in_names_of_others_are_in_any_case_too(house: House) -> None:
    assert sign_in(Client(), "OPERATOR", house.password).status_code == 302  # type: ignore[attr-defined]


def test_no_sign_in_name_is_written_like_an_e_mail_address(street: House) -> None:
    with pytest.raises(ActionRefused) as refusal:
        accounts.create(login="ana@example.org", name="Ana", by=None, at=street.at)
    assert refusal.value.field == "login"


def test_a_member_without_e_mail_comes_in_signs_in_changes_the_password_and_is_never_written_to(house: House) -> None:
    account = newcomer(house)
    assert account.member is not None
    assert account.email is None
    code = invitations.invite(member=account.member, by=house.viewer("secretary"), at=timezone.now()).code
    client = Client()
    client.post(reverse("use_code"), {"code": code, "password": "a sentence of my own"})
    new = {"oldpassword": "a sentence of my own", "password1": "a better sentence", "password2": "a better sentence"}
    assert client.post(reverse("account_change_password"), new).status_code == 302
    client.post(reverse("account_logout"))
    assert sign_in(client, account.login, "a better sentence").status_code == 302  # type: ignore[attr-defined]
    for name in ("home", "me", "my_record", "my_data", "security", "usersessions_list", "mfa_list_webauthn"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert "e-mail address" not in words(page)
    assert mail.outbox == []


def test_a_fresh_house_has_no_account_that_anybody_could_use(db: None) -> None:
    assert Account.objects.count() == 0
    for name in ("admin", "root", "operator", "demo-operator"):
        assert sign_in(Client(), name, name).status_code == 200  # type: ignore[attr-defined]
