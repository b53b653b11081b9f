"""Signing in for tests: a newcomer, a password, and an authenticator app."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from goodstanding.actions.people import accounts
from goodstanding.models import Account
from tests.house import House


def sign_in(client: Client, login: str, password: str) -> object:
    """What the sign-in page answers."""
    return client.post(reverse("account_login"), {"login": login, "password": password})


def set_up_an_app(client: Client, password: str) -> str:
    """Types the password once more, and connects an authenticator app. Gives the app's secret."""
    client.post(reverse("account_reauthenticate"), {"password": password})
    client.get(reverse("mfa_activate_totp"))
    secret: str = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    return secret


def current_code(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def newcomer(house: House) -> Account:
    """Somebody who has never signed in."""
    return accounts.of_member(house.enrol("B111", "成员新"), at=house.at)
