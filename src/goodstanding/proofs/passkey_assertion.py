"""Whether an assertion proves that a member used their passkey: every rule of WebAuthn that is ours to check.

The rules are those of W3C Web Authentication Level 3, section 7.2, strictly: one exact origin, a person who was
verified, no frames, a signature counter that only grows. Nothing here reads or writes anything: the caller
has used the challenge up, and stores the result. Token binding is ignored, as the specification now has it.
"""

import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from typing import Any

from cryptography.exceptions import InvalidSignature
from fido2.webauthn import AuthenticatorData

from goodstanding.proofs import public_key

#: base64url without padding, as browsers write it.
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
FLAG = AuthenticatorData.FLAG


class AssertionFault(StrEnum):
    """Why something is no proof."""

    SHAPE = "shape"
    TWO_IDS = "two_ids"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    OTHER_OWNER = "other_owner"
    NO_OWNER = "no_owner"
    KIND = "kind"
    CHALLENGE = "challenge"
    ORIGIN = "origin"
    FRAME = "frame"
    SITE = "site"
    ABSENT = "absent"
    UNVERIFIED = "unverified"
    BACKUP = "backup"
    BACKUP_CHANGED = "backup_changed"
    SIGNATURE = "signature"
    COUNTER = "counter"
    # Of registrations.
    NO_CREDENTIAL = "no_credential"
    LONG_ID = "long_id"
    ALGORITHM = "algorithm"
    KEY = "key"
    ATTESTATION = "attestation"
    TAKEN = "taken"


class NotProven(Exception):
    """What was sent proves nothing; reason: why."""

    def __init__(self, reason: AssertionFault) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True)
class Credential:
    """What is known of a passkey before it is used.

    public_key: as DER, see proofs/public_key.py. owner: the handle of the account that it was made for.
    """

    id: bytes
    public_key: bytes
    owner: bytes
    sign_count: int
    can_be_backed_up: bool


@dataclass(frozen=True)
class Used:
    """What a good assertion says; stored, so that the next assertion can be compared with it."""

    sign_count: int
    is_backed_up: bool


def verify(
    assertion: Any,
    *,
    challenge: bytes,
    origin: str,
    rp_id: str,
    credential: Credential,
    needs_owner: bool = False,
) -> Used:
    """Checks an assertion against the credential that it names.

    assertion: as browsers send it, read from JSON. needs_owner: the account is only known from the passkey itself, so
    the assertion must name it. Returns what the assertion says of the credential. Raises NotProven.
    """
    sent, response = read(assertion)
    if sent != credential.id:
        raise NotProven(AssertionFault.UNKNOWN)
    _check_owner(response, credential.owner, needed=needs_owner)
    client_data = field(response, "clientDataJSON")
    check_client_data(client_data, kind="webauthn.get", challenge=challenge, origin=origin)
    data = authenticator_data(field(response, "authenticatorData"))
    check_authenticator(data, rp_id=rp_id)
    if bool(data.flags & FLAG.BE) != credential.can_be_backed_up:
        raise NotProven(AssertionFault.BACKUP_CHANGED)
    _check_signature(credential.public_key, data + hashlib.sha256(client_data).digest(), field(response, "signature"))
    # Last, because only the holder of the key should be able to raise this alarm.
    if (data.counter or credential.sign_count) and data.counter <= credential.sign_count:
        raise NotProven(AssertionFault.COUNTER)
    return Used(sign_count=data.counter, is_backed_up=bool(data.flags & FLAG.BS))


def read(sent: Any) -> tuple[bytes, Mapping[str, Any]]:
    """The id of the credential and the response, of an assertion or a registration. Raises NotProven."""
    if not isinstance(sent, dict) or sent.get("type") != "public-key" or not isinstance(sent.get("response"), dict):
        raise NotProven(AssertionFault.SHAPE)
    raw = field(sent, "rawId")
    if sent.get("id") != text(raw):
        raise NotProven(AssertionFault.TWO_IDS)
    return raw, sent["response"]


def field(values: Mapping[str, Any], name: str) -> bytes:
    """The bytes of a field that browsers send as base64url. Raises NotProven."""
    value = values.get(name)
    if not isinstance(value, str) or not value or not _BASE64URL.fullmatch(value) or len(value) % 4 == 1:
        raise NotProven(AssertionFault.SHAPE)
    return bytes_of(value)


def bytes_of(value: str) -> bytes:
    """The bytes that browsers write as base64url without padding."""
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


def text(value: bytes) -> str:
    """Bytes as browsers write them: base64url without padding."""
    return urlsafe_b64encode(value).decode().rstrip("=")


def authenticator_data(raw: bytes) -> AuthenticatorData:
    """The authenticator data, parsed; nothing may follow it. Raises NotProven."""
    try:
        return AuthenticatorData(raw)
    except Exception as error:  # The parser raises whatever its bytes lead it to.
        raise NotProven(AssertionFault.SHAPE) from error


def check_client_data(raw: bytes, *, kind: str, challenge: bytes, origin: str) -> None:
    """Checks what the browser says: for what, where and whether in a frame. Raises NotProven."""
    try:
        client = json.loads(raw.decode("utf-8"))
    except ValueError as error:
        raise NotProven(AssertionFault.SHAPE) from error
    if not isinstance(client, dict):
        raise NotProven(AssertionFault.SHAPE)
    if client.get("type") != kind:
        raise NotProven(AssertionFault.KIND)
    if not compare_digest(str(client.get("challenge")).encode(), text(challenge).encode()):
        raise NotProven(AssertionFault.CHALLENGE)
    if client.get("origin") != origin:
        raise NotProven(AssertionFault.ORIGIN)
    if client.get("crossOrigin", False) is not False or "topOrigin" in client:
        raise NotProven(AssertionFault.FRAME)


def check_authenticator(data: AuthenticatorData, *, rp_id: str) -> None:
    """Checks that it was for this site, by a person who was present and verified. Raises NotProven."""
    if not compare_digest(data.rp_id_hash, hashlib.sha256(rp_id.encode()).digest()):
        raise NotProven(AssertionFault.SITE)
    if not data.flags & FLAG.UP:
        raise NotProven(AssertionFault.ABSENT)
    if not data.flags & FLAG.UV:
        raise NotProven(AssertionFault.UNVERIFIED)
    if data.flags & FLAG.BS and not data.flags & FLAG.BE:
        raise NotProven(AssertionFault.BACKUP)


def _check_owner(response: Mapping[str, Any], owner: bytes, *, needed: bool) -> None:
    if response.get("userHandle") in (None, ""):
        if needed:
            raise NotProven(AssertionFault.NO_OWNER)
    elif not compare_digest(field(response, "userHandle"), owner):
        raise NotProven(AssertionFault.OTHER_OWNER)


def _check_signature(key: bytes, message: bytes, signature: bytes) -> None:
    try:
        public_key.check_signature(key, message, signature)
    except (InvalidSignature, ValueError) as error:
        raise NotProven(AssertionFault.SIGNATURE) from error
