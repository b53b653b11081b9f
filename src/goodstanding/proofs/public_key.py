"""Public keys of passkeys: read once from COSE, the form in which authenticators send them, and then kept as DER.

DER means the standard SubjectPublicKeyInfo, which says by itself what sort of key it is; so a signature is checked
without reading the registration again. The algorithms are ES256, EdDSA with Ed25519, and RS256.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

#: The algorithms by their COSE numbers, the best first, with the kind of key (COSE's) that each goes with.
ALGORITHMS: dict[int, int] = {-7: 2, -8: 1, -257: 3}
_KIND, _ALGORITHM, _CURVE = 1, 3, -1
_P256, _ED25519 = 1, 6
PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey


def der_of(cose: Mapping[int, Any]) -> bytes:
    """A COSE key as DER.

    Raises ValueError where it is no key of our algorithms: another kind or curve, a point off the curve, parts that
    are missing or are no numbers.
    """
    algorithm = cose.get(_ALGORITHM)
    if algorithm not in ALGORITHMS or cose.get(_KIND) != ALGORITHMS[algorithm]:
        raise ValueError("the algorithm and the kind of key do not go together")
    try:
        key = _READERS[algorithm](cose)
    except (KeyError, TypeError) as error:
        raise ValueError("a part of the key is missing or is no number") from error
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def check_signature(public_key: bytes, message: bytes, signature: bytes) -> None:
    """That this key made the signature of the message. public_key: as DER.

    Raises InvalidSignature where it did not, ValueError where the bytes are no key.
    """
    key = load_der_public_key(public_key)
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(SHA256()))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, message)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, message, padding.PKCS1v15(), SHA256())
    else:
        raise ValueError("no key of our algorithms")


def can_check(public_key: bytes) -> bool:
    """Whether signatures can be checked with a key at all."""
    try:
        check_signature(public_key, b"", b"")
    except InvalidSignature:
        return True
    except ValueError:
        return False
    return False  # A key for which nothing is a signature of nothing.


def _es256(cose: Mapping[int, Any]) -> PublicKey:
    if cose[_CURVE] != _P256:
        raise ValueError("not the curve P-256")
    x, y = int.from_bytes(cose[-2], "big"), int.from_bytes(cose[-3], "big")
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def _ed25519(cose: Mapping[int, Any]) -> PublicKey:
    if cose[_CURVE] != _ED25519:
        raise ValueError("not the curve Ed25519")
    return ed25519.Ed25519PublicKey.from_public_bytes(cose[-2])


def _rs256(cose: Mapping[int, Any]) -> PublicKey:
    modulus, exponent = int.from_bytes(cose[-1], "big"), int.from_bytes(cose[-2], "big")
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


_READERS: dict[int, Callable[[Mapping[int, Any]], PublicKey]] = {-7: _es256, -8: _ed25519, -257: _rs256}
