"""Adding a passkey on the pages, and signing in with one."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from goodstanding.proofs.passkey_assertion import field
from tests.authenticator import Authenticator
from tests.house import PASSWORD


def challenge_in(page: Any) -> bytes:
    """The challenge that a page gives to its script."""
    options = page.context["js_data"]
    return field(next(iter(options.values()))["publicKey"], "challenge")


def asked(client: Client) -> bytes:
    """The challenge for signing in with a passkey alone."""
    answer = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    return field(answer["request_options"]["publicKey"], "challenge")


def enter(client: Client, sent: Any) -> bool:
    """Sends an assertion to sign in with; gives whether that opened the door."""
    client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(sent)})
    return "_auth_user_id" in client.session


def asked_to_make(client: Client) -> bytes:
    """Types the password once more; gives the challenge for a new passkey."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return challenge_in(client.get(reverse("mfa_add_webauthn")))


def add(client: Client, phone: Authenticator, account_pk: int, **how: Any) -> Any:
    """Adds a passkey to whoever is signed in; gives the answer."""
    challenge = asked_to_make(client)
    sent = phone.register(challenge, str(account_pk).encode(), **how)
    return client.post(reverse("mfa_add_webauthn"), {"name": "", "credential": json.dumps(sent)})
