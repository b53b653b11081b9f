"""The public key of a passkey stands in a column of its own, read once from the registration that is stored."""

from base64 import urlsafe_b64decode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import migrations, models
from fido2 import cbor
from fido2.webauthn import AuthenticatorData

_AT_A_TIME = 1000


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _der_of(registration: dict[str, Any]) -> bytes:
    """The key of a registration that was verified when it was stored: ES256, EdDSA or RS256."""
    letters = registration["response"]["attestationObject"]
    envelope: Any = cbor.decode(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))
    credential = AuthenticatorData(envelope["authData"]).credential_data
    assert credential is not None, "a registration without a key was never stored"
    cose = credential.public_key
    key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey
    if cose[3] == -7:
        key = ec.EllipticCurvePublicNumbers(_number(cose[-2]), _number(cose[-3]), ec.SECP256R1()).public_key()
    elif cose[3] == -8:
        key = ed25519.Ed25519PublicKey.from_public_bytes(cose[-2])
    else:
        key = rsa.RSAPublicNumbers(_number(cose[-2]), _number(cose[-1])).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def store_keys(apps: Any, _editor: Any) -> None:
    """Reads the registrations of all passkeys, some at a time."""
    model, last = apps.get_model("goodstanding", "Passkey"), 0
    while passkeys := list(
        model.objects.filter(pk__gt=last).select_related("authenticator").order_by("pk")[:_AT_A_TIME]
    ):
        last = passkeys[-1].pk
        for passkey in passkeys:
            passkey.public_key = _der_of(passkey.authenticator.data["credential"])
        model.objects.bulk_update(passkeys, ["public_key"])


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0018_standard_names")]

    operations = [
        migrations.AddField(
            model_name="passkey",
            name="public_key",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.RunPython(store_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="passkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_key", b""), _negated=True), name="passkey_has_its_public_key"
            ),
        ),
    ]
