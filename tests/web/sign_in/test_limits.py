"""Limits at the door: who is held up, by whom, for how long, and who never is."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from goodstanding.actions.sign_in import rate_limits
from goodstanding.models import RateLimit
from goodstanding.web.shell import rate_limits as limits
from goodstanding.web.shell.auth import now
from tests.clock import Clock
from tests.house import House, login_of
from tests.pages import words
from tests.sign_in import current_code, set_up_an_app

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def guess(client: Client, login: str, times: int, address: str = HERE, password: str = "a guess") -> list[int]:
    """Tries a password so often; gives the status of each answer."""
    form = {"login": login, "password": password}
    return [client.post(reverse("account_login"), form, REMOTE_ADDR=address).status_code for _try in range(times)]


def test_after_five_wrong_passwords_it_says_when_to_try_again(house: House) -> None:
    assert guess(Client(), login_of("member"), 6) == [200] * 5 + [429]
    answer = Client().post(reverse("account_login"), {"login": login_of("member"), "password": "x"}, REMOTE_ADDR=HERE)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "Try again in 1 minute." in words(answer)
    assert "Nothing is lost and nothing is locked." in words(answer)


def test_who_waited_to_be_refused_is_told_what_is_left_from_then_on(house: House, clock: Clock) -> None:
    guess(Client(), login_of("member"), 5)
    began = now() - timedelta(seconds=20)
    clock.stop_at(began, of=limits)
    answer = Client().post(reverse("account_login"), {"login": login_of("member"), "password": "x"}, REMOTE_ADDR=HERE)
    assert (answer.status_code, 50 <= int(answer["Retry-After"]) <= 60) == (429, True)


def test_the_same_person_cannot_be_guessed_under_another_name(house: House) -> None:
    account = house.account("member")
    account.email = "Member@Example.org"
    account.save()
    number = account.login
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    names = [number, "member@example.org", f" {number} ", "MEMBER@EXAMPLE.ORG", wide]
    assert [guess(Client(), name, 1)[0] for name in names] == [200] * 5
    assert guess(Client(), names[1], 1) == [429]


def test_a_guesser_elsewhere_keeps_nobody_out(house: House) -> None:
    guess(Client(), login_of("member"), 40, ELSEWHERE)
    assert guess(Client(), login_of("member"), 1, HERE, house.password) == [302]


def test_guessers_everywhere_come_to_an_end_but_not_where_one_has_signed_in_before(house: House) -> None:
    mine = Client()
    assert guess(mine, login_of("member"), 1, HERE, house.password) == [302]
    mine.post(reverse("account_logout"))
    left = limits.PASSWORD_BY_ACCOUNT.tries
    everywhere = [f"198.51.100.{place}" for place in range(1, 255)][: left // 5 + 1]
    tried = [status for address in everywhere for status in guess(Client(), login_of("member"), 5, address)]
    assert tried == [200] * left + [429] * 5
    assert guess(Client(), login_of("member"), 1, "192.0.2.1", house.password) == [429]
    assert guess(mine, login_of("member"), 1, "192.0.2.1", house.password) == [302]


def test_a_known_browser_has_its_own_limit_and_is_known_for_one_account_only(house: House) -> None:
    client = Client()
    guess(client, login_of("member"), 1, HERE, house.password)
    client.post(reverse("account_logout"))
    assert guess(client, login_of("member"), 6) == [200] * 5 + [429]
    # As far as anybody else is concerned, it is any browser at this address.
    assert guess(client, login_of("stranger"), 6) == [200] * 5 + [429]
    assert guess(Client(), login_of("stranger"), 1) == [429]


def test_a_forged_or_foreign_name_of_a_browser_helps_nobody(house: House) -> None:
    theirs = Client()
    guess(theirs, login_of("stranger"), 1, HERE, house.password)
    for cookie in ("x", theirs.cookies[settings.KNOWN_BROWSER_COOKIE_NAME].value):
        client = Client()
        client.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = cookie
        guess(client, login_of("member"), 5)
        assert guess(client, login_of("member"), 1) == [429]


def test_one_password_for_everybody_from_one_address_comes_to_an_end(house: House, clock: Clock) -> None:
    clock.stop_at(now())  # Sixty tries on a slow machine would take longer than they count.
    tried = [guess(Client(), f"2016{number:06}", 1)[0] for number in range(limits.PASSWORD_BY_ADDRESS.tries + 2)]
    assert tried == [200] * limits.PASSWORD_BY_ADDRESS.tries + [429] * 2
    assert guess(Client(), login_of("member"), 1, ELSEWHERE, house.password) == [302]


def test_whoever_signs_in_rightly_is_never_held_up(house: House) -> None:
    assert guess(Client(), login_of("member"), 30, HERE, house.password) == [302] * 30


def test_an_address_in_the_new_protocol_is_its_network(house: House) -> None:
    tried = [guess(Client(), login_of("member"), 1, f"2001:db8::{place}")[0] for place in range(1, 8)]
    assert tried == [200] * 5 + [429] * 2
    assert guess(Client(), login_of("member"), 1, "2001:db8:0:1::1") == [200]


def test_what_a_visitor_says_of_their_address_is_not_believed(house: House) -> None:
    for place in range(6):
        form = {"login": login_of("member"), "password": "a guess"}
        address = f"198.51.100.{place}"
        forwarded = {"X-Forwarded-For": address, "X-Real-IP": address, "Forwarded": f"for={address}"}
        answer = Client().post(reverse("account_login"), form, REMOTE_ADDR=HERE, headers=forwarded)
    assert answer.status_code == 429


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_it_is_what_the_proxy_says_that_counts(house: House) -> None:
    def one(said: str) -> int:
        form = {"login": login_of("member"), "password": "a guess"}
        return (
            Client()
            .post(reverse("account_login"), form, REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": said})
            .status_code
        )

    assert [one(f"198.51.100.{place}, {HERE}") for place in range(6)] == [200] * 5 + [429]
    assert one(ELSEWHERE) == 200


def test_the_old_password_cannot_be_guessed_where_it_is_changed_or_confirmed(house: House) -> None:
    for name, form in (
        ("account_change_password", {"oldpassword": "a guess", "password1": "a new sentence", "password2": "x"}),
        ("account_reauthenticate", {"password": "a guess"}),
    ):
        RateLimit.objects.all().delete()
        client = house.client("member")
        assert [client.post(reverse(name), form).status_code for _try in range(6)] == [200] * 5 + [429], name


def test_codes_of_an_app_cannot_be_guessed_and_a_right_one_gives_the_tries_back(house: House) -> None:
    client = Client()
    guess(client, login_of("secretary"), 1, HERE, house.password)
    secret = set_up_an_app(client, house.password)
    client.post(reverse("account_logout"))
    guess(client, login_of("secretary"), 1, HERE, house.password)
    code = {"code": "000000" if current_code(secret) != "000000" else "000001"}
    tried = [client.post(reverse("mfa_authenticate"), code).status_code for _try in range(6)]
    assert tried == [200] * 5 + [429]
    # With the password alone, another browser has tries of its own, and none of this one's.
    other = Client()
    guess(other, login_of("secretary"), 1, HERE, house.password)
    assert other.post(reverse("mfa_authenticate"), code).status_code == 200


def test_challenges_and_passkeys_are_limited_by_address(house: House) -> None:
    client, how = Client(), {"Accept": "application/json"}
    address = reverse("mfa_login_webauthn")
    assert client.get(address, headers=how, REMOTE_ADDR=HERE).status_code == 200
    in_a_minute = now() + timedelta(minutes=1)
    for _try in range(limits.CHALLENGE.tries):
        rate_limits.consume((limits.CHALLENGE, HERE), at=in_a_minute)
    assert client.get(address, headers=how, REMOTE_ADDR=HERE).status_code == 429
    sent = {"credential": '{"type": "public-key"}'}
    tried = [client.post(address, sent, REMOTE_ADDR=HERE).status_code for _try in range(limits.PASSKEY.tries + 1)]
    assert tried == [302] * limits.PASSKEY.tries + [429]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_says_it_in_the_visitors_language(house: House, language: str) -> None:
    guess(Client(), login_of("member"), 5)
    form = {"login": login_of("member"), "password": "x"}
    answer = Client().post(
        reverse("account_login"), form, REMOTE_ADDR=HERE, headers={"Accept-Language": language.replace("hans", "cn")}
    )
    assert ("分钟" in words(answer)) is (language == "zh-hans")
