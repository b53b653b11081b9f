"""Public keys as passkeys send them: stored as DER, and good for exactly the signatures of their own private keys."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cose as fido2_cose

from goodstanding.proofs import public_key

Signer = Callable[[bytes], bytes]
#: The library that reads registrations; not all of it has types.
library: Any = fido2_cose


def es256() -> tuple[dict[int, Any], Signer]:
    key = ec.generate_private_key(ec.SECP256R1())
    return library.ES256.from_cryptography_key(key.public_key()), lambda message: key.sign(message, ec.ECDSA(SHA256()))


def eddsa() -> tuple[dict[int, Any], Signer]:
    key = ed25519.Ed25519PrivateKey.generate()
    return library.EdDSA.from_cryptography_key(key.public_key()), key.sign


def rs256() -> tuple[dict[int, Any], Signer]:
    key = rsa.generate_private_key(65537, 2048)
    return library.RS256.from_cryptography_key(key.public_key()), lambda message: key.sign(
        message, padding.PKCS1v15(), SHA256()
    )


@pytest.mark.parametrize("made", [es256, eddsa, rs256])
def test_a_stored_key_checks_what_its_own_private_key_signed_and_nothing_else(
    made: Callable[[], tuple[dict[int, Any], Signer]],
) -> None:
    cose, sign = made()
    stored = public_key.der_of(cose)
    signature = sign(b"message")
    public_key.check_signature(stored, b"message", signature)
    library.CoseKey.parse(cose).verify(b"message", signature)  # It agrees.
    _other, sign_otherwise = made()
    for message, wrong in ((b"another", signature), (b"message", sign_otherwise(b"message")), (b"message", b"")):
        with pytest.raises(InvalidSignature):
            public_key.check_signature(stored, message, wrong)
    assert public_key.can_check(stored)


@pytest.mark.parametrize(
    "change",
    [{3: -35}, {3: None}, {1: 3}, {-1: 2}, {-2: bytes(31) + b"\1"}, {-2: "x"}, {-3: None}],
    ids=["another algorithm", "none", "another kind", "another curve", "off the curve", "text", "no second part"],
)
def test_what_is_no_key_of_ours_is_refused(change: dict[int, Any]) -> None:
    cose, _sign = es256()
    with pytest.raises(ValueError, match=r"key|curve|algorithm"):
        public_key.der_of(dict(cose) | change)


def test_a_key_of_another_curve_checks_nothing() -> None:
    from cryptography.hazmat.primitives.asymmetric import ed448
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    other = ed448.Ed448PrivateKey.generate().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert not public_key.can_check(other)
    assert not public_key.can_check(b"no key")
