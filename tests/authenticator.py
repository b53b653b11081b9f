"""An authenticator in software: makes key pairs and answers challenges as a phone does, or not quite as it should.

What is said can be changed before it is signed (`as_said`), and what comes out is a dictionary: a test changes one
thing and leaves the rest right.
"""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fido2 import cbor

PRESENT, VERIFIED, CAN_BACK_UP, BACKED_UP, ATTESTED, EXTENDED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
Sent = dict[str, Any]


def text(value: bytes) -> str:
    """Bytes as browsers write them."""
    return urlsafe_b64encode(value).decode().rstrip("=")


@dataclass
class Said:
    """What the phone and the browser say before it is signed; a test changes one of these."""

    type: str
    challenge: bytes
    origin: str
    rp_id: str
    flags: int
    counter: int
    more: dict[str, Any] = field(default_factory=lambda: {"crossOrigin": False})
    without: set[str] = field(default_factory=set)
    trailing: bytes = b""

    @property
    def client_data(self) -> bytes:
        """What the browser says."""
        said = {"type": self.type, "challenge": text(self.challenge), "origin": self.origin} | self.more
        return json.dumps({name: value for name, value in said.items() if name not in self.without}).encode()

    def authenticator_data(self, attested: bytes = b"") -> bytes:
        """What the phone says."""
        begin = hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", self.flags, self.counter)
        return begin + attested + self.trailing


Change = Callable[[Said], None]


class Authenticator:
    """One phone with one passkey."""

    def __init__(self, origin: str, rp_id: str, flags: int = PRESENT | VERIFIED, counts: bool = True) -> None:
        self.origin, self.rp_id, self.flags, self.counts = origin, rp_id, flags, counts
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.owner = b""
        self.counter = 0

    @property
    def public_key(self) -> dict[int, Any]:
        """The public key as COSE writes it: ES256."""
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}

    @property
    def der(self) -> bytes:
        """The public key as DER, as it is stored."""
        return self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def name(self) -> str:
        """The id of its credential, as browsers write it."""
        return text(self.id)

    @property
    def point(self) -> bytes:
        """The public key as a point, uncompressed."""
        point: bytes = b"\x04" + self.public_key[-2] + self.public_key[-3]
        return point

    def register(
        self,
        challenge: bytes,
        owner: bytes,
        *,
        as_said: Change | None = None,
        key: dict[int, Any] | None = None,
        id: bytes | None = None,
        envelope: dict[str, Any] | None = None,
    ) -> Sent:
        """A registration. key, id and envelope: what is said instead of the truth."""
        self.owner = owner
        said = self._said("webauthn.create", challenge, ATTESTED, as_said)
        name = self.id if id is None else id
        attested = bytes(16) + struct.pack(">H", len(name)) + name + cbor.encode(key or self.public_key)
        data = said.authenticator_data(attested if said.flags & ATTESTED else b"")
        told = {"fmt": "none", "attStmt": {}, "authData": data} | (envelope or {})
        response = {"clientDataJSON": text(said.client_data), "attestationObject": text(cbor.encode(told))}
        return self._sent(response | {"transports": ["internal"]}, name) | {
            "clientExtensionResults": {"credProps": {"rk": True}}
        }

    def assert_(self, challenge: bytes, *, as_said: Change | None = None) -> Sent:
        """An assertion."""
        said = self._said("webauthn.get", challenge, 0, as_said)
        data, client_data = said.authenticator_data(), said.client_data
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": text(client_data), "authenticatorData": text(data), "signature": text(signature)}
        return self._sent(response | {"userHandle": text(self.owner)}, self.id)

    def _said(self, kind: str, challenge: bytes, more_flags: int, change: Change | None) -> Said:
        self.counter += self.counts
        said = Said(kind, challenge, self.origin, self.rp_id, self.flags | more_flags, self.counter)
        if change is not None:
            change(said)
        return said

    @staticmethod
    def _sent(response: dict[str, Any], name: bytes) -> Sent:
        return {"type": "public-key", "id": text(name), "rawId": text(name), "response": response}
