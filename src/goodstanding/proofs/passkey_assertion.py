"""Whether an assertion proves that somebody used their passkey: every rule of WebAuthn that is ours to check.

The rules are those of W3C Web Authentication Level 3, section 7.2, strictly: one exact origin, a person who was
verified, no frames, a signature counter that only grows. Nothing here reads or writes anything; whoever calls has taken
the challenge, and keeps what comes out. Token binding is ignored, as the specification now has it.
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
from fido2.cose import CoseKey
from fido2.webauthn import AuthenticatorData

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
    """What is known of a passkey before it is used. owner: the handle of the account it was made for."""

    id: bytes
    key: CoseKey
    owner: bytes
    sign_count: int
    can_be_backed_up: bool


@dataclass(frozen=True)
class Used:
    """What a good assertion says; to be kept, so that the next one can be compared with it."""

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
    """What a good assertion says of the credential. Raises NotProven.

    assertion: as browsers send it, read from JSON. needs_owner: the account is only known from the passkey itself, so
    the assertion must name it.
    """
    sent, response = read(assertion)
    if sent != credential.id:
        raise NotProven(AssertionFault.UNKNOWN)
    _check_owner(response, credential.owner, needed=needs_owner)
    client_data = field(response, "clientDataJSON")
    check_client_data(client_data, kind="webauthn.get", challenge=challenge, origin=origin)
    said = authenticator_data(field(response, "authenticatorData"))
    check_authenticator(said, rp_id=rp_id)
    if bool(said.flags & FLAG.BE) != credential.can_be_backed_up:
        raise NotProven(AssertionFault.BACKUP_CHANGED)
    _check_signature(credential.key, said + hashlib.sha256(client_data).digest(), field(response, "signature"))
    # Last, because only the holder of the key should be able to raise this alarm.
    if (said.counter or credential.sign_count) and said.counter <= credential.sign_count:
        raise NotProven(AssertionFault.COUNTER)
    return Used(sign_count=said.counter, is_backed_up=bool(said.flags & FLAG.BS))


def read(sent: Any) -> tuple[bytes, Mapping[str, Any]]:
    """The id of the credential and the response, of an assertion or a registration."""
    if not isinstance(sent, dict) or sent.get("type") != "public-key" or not isinstance(sent.get("response"), dict):
        raise NotProven(AssertionFault.SHAPE)
    raw = field(sent, "rawId")
    if sent.get("id") != text(raw):
        raise NotProven(AssertionFault.TWO_IDS)
    return raw, sent["response"]


def field(values: Mapping[str, Any], name: str) -> bytes:
    """One field that browsers send as base64url."""
    value = values.get(name)
    if not isinstance(value, str) or not value or not _BASE64URL.fullmatch(value) or len(value) % 4 == 1:
        raise NotProven(AssertionFault.SHAPE)
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


def text(value: bytes) -> str:
    """Bytes as browsers write them."""
    return urlsafe_b64encode(value).decode().rstrip("=")


def authenticator_data(raw: bytes) -> AuthenticatorData:
    """What the authenticator says; nothing may follow it."""
    try:
        return AuthenticatorData(raw)
    except Exception as error:  # The parser raises whatever its bytes lead it to.
        raise NotProven(AssertionFault.SHAPE) from error


def check_client_data(raw: bytes, *, kind: str, challenge: bytes, origin: str) -> None:
    """What the browser says: for what, where and whether in a frame."""
    try:
        said = json.loads(raw.decode("utf-8"))
    except ValueError as error:
        raise NotProven(AssertionFault.SHAPE) from error
    if not isinstance(said, dict):
        raise NotProven(AssertionFault.SHAPE)
    if said.get("type") != kind:
        raise NotProven(AssertionFault.KIND)
    if not compare_digest(str(said.get("challenge")).encode(), text(challenge).encode()):
        raise NotProven(AssertionFault.CHALLENGE)
    if said.get("origin") != origin:
        raise NotProven(AssertionFault.ORIGIN)
    if said.get("crossOrigin", False) is not False or "topOrigin" in said:
        raise NotProven(AssertionFault.FRAME)


def check_authenticator(said: AuthenticatorData, *, rp_id: str) -> None:
    """That it was for this site, by a person who was there and verified."""
    if not compare_digest(said.rp_id_hash, hashlib.sha256(rp_id.encode()).digest()):
        raise NotProven(AssertionFault.SITE)
    if not said.flags & FLAG.UP:
        raise NotProven(AssertionFault.ABSENT)
    if not said.flags & FLAG.UV:
        raise NotProven(AssertionFault.UNVERIFIED)
    if said.flags & FLAG.BS and not said.flags & FLAG.BE:
        raise NotProven(AssertionFault.BACKUP)


def _check_owner(response: Mapping[str, Any], owner: bytes, *, needed: bool) -> None:
    if response.get("userHandle") in (None, ""):
        if needed:
            raise NotProven(AssertionFault.NO_OWNER)
    elif not compare_digest(field(response, "userHandle"), owner):
        raise NotProven(AssertionFault.OTHER_OWNER)


def _check_signature(key: CoseKey, message: bytes, signature: bytes) -> None:
    try:
        key.verify(message, signature)
    except (InvalidSignature, ValueError, TypeError) as error:
        raise NotProven(AssertionFault.SIGNATURE) from error
