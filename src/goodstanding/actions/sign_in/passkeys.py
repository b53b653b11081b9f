"""Passkeys: kept when they are made, and moved on with each use."""

import logging
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from goodstanding.actions import audit, notices
from goodstanding.actions.sign_in import challenges
from goodstanding.models import Account, Challenge, Passkey
from goodstanding.proofs import passkey_assertion, passkey_registration
from goodstanding.proofs.passkey_assertion import AssertionFault, Credential, NotProven, Used, bytes_of, text
from goodstanding.proofs.passkey_registration import NewPasskey
from goodstanding.queries.sign_in.handles import handle_of

log = logging.getLogger(__name__)


def check_new(
    registration: Any, *, challenge: bytes, account: Account, origin: str, rp_id: str, at: datetime
) -> NewPasskey:
    """The passkey that a registration made. Uses the challenge up. Raises NotProven."""
    if not challenges.take(challenge=challenge, purpose=Challenge.Purpose.ADD, account=account, at=at):
        raise NotProven(AssertionFault.CHALLENGE)
    new_passkey = passkey_registration.verify(registration, challenge=challenge, origin=origin, rp_id=rp_id)
    if Passkey.objects.filter(credential_id=text(new_passkey.id)).exists():
        raise NotProven(AssertionFault.TAKEN)
    return new_passkey


@transaction.atomic
def keep(new_passkey: NewPasskey, *, authenticator: Authenticator, at: datetime) -> None:
    """Keeps what the sign-in library does not. Raises NotProven when another person has the same credential by now."""
    try:
        with transaction.atomic():
            Passkey.objects.create(
                authenticator=authenticator,
                credential_id=text(new_passkey.id),
                public_key=new_passkey.public_key,
                sign_count=new_passkey.sign_count,
                can_be_backed_up=new_passkey.can_be_backed_up,
                is_backed_up=new_passkey.is_backed_up,
            )
    except IntegrityError as error:
        raise NotProven(AssertionFault.TAKEN) from error
    _note("add", authenticator, at=at)
    _notify(authenticator, "passkey_added", at=at)


def removed(authenticator: Authenticator, *, at: datetime) -> None:
    """Leaves a line of it for auditors, and tells its owner, who may not be the one who did it."""
    _note("remove", authenticator, at=at)
    _notify(authenticator, "passkey_removed", at=at)


def use(
    assertion: Any,
    *,
    challenge: bytes,
    purpose: Challenge.Purpose,
    account: Account | None,
    origin: str,
    rp_id: str,
    at: datetime,
) -> Authenticator:
    """Whose passkey it was that answered a challenge; the challenge is used up, rightly or not. Raises NotProven.

    account: who should answer; none where that is only known from the passkey.
    """
    if not challenges.take(challenge=challenge, purpose=purpose, account=account, at=at):
        raise NotProven(AssertionFault.CHALLENGE)
    passkey = find(assertion, account)
    try:
        with transaction.atomic():
            return _use(passkey, assertion, challenge, origin, rp_id, needs_owner=account is None, at=at)
    except NotProven as refusal:
        log.warning("a passkey was refused", extra={"facts": {"reason": refusal.reason, "passkey": passkey.pk}})
        if refusal.reason is AssertionFault.COUNTER:
            warn(passkey, at=at)
        raise


def find(assertion: Any, account: Account | None) -> Passkey:
    """The passkey that an assertion says it is of. Raises NotProven where it is not that account's."""
    sent, _response = passkey_assertion.read(assertion)
    found = Passkey.objects.select_related("authenticator__user").filter(credential_id=text(sent)).first()
    return usable(found, account)


def usable(passkey: Passkey | None, account: Account | None) -> Passkey:
    """The passkey, where it is known, is of that account, if any is asked for, and the account is open.

    Raises NotProven.
    """
    if passkey is None or (account is not None and passkey.authenticator.user_id != account.pk):
        raise NotProven(AssertionFault.UNKNOWN)
    if not passkey.authenticator.user.is_active:
        raise NotProven(AssertionFault.CLOSED)
    return passkey


def credential_of(passkey: Passkey) -> Credential:
    """What is known of a passkey before it is used."""
    return Credential(
        id=bytes_of(passkey.credential_id),
        public_key=bytes(passkey.public_key),
        owner=handle_of(passkey.authenticator.user),
        sign_count=passkey.sign_count,
        can_be_backed_up=passkey.can_be_backed_up,
    )


def move_on(passkey: Passkey, used: Used, *, at: datetime) -> bool:
    """Stores what a good use said. Returns whether it did: not where the passkey was used since it was read."""
    values = {"sign_count": used.sign_count, "is_backed_up": used.is_backed_up, "used_at": at}
    return Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count).update(**values) == 1


def _use(
    found: Passkey, assertion: Any, challenge: bytes, origin: str, rp_id: str, *, needs_owner: bool, at: datetime
) -> Authenticator:
    passkey = Passkey.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if passkey is None:  # Taken away a moment ago.
        raise NotProven(AssertionFault.UNKNOWN)
    passkey.authenticator = found.authenticator
    used = passkey_assertion.verify(
        assertion,
        challenge=challenge,
        origin=origin,
        rp_id=rp_id,
        credential=credential_of(passkey),
        needs_owner=needs_owner,
    )
    move_on(passkey, used, at=at)
    return found.authenticator


@transaction.atomic
def warn(passkey: Passkey, *, at: datetime) -> None:
    """A counter that went back may mean that a person has a copy of the key."""
    _note("refuse", passkey.authenticator, at=at, fields=("sign_count",))
    _notify(passkey.authenticator, "passkey_copied", at=at, idempotency_key=f":{at.date().isoformat()}")


def _note(verb: str, authenticator: Authenticator, *, at: datetime, fields: tuple[str, ...] = ()) -> None:
    account = authenticator.user
    audit.record(verb, "passkey", account.login, by=None, at=at, unit=audit.unit_of(account), fields=fields)


def _notify(authenticator: Authenticator, kind: str, *, at: datetime, idempotency_key: str = "") -> None:
    name = str(authenticator.data.get("name", ""))
    link = "/accounts/passkeys/"
    notices.tell(
        authenticator.user,
        kind,
        {"name": name},
        idempotency_key=f"{kind}:{authenticator.pk}{idempotency_key}",
        at=at,
        link=link,
    )
