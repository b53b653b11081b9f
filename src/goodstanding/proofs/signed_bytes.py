"""What codes that are shown and scanned have in common: a key, a tag of 128 bits, and how bytes are written."""

import hashlib
import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

#: Bytes of a tag.
TAG = 16
_KEY = 16


@dataclass(frozen=True)
class Key:
    """What codes are signed with; number: how a code names it."""

    number: bytes
    secret: bytes


def tag(key: Key, message: bytes) -> bytes:
    """What proves that this key has signed the message: 16 bytes."""
    return hmac.digest(key.secret, message, "sha256")[:TAG]


def digest_of(role: bytes, *parts: bytes) -> bytes:
    """32 bytes that stand for these parts, each with its length, so that no two ways of cutting them give the same."""
    cut = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    return hashlib.sha256(role + cut).digest()


def text(raw: bytes) -> str:
    """Bytes in letters that an address can carry."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def bytes_of(key: str) -> bytes:
    """The 16 bytes of a meeting's or a member's key."""
    raw = urlsafe_b64decode(key + "==")
    assert len(raw) == _KEY, "keys are 16 bytes"
    return raw
