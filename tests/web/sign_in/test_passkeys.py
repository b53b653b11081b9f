"""Passkeys at the door: made, used alone, as a second step and to confirm; each challenge once."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.people import accounts
from goodstanding.models import AuditRow, Challenge, Notice, Passkey
from tests.authenticator import Authenticator, text
from tests.house import PASSWORD, House, login_of
from tests.pages import words
from tests.proofs.assertions import flipped, said
from tests.sign_in import sign_in
from tests.web.sign_in.passkeys import add, asked, asked_to_make, challenge_in, enter


@pytest.fixture
def phone(house: House) -> Authenticator:
    """The secretary's phone, with a passkey."""
    phone = Authenticator(settings.ORIGIN, settings.RP_ID)
    add(house.client("secretary"), phone, house.account("secretary").pk)
    assert Passkey.objects.get().credential_id == text(phone.id)
    return phone


def test_a_passkey_alone_signs_in_and_opens_the_desk(house: House, phone: Authenticator) -> None:
    client = Client()
    before = client.session.session_key
    assert enter(client, phone.assert_(asked(client)))
    assert client.session.session_key != before
    assert client.get(reverse("desk")).status_code == 200
    assert Passkey.objects.get().sign_count == 2


def test_after_the_password_a_passkey_is_the_second_step(house: House, phone: Authenticator) -> None:
    client = Client()
    sign_in(client, login_of("secretary"), house.password)
    assert client.get(reverse("desk")).status_code == 302
    challenge = challenge_in(client.get(reverse("mfa_authenticate")))
    client.post(reverse("mfa_authenticate"), {"credential": json.dumps(phone.assert_(challenge))})
    assert client.get(reverse("desk")).status_code == 200


def test_a_passkey_confirms_what_matters(house: House, phone: Authenticator) -> None:
    client = Client()
    enter(client, phone.assert_(asked(client)))
    page = client.get(reverse("mfa_reauthenticate_webauthn"))
    refused = client.post(
        reverse("mfa_reauthenticate_webauthn"), {"credential": json.dumps(phone.assert_(b"x" * 32))}, follow=True
    )
    assert "The passkey was not accepted." in words(refused)
    challenge = challenge_in(refused)
    assert challenge != challenge_in(page)
    answer = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": json.dumps(phone.assert_(challenge))})
    assert answer.status_code == 302
    assert client.session["account_authentication_methods"][-1]["reauthenticated"] is True


def test_an_answer_is_good_once(house: House, phone: Authenticator) -> None:
    phone.counts = False
    phone.counter = 5
    client = Client()
    sent = phone.assert_(asked(client))
    assert enter(client, sent)
    client.post(reverse("account_logout"))
    assert not enter(client, sent)
    assert not enter(Client(), sent)


def test_a_challenge_is_used_up_by_a_wrong_answer(house: House, phone: Authenticator) -> None:
    client = Client()
    challenge = asked(client)
    assert not enter(client, flipped("signature", 40)(phone.assert_(challenge)))
    assert not enter(client, phone.assert_(challenge))
    assert enter(client, phone.assert_(asked(client)))


def test_a_challenge_is_good_for_five_minutes(house: House, phone: Authenticator) -> None:
    client = Client()
    for minutes, is_good in ((4.9, True), (5, False)):
        challenge = asked(client)
        waiting = Challenge.objects.get()
        assert waiting.good_until - timezone.now() <= timedelta(minutes=5)
        Challenge.objects.update(good_until=waiting.good_until - timedelta(minutes=minutes))
        assert enter(client, phone.assert_(challenge)) is is_good
        client.post(reverse("account_logout"))


def test_a_challenge_belongs_to_one_visit_and_one_purpose(house: House, phone: Authenticator) -> None:
    mine, theirs = Client(), Client()
    asked(mine)
    assert not enter(mine, phone.assert_(asked(theirs)))
    sign_in(mine, login_of("secretary"), house.password)
    second_step = challenge_in(mine.get(reverse("mfa_authenticate")))
    assert not enter(mine, phone.assert_(second_step))


def test_a_challenge_for_one_account_is_none_for_another(house: House, phone: Authenticator) -> None:
    other = Authenticator(settings.ORIGIN, settings.RP_ID)
    add(house.client("neighbour"), other, house.account("neighbour").pk)
    client = Client()
    sign_in(client, login_of("secretary"), house.password)
    challenge = challenge_in(client.get(reverse("mfa_authenticate")))
    client.post(reverse("mfa_authenticate"), {"credential": json.dumps(other.assert_(challenge))})
    assert "_auth_user_id" not in client.session


FORGERIES: list[tuple[str, Callable[[Authenticator, bytes], Any]]] = [
    ("unsigned", lambda phone, challenge: flipped("signature", 40)(phone.assert_(challenge))),
    ("unverified", lambda phone, challenge: phone.assert_(challenge, as_said=said(flags=1))),
    ("elsewhere", lambda phone, challenge: phone.assert_(challenge, as_said=said(origin="http://localhost:1"))),
    ("in a frame", lambda phone, challenge: phone.assert_(challenge, as_said=said(more={"crossOrigin": True}))),
    ("of another account", lambda phone, challenge: _as_owner(phone.assert_(challenge), b"999999")),
    ("without an account", lambda phone, challenge: _as_owner(phone.assert_(challenge), b"")),
    ("nonsense", lambda phone, challenge: {"rawId": [], "response": "x"}),
    ("deep nonsense", lambda phone, challenge: [[[[{}]]]]),
]


def _as_owner(sent: Any, owner: bytes) -> Any:
    sent["response"]["userHandle"] = text(owner)
    return sent


@pytest.mark.parametrize("forge", [case[1] for case in FORGERIES], ids=[case[0] for case in FORGERIES])
def test_forgeries_stay_outside_and_change_nothing(
    house: House, phone: Authenticator, forge: Callable[[Authenticator, bytes], Any]
) -> None:
    client = Client()
    assert not enter(client, forge(phone, asked(client)))
    kept = Passkey.objects.get()
    assert (kept.sign_count, kept.is_backed_up, kept.used_at) == (1, False, None)


def test_a_counter_that_goes_back_is_refused_and_told_to_auditors_and_to_its_owner(
    house: House, phone: Authenticator
) -> None:
    client = Client()
    assert enter(client, phone.assert_(asked(client), as_said=said(counter=9)))
    client.post(reverse("account_logout"))
    for counter in (9, 3):
        assert not enter(client, phone.assert_(asked(client), as_said=said(counter=counter)))
    assert Passkey.objects.get().sign_count == 9
    rows = AuditRow.objects.filter(verb="refuse", noun="passkey")
    assert [(row.key, row.fields) for row in rows] == [(login_of("secretary"), ["sign_count"])] * 2
    notice = Notice.objects.get(kind="passkey_copied")
    assert notice.to == house.account("secretary")
    assert "another person may have a copy of it" in words(house.client("secretary").get(reverse("to_do")))
    assert enter(client, phone.assert_(asked(client), as_said=said(counter=10)))


def test_the_passkey_of_a_closed_account_opens_nothing(house: House, phone: Authenticator) -> None:
    client = Client()
    accounts.close(account=house.account("secretary"), by=None, at=house.at)
    assert not enter(client, phone.assert_(asked(client)))


def test_a_passkey_that_was_taken_away_opens_nothing(house: House, phone: Authenticator) -> None:
    client = Client()
    Passkey.objects.get().authenticator.delete()
    assert not enter(client, phone.assert_(asked(client)))
    assert Passkey.objects.count() == 0


def test_whoever_owns_a_passkey_is_told_when_one_is_added_or_removed_and_auditors_see_it(
    house: House, phone: Authenticator
) -> None:
    client = Client()
    enter(client, phone.assert_(asked(client)))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = reverse("mfa_remove_webauthn", args=[Passkey.objects.get().authenticator_id])
    assert client.post(page).status_code == 302
    assert Passkey.objects.count() == 0
    rows = AuditRow.objects.filter(noun="passkey").order_by("pk")
    assert [(row.verb, row.key) for row in rows] == [(verb, login_of("secretary")) for verb in ("add", "remove")]
    told = words(house.client("secretary").get(reverse("to_do")))
    assert "was added to your account. Remove it if that was not you" in told
    assert "was removed. If that was not you, change your password" in told


def test_nobody_adds_the_credential_of_somebody_else(house: House, phone: Authenticator) -> None:
    answer = add(house.client("member"), phone, house.account("member").pk)
    assert "The passkey could not be saved." in words(answer)
    assert Passkey.objects.get().authenticator.user == house.account("secretary")


@pytest.mark.parametrize("wrong", [{"flags": 0x41}, {"origin": "http://localhost:1"}, {"type": "webauthn.get"}])
def test_a_passkey_made_wrongly_is_not_kept_and_its_challenge_is_used_up(house: House, wrong: dict[str, Any]) -> None:
    client, account = house.client("member"), house.account("member")
    phone = Authenticator(settings.ORIGIN, settings.RP_ID)
    challenge = asked_to_make(client)
    for how in (said(**wrong), None):
        sent = phone.register(challenge, str(account.pk).encode(), as_said=how)
        client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": json.dumps(sent)})
    assert Passkey.objects.count() == 0


def test_what_a_browser_is_asked_to_make_finds_its_account_and_verifies_the_person(house: House) -> None:
    client, account = house.client("member"), house.account("member")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]["publicKey"]
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"], options["attestation"]) == ("required",) * 2 + ("none",)
    assert options["user"]["id"] == text(str(account.pk).encode())
    assert options["rp"]["id"] == settings.RP_ID


def added(house: House, who: str, after: str) -> Any:
    """Adds somebody's first passkey as a page asks for it that wants its reader back; gives the answer."""
    client, account = house.client(who), house.account(who)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn"), {"next": after})
    sent = Authenticator(settings.ORIGIN, settings.RP_ID).register(challenge_in(page), str(account.pk).encode())
    told = {"name": "", "credential": json.dumps(sent), "next": page.context["goes_on"]}
    return client, client.post(reverse("mfa_add_webauthn"), told)


def test_a_passkey_added_from_the_check_in_shows_the_codes_at_once_and_leads_back(house: House) -> None:
    client, answer = added(house, "member", reverse("check_in"))
    assert answer["Location"] == f"{reverse('mfa_view_recovery_codes')}?next=%2Fcheck-in%2F"
    page = client.get(answer["Location"])
    assert len(page.context["unused_codes"]) == 10
    assert all(code in page.content.decode() for code in page.context["unused_codes"])
    assert {"Copy the codes", "Download the codes", "Go on to the check-in"} <= set(
        re.findall(r"(?:Copy|Download) the codes|Go on to the check-in", words(page))
    )
    assert f'href="{reverse("check_in")}"' in page.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_passkey_leads_to_no_other_site(house: House, elsewhere: str) -> None:
    _client, answer = added(house, "member", elsewhere)
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
