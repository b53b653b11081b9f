"""What a browser is asked to do with a passkey, and with which challenge. One challenge a visit waits at a time."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from goodstanding.actions.sign_in import challenges
from goodstanding.models import Account, Challenge, Passkey
from goodstanding.proofs.passkey_assertion import text
from goodstanding.proofs.public_key import ALGORITHMS
from goodstanding.queries.people.organization import the_organization
from goodstanding.queries.sign_in.handles import handle_of
from goodstanding.web.shell.auth import now

_WAITING = "passkey_challenge"
_TIMEOUT_MS = int(challenges.GOOD_FOR.total_seconds() * 1000)


def ask_to_make(request: HttpRequest, account: Account) -> dict[str, Any]:
    """Options to make a passkey that finds its account by itself and verifies the person."""
    organization = the_organization()
    user = {"id": text(handle_of(account)), "name": account.login, "displayName": account.shown_name}
    options = {
        "rp": {"id": settings.RP_ID, "name": organization.name if organization else settings.RP_ID},
        "user": user,
        "challenge": _new(request, Challenge.Purpose.ADD, account),
        "pubKeyCredParams": [{"type": "public-key", "alg": algorithm} for algorithm in ALGORITHMS],
        "timeout": _TIMEOUT_MS,
        "excludeCredentials": _known(account),
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        },
        "attestation": "none",
        "extensions": {"credProps": True},
    }
    return {"publicKey": options}


def ask_to_use(request: HttpRequest, purpose: Challenge.Purpose, account: Account | None) -> dict[str, Any]:
    """Options to use a passkey: of that account, or whichever the device has for this place."""
    options = {
        "challenge": _new(request, purpose, account),
        "timeout": _TIMEOUT_MS,
        "rpId": settings.RP_ID,
        "allowCredentials": _known(account) if account else [],
        "userVerification": "required",
    }
    return {"publicKey": options}


def challenge_of(request: HttpRequest) -> bytes:
    """The challenge that this visit was given last; empty when it was given none, or has answered it."""
    return bytes.fromhex(request.session.pop(_WAITING, ""))


def _new(request: HttpRequest, purpose: Challenge.Purpose, account: Account | None) -> str:
    challenge = challenges.issue(purpose=purpose, account=account, at=now())
    request.session[_WAITING] = challenge.hex()
    return text(challenge)


def _known(account: Account) -> list[dict[str, str]]:
    of_account = Passkey.objects.filter(
        authenticator__user=account, authenticator__type=Authenticator.Type.WEBAUTHN
    ).order_by("pk")
    return [
        {"type": "public-key", "id": credential_id}
        for credential_id in of_account.values_list("credential_id", flat=True)
    ]
