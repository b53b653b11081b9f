"""Whether a registration makes a passkey that can be kept: W3C Web Authentication Level 3, section 7.1, strictly.

Attestation is not asked for and not believed: which make of device a member has is none of our business.
"""

from dataclasses import dataclass
from typing import Any

from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AttestedCredentialData

from goodstanding.proofs import public_key
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
from goodstanding.proofs.public_key import ALGORITHMS

_LONGEST_ID = 1023


@dataclass(frozen=True)
class NewPasskey:
    """A passkey as it was made. public_key: as DER, see proofs/public_key.py."""

    id: bytes
    public_key: bytes
    sign_count: int
    can_be_backed_up: bool
    is_backed_up: bool


def verify(registration: Any, *, challenge: bytes, origin: str, rp_id: str) -> NewPasskey:
    """The passkey that a registration made. Raises NotProven. registration: as browsers send it, read from JSON."""
    sent, response = read(registration)
    check_client_data(field(response, "clientDataJSON"), kind="webauthn.create", challenge=challenge, origin=origin)
    data = authenticator_data(_attested(field(response, "attestationObject")))
    check_authenticator(data, rp_id=rp_id)
    if data.credential_data is None:
        raise NotProven(AssertionFault.NO_CREDENTIAL)
    credential = data.credential_data
    _check_credential(credential, sent)
    return NewPasskey(
        id=credential.credential_id,
        public_key=_checked_key(credential.public_key),
        sign_count=data.counter,
        can_be_backed_up=bool(data.flags & FLAG.BE),
        is_backed_up=bool(data.flags & FLAG.BS),
    )


def _attested(raw: bytes) -> bytes:
    """The authenticator data, out of the envelope of attestation. Raises NotProven."""
    try:
        envelope = cbor.decode(raw)
    except Exception as error:  # The parser raises whatever its bytes lead it to.
        raise NotProven(AssertionFault.SHAPE) from error
    if not isinstance(envelope, dict) or not isinstance(envelope.get("authData"), bytes):
        raise NotProven(AssertionFault.SHAPE)
    statement = envelope.get("attStmt")
    if not isinstance(statement, dict) or (envelope.get("fmt") == "none" and statement):
        raise NotProven(AssertionFault.ATTESTATION)
    data: bytes = envelope["authData"]
    return data


def _check_credential(credential: AttestedCredentialData, sent: bytes) -> None:
    if credential.credential_id != sent:
        raise NotProven(AssertionFault.TWO_IDS)
    if not 0 < len(credential.credential_id) <= _LONGEST_ID:
        raise NotProven(AssertionFault.LONG_ID)
    algorithm = credential.public_key.get(3)
    if not isinstance(algorithm, int) or algorithm not in ALGORITHMS:
        raise NotProven(AssertionFault.ALGORITHM)


def _checked_key(key: CoseKey) -> bytes:
    """The key as DER, once it is sure that signatures can be checked with it: a point on the curve, real numbers."""
    try:
        found = public_key.der_of(key)
    except Exception as error:  # Whatever the parts lead the library to raise.
        raise NotProven(AssertionFault.KEY) from error
    if not public_key.can_check(found):
        raise NotProven(AssertionFault.KEY)
    return found
