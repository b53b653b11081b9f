"""Whether a registration makes a passkey that can be kept: W3C Web Authentication Level 3, section 7.1, strictly.

Attestation is not asked for and not believed: which make of device somebody has is none of our business.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from goodstanding.proofs.passkey_assertion import (
    FLAG,
    AssertionFault,
    NotProven,
    authenticator_data,
    check_authenticator,
    check_client_data,
    field,
    read,
)

#: The algorithms we offer, the best first, with the kind of key each goes with: ES256, EdDSA, RS256.
ALGORITHMS: dict[int, int] = {-7: 2, -8: 1, -257: 3}
_LONGEST_ID = 1023


@dataclass(frozen=True)
class NewPasskey:
    """A passkey as it was made."""

    id: bytes
    key: CoseKey
    sign_count: int
    can_be_backed_up: bool
    is_backed_up: bool


def verify(registration: Any, *, challenge: bytes, origin: str, rp_id: str) -> NewPasskey:
    """The passkey that a registration made. Raises NotProven. registration: as browsers send it, read from JSON."""
    sent, response = read(registration)
    check_client_data(field(response, "clientDataJSON"), kind="webauthn.create", challenge=challenge, origin=origin)
    said = authenticator_data(_attested(field(response, "attestationObject")))
    check_authenticator(said, rp_id=rp_id)
    if said.credential_data is None:
        raise NotProven(AssertionFault.NO_CREDENTIAL)
    _check_credential(said.credential_data, sent)
    return _made(said, said.credential_data)


def made_by(registration: Mapping[str, Any]) -> NewPasskey:
    """The passkey that a registration made which was verified when it was kept."""
    said = authenticator_data(_attested(field(registration["response"], "attestationObject")))
    assert said.credential_data is not None
    return _made(said, said.credential_data)


def _made(said: AuthenticatorData, credential: AttestedCredentialData) -> NewPasskey:
    return NewPasskey(
        id=credential.credential_id,
        key=credential.public_key,
        sign_count=said.counter,
        can_be_backed_up=bool(said.flags & FLAG.BE),
        is_backed_up=bool(said.flags & FLAG.BS),
    )


def _attested(raw: bytes) -> bytes:
    """What the authenticator says, out of the envelope that it came in."""
    try:
        envelope = cbor.decode(raw)
    except Exception as error:  # The parser raises whatever its bytes lead it to.
        raise NotProven(AssertionFault.SHAPE) from error
    if not isinstance(envelope, dict) or not isinstance(envelope.get("authData"), bytes):
        raise NotProven(AssertionFault.SHAPE)
    statement = envelope.get("attStmt")
    if not isinstance(statement, dict) or (envelope.get("fmt") == "none" and statement):
        raise NotProven(AssertionFault.ATTESTATION)
    said: bytes = envelope["authData"]
    return said


def _check_credential(credential: AttestedCredentialData, sent: bytes) -> None:
    if credential.credential_id != sent:
        raise NotProven(AssertionFault.TWO_IDS)
    if not 0 < len(credential.credential_id) <= _LONGEST_ID:
        raise NotProven(AssertionFault.LONG_ID)
    if credential.public_key.get(3) not in ALGORITHMS:
        raise NotProven(AssertionFault.ALGORITHM)
    _check_key(credential.public_key)


def _check_key(key: CoseKey) -> None:
    """That signatures can be checked with it at all: a point that is on the curve, numbers that are numbers."""
    if key.get(1) != ALGORITHMS[key[3]]:
        raise NotProven(AssertionFault.KEY)
    try:
        key.verify(b"", b"")
    except InvalidSignature:
        return
    except Exception as error:
        raise NotProven(AssertionFault.KEY) from error
    raise NotProven(AssertionFault.KEY)
