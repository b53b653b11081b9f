"""Second factors as they go: with each end the visits that it opened; auditors read of it, and its owner is told."""

import json
from time import sleep, time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator as Factor
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse

from goodstanding.models import AuditRow, Notice
from tests.authenticator import Authenticator
from tests.house import House, login_of
from tests.sign_in import sign_in
from tests.web.sign_in.passkeys import add, asked, challenge_in, enter

SECRET = "JBSWY3DPEHPK3PXP"


def is_in(client: Client) -> bool:
    """Whether a visit is open at the desk."""
    return client.get(reverse("desk")).status_code == 200


#: Seconds for which an app shows a code, and that it takes to send one here.
_CODE_LASTS, _TO_TYPE = 30, 5


def app_code() -> str:
    """What the authenticator app shows now, and for some seconds more: like a person, it waits for the next code."""
    left = _CODE_LASTS - time() % _CODE_LASTS
    if left < _TO_TYPE:
        sleep(left)
    return str(format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time()))))


@pytest.fixture
def phone(house: House) -> Authenticator:
    """The secretary's phone, with a passkey."""
    phone = Authenticator(settings.ORIGIN, settings.RP_ID)
    add(house.client("secretary"), phone, house.account("secretary").pk)
    return phone


@pytest.fixture
def app(house: House) -> Factor:
    """The secretary's authenticator app."""
    return TOTP.activate(house.account("secretary"), SECRET).instance


def with_passkey(phone: Authenticator) -> Client:
    client = Client()
    assert enter(client, phone.assert_(asked(client)))
    return client


def with_app(house: House) -> Client:
    client = Client()
    sign_in(client, login_of("secretary"), house.password)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    return client


def told(house: House, *kinds: str) -> list[str]:
    """The notices of these kinds that the secretary has."""
    return sorted(Notice.objects.filter(to=house.account("secretary"), kind__in=kinds).values_list("kind", flat=True))


def noted(noun: str, verb: str) -> AuditRow:
    """The line that auditors read."""
    return AuditRow.objects.get(noun=noun, verb=verb)


def confirm(client: Client, house: House) -> None:
    """Types the password once more, as is asked for before something that matters."""
    client.post(reverse("account_reauthenticate"), {"password": house.password})


def remove(client: Client, factor: Factor) -> Any:
    return client.post(reverse("mfa_remove_webauthn", args=[factor.pk]))


def test_with_a_passkey_end_the_visits_that_it_opened_and_no_others(
    house: House, phone: Authenticator, app: Factor
) -> None:
    opened, by_app = with_passkey(phone), with_app(house)
    passkey = Factor.objects.get(type=Factor.Type.WEBAUTHN)
    assert is_in(opened)
    assert is_in(by_app)
    confirm(by_app, house)
    remove(by_app, passkey)
    assert not Factor.objects.filter(pk=passkey.pk).exists()
    assert opened.get(reverse("home")).status_code == 302
    assert is_in(by_app)
    assert UserSession.objects.filter(session_key=opened.session.session_key).count() == 0


def test_the_visit_in_which_its_own_passkey_is_removed_ends_as_well(
    house: House, phone: Authenticator, app: Factor
) -> None:
    client = with_passkey(phone)
    assert is_in(client)
    confirm(client, house)
    remove(client, Factor.objects.get(type=Factor.Type.WEBAUTHN))
    assert client.get(reverse("home")).status_code == 302


def test_whoever_gives_up_the_only_factor_stays_in_as_a_member_by_the_password(house: House, app: Factor) -> None:
    client = with_app(house)
    assert is_in(client)
    confirm(client, house)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Factor.objects.exists()
    assert client.get(reverse("home")).status_code == 200
    assert not is_in(client)


def test_with_an_app_end_the_visits_that_it_opened_and_it_is_told_and_noted(
    house: House, phone: Authenticator, app: Factor
) -> None:
    opened, by_passkey = with_app(house), with_passkey(phone)
    assert is_in(opened)
    confirm(by_passkey, house)
    by_passkey.post(reverse("mfa_deactivate_totp"))
    assert opened.get(reverse("home")).status_code == 302
    assert is_in(by_passkey)
    assert told(house, "authenticator_app_added", "authenticator_app_removed") == ["authenticator_app_removed"]
    assert noted("authenticator_app", "remove").unit == house.branch


def test_a_new_app_is_told_and_noted_with_the_codes_that_come_along(house: House) -> None:
    client = house.client("secretary")
    confirm(client, house)
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session[SECRET_SESSION_KEY] = SECRET
    session.save()
    client.post(reverse("mfa_activate_totp"), {"code": app_code()})
    assert Factor.objects.filter(type=Factor.Type.TOTP).exists()
    assert told(house, "authenticator_app_added", "recovery_codes_added") == [
        "authenticator_app_added",
        "recovery_codes_added",
    ]
    assert noted("authenticator_app", "add").key == noted("recovery_codes", "add").key == login_of("secretary")


def test_with_old_recovery_codes_end_the_visits_that_they_opened(house: House, phone: Authenticator) -> None:
    codes = Factor.objects.get(type=Factor.Type.RECOVERY_CODES)
    opened = Client()
    sign_in(opened, login_of("secretary"), house.password)
    opened.post(reverse("mfa_authenticate"), {"code": codes.wrap().get_unused_codes()[0]})
    by_passkey = with_passkey(phone)
    assert is_in(opened)
    confirm(by_passkey, house)
    by_passkey.post(reverse("mfa_generate_recovery_codes"))
    assert not Factor.objects.filter(pk=codes.pk).exists()
    assert opened.get(reverse("home")).status_code == 302
    assert is_in(by_passkey)
    assert AuditRow.objects.filter(noun="recovery_codes", verb="add").count() == 2


def test_with_the_last_factor_go_the_recovery_codes_and_both_are_told(house: House, phone: Authenticator) -> None:
    client = with_passkey(phone)
    confirm(client, house)
    remove(client, Factor.objects.get(type=Factor.Type.WEBAUTHN))
    assert not Factor.objects.exists()
    assert told(house, "passkey_removed", "recovery_codes_removed") == ["passkey_removed", "recovery_codes_removed"]
    assert noted("passkey", "remove").unit == noted("recovery_codes", "remove").unit == house.branch


def test_a_passkey_that_only_confirmed_leaves_the_visit_that_another_factor_opened(
    house: House, phone: Authenticator, app: Factor
) -> None:
    client = with_app(house)
    assert is_in(client)
    page = client.get(reverse("mfa_reauthenticate_webauthn"))
    sent = {"credential": json.dumps(phone.assert_(challenge_in(page)))}
    client.post(reverse("mfa_reauthenticate_webauthn"), sent)
    remove(client, Factor.objects.get(type=Factor.Type.WEBAUTHN))
    assert is_in(client)
