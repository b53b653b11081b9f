"""Registrations of passkeys for tests, each spoilt in one way."""

from typing import Any

from goodstanding.proofs.passkey_assertion import AssertionFault
from tests.authenticator import ATTESTED, BACKED_UP, PRESENT, VERIFIED
from tests.proofs.assertions import ORIGIN

R = AssertionFault
SAID: list[tuple[dict[str, Any], AssertionFault]] = [
    ({"type": "webauthn.get"}, R.KIND),
    ({"challenge": b"d" * 32}, R.CHALLENGE),
    ({"challenge": b""}, R.CHALLENGE),
    ({"origin": "https://evil.example"}, R.ORIGIN),
    ({"origin": "https://sub.members.example.org"}, R.ORIGIN),
    ({"origin": "https://members.example.org:8443"}, R.ORIGIN),
    ({"origin": "http://members.example.org"}, R.ORIGIN),
    ({"more": {"crossOrigin": True}}, R.FRAME),
    ({"more": {"topOrigin": ORIGIN}}, R.FRAME),
    ({"rp_id": "evil.example"}, R.SITE),
    ({"flags": VERIFIED | ATTESTED}, R.ABSENT),
    ({"flags": PRESENT | ATTESTED}, R.UNVERIFIED),
    ({"flags": PRESENT | VERIFIED}, R.NO_CREDENTIAL),
    ({"flags": PRESENT | VERIFIED | ATTESTED | BACKED_UP}, R.BACKUP),
    ({"trailing": b"\0"}, R.SHAPE),
]
KEYS: list[tuple[str, dict[int, Any], AssertionFault]] = [
    ("no algorithm of ours", {3: -65535}, R.ALGORITHM),
    ("another curve's algorithm", {3: -35}, R.ALGORITHM),
    ("a kind that does not go with it", {1: 3}, R.KEY),
    ("another curve", {-1: 2}, R.KEY),
    ("a point off the curve", {-2: bytes(31) + b"\1"}, R.KEY),
    ("a point that is no point", {-2: "x"}, R.KEY),
]
