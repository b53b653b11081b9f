"""Passkeys of before their public key had a column get it when the database is brought up to date."""

import secrets
from typing import Any

import pytest
from allauth.mfa.models import Authenticator as Factor
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from fido2 import cose as fido2_cose

from goodstanding.actions.sign_in import passkeys
from goodstanding.models import Passkey
from goodstanding.proofs import passkey_registration
from goodstanding.queries.sign_in.handles import handle_of
from tests.authenticator import Authenticator
from tests.house import House
from tests.old_tables import migrate_to
from tests.phones import Phone
from tests.tampering import as_owner

library: Any = fido2_cose
BEFORE, NOW = "0018_standard_names", "0019_passkey_public_key"


def add_passkey(house: House, who: str, key: dict[int, Any]) -> None:
    """Adds a passkey with a key of a sort that telephones here do not make."""
    challenge, account = secrets.token_bytes(32), house.account(who)
    sent = Authenticator(settings.ORIGIN, settings.RP_ID).register(challenge, handle_of(account), key=key)
    made = passkey_registration.verify(sent, challenge=challenge, origin=settings.ORIGIN, rp_id=settings.RP_ID)
    data = {"name": "Phone", "credential": sent}
    factor = Factor.objects.create(user=account, type=Factor.Type.WEBAUTHN, data=data)
    passkeys.keep(made, authenticator=factor, at=house.at)


def stored() -> dict[str, bytes]:
    """The public keys in the database, by the name of their credential."""
    return {name: bytes(key) for name, key in Passkey.objects.values_list("credential_id", "public_key")}


@pytest.mark.committed
def test_passkeys_of_before_keep_their_keys_and_can_be_used(house: House) -> None:
    phone = Phone(house).enrolled()
    add_passkey(
        house, "committee", library.EdDSA.from_cryptography_key(ed25519.Ed25519PrivateKey.generate().public_key())
    )
    add_passkey(
        house, "secretary", library.RS256.from_cryptography_key(rsa.generate_private_key(65537, 2048).public_key())
    )
    before = stored()
    assert len(before) == 3
    assert before[phone.device.name] == phone.device.der
    with as_owner():
        migrate_to(BEFORE)
        with connection.cursor() as cursor:
            columns = {
                column.name for column in connection.introspection.get_table_description(cursor, "goodstanding_passkey")
            }
        assert "public_key" not in columns
        migrate_to(NOW)
    assert stored() == before


def test_a_passkey_without_its_public_key_is_refused_by_the_database(house: House) -> None:
    Phone(house).enrolled()
    with pytest.raises(IntegrityError, match="passkey_has_its_public_key"), transaction.atomic():
        Passkey.objects.update(public_key=b"")
