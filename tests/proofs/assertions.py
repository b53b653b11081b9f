"""Assertions of passkeys for tests: how they are spoilt, and what is made of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from goodstanding.proofs import passkey_assertion
from goodstanding.proofs.passkey_assertion import AssertionFault, Credential, NotProven, Used
from tests.authenticator import (
    ATTESTED,
    BACKED_UP,
    CAN_BACK_UP,
    EXTENDED,
    PRESENT,
    VERIFIED,
    Authenticator,
    Said,
    Sent,
    text,
)

ORIGIN, RP_ID = "https://members.example.org", "members.example.org"
CHALLENGE, OWNER = b"c" * 32, b"41"
R = AssertionFault


def credential(phone: Authenticator, **other: Any) -> Credential:
    """What the house knows of it."""
    known = Credential(phone.id, phone.der, OWNER, sign_count=7, can_be_backed_up=False)
    return replace(known, **other)


def outcome(sent: Any, known: Credential, *, needs_owner: bool = True) -> Used | AssertionFault:
    """What is made of an assertion."""
    try:
        return passkey_assertion.verify(
            sent, challenge=CHALLENGE, origin=ORIGIN, rp_id=RP_ID, credential=known, needs_owner=needs_owner
        )
    except NotProven as refusal:
        return refusal.reason


def said(**values: Any) -> Callable[[Said], None]:
    """Says something else, and signs that."""

    def change(one: Said) -> None:
        for name, value in values.items():
            setattr(one, name, value)

    return change


ORIGINS = [
    "https://evil.example",
    "https://sub.members.example.org",
    "https://members.example.org.evil.example",
    "https://members.example.org:8443",
    "https://members.example.org:443",
    "http://members.example.org",
    "https://members.example.org.",
    "https://members.example.org/",
    "HTTPS://members.example.org",
    "https://Members.example.org",
    "https://mеmbers.example.org",  # The second letter is Cyrillic.
    "https://example.org",
    "android:apk-key-hash:AAAA",
    "null",
    "",
]
SAID: list[tuple[dict[str, Any], AssertionFault]] = [
    *[({"origin": origin}, R.ORIGIN) for origin in ORIGINS],
    ({"without": {"origin"}}, R.ORIGIN),
    ({"more": {"origin": [ORIGIN]}}, R.ORIGIN),
    ({"type": "webauthn.create"}, R.KIND),
    ({"type": "payment.get"}, R.KIND),
    ({"type": "WebAuthn.Get"}, R.KIND),
    ({"without": {"type"}}, R.KIND),
    ({"challenge": b"d" * 32}, R.CHALLENGE),
    ({"challenge": b"c" * 31}, R.CHALLENGE),
    ({"challenge": b""}, R.CHALLENGE),
    ({"without": {"challenge"}}, R.CHALLENGE),
    ({"more": {"challenge": text(CHALLENGE) + "="}}, R.CHALLENGE),
    ({"more": {"crossOrigin": True}}, R.FRAME),
    ({"more": {"crossOrigin": "false"}}, R.FRAME),
    ({"more": {"crossOrigin": None}}, R.FRAME),
    ({"more": {"topOrigin": "https://evil.example"}}, R.FRAME),
    ({"more": {"topOrigin": ORIGIN}}, R.FRAME),
    ({"rp_id": "evil.example"}, R.SITE),
    ({"rp_id": "example.org"}, R.SITE),
    ({"rp_id": ORIGIN}, R.SITE),
    ({"flags": VERIFIED}, R.ABSENT),
    ({"flags": 0}, R.ABSENT),
    ({"flags": PRESENT}, R.UNVERIFIED),
    ({"flags": PRESENT | CAN_BACK_UP}, R.UNVERIFIED),
    ({"flags": PRESENT | VERIFIED | BACKED_UP}, R.BACKUP),
    ({"flags": PRESENT | VERIFIED | CAN_BACK_UP}, R.BACKUP_CHANGED),
    ({"flags": PRESENT | VERIFIED | CAN_BACK_UP | BACKED_UP}, R.BACKUP_CHANGED),
    ({"flags": PRESENT | VERIFIED | ATTESTED}, R.SHAPE),
    ({"flags": PRESENT | VERIFIED | EXTENDED}, R.SHAPE),
    ({"trailing": b"\0"}, R.SHAPE),
    ({"counter": 7}, R.COUNTER),
    ({"counter": 6}, R.COUNTER),
    ({"counter": 1}, R.COUNTER),
    ({"counter": 0}, R.COUNTER),
]


def response(name: str, value: Any) -> Callable[[Sent], Any]:
    """Sends something else than what was signed."""
    return lambda sent: sent | {"response": sent["response"] | {name: value}}


def flipped(name: str, place: int) -> Callable[[Sent], Any]:
    """Turns one letter of a part into another."""

    def change(sent: Sent) -> Any:
        letters = list(sent["response"][name])
        letters[place] = "A" if letters[place] != "A" else "B"
        return response(name, "".join(letters))(sent)

    return change


def without(name: str) -> Callable[[Sent], Any]:
    """Leaves a part of the response out."""
    return lambda sent: sent | {"response": {part: value for part, value in sent["response"].items() if part != name}}


def respaced(sent: Sent) -> Sent:
    """The same client data to every JSON parser, and not the same bytes."""
    good = passkey_assertion.field(sent["response"], "clientDataJSON")
    changed: Sent = response("clientDataJSON", text(good.replace(b", ", b",  ", 1)))(sent)
    return changed


UTF_16 = text('{"type": "webauthn.get"}'.encode("utf-16"))
SENT: list[tuple[str, Callable[[Sent], Any], AssertionFault]] = [
    ("nothing", lambda sent: None, R.SHAPE),
    ("a list", lambda sent: [sent], R.SHAPE),
    ("no response", lambda sent: sent | {"response": None}, R.SHAPE),
    ("another type", lambda sent: sent | {"type": "password"}, R.SHAPE),
    ("no id", lambda sent: sent | {"rawId": ""}, R.SHAPE),
    ("a number for an id", lambda sent: sent | {"rawId": 7}, R.SHAPE),
    ("two ids", lambda sent: sent | {"id": text(b"x" * 32)}, R.TWO_IDS),
    ("another credential", lambda sent: sent | {"id": text(b"x" * 32), "rawId": text(b"x" * 32)}, R.UNKNOWN),
    ("somebody else's handle", response("userHandle", text(b"42")), R.OTHER_OWNER),
    ("a longer handle", response("userHandle", text(b"411")), R.OTHER_OWNER),
    ("no handle", without("userHandle"), R.NO_OWNER),
    ("an empty handle", response("userHandle", ""), R.NO_OWNER),
    ("no signature", without("signature"), R.SHAPE),
    ("an empty signature", response("signature", ""), R.SHAPE),
    ("a signature of zeros", response("signature", text(bytes(64))), R.SIGNATURE),
    ("a flipped signature", flipped("signature", 40), R.SIGNATURE),
    ("a flipped counter", flipped("authenticatorData", 48), R.SIGNATURE),
    ("letters that are none of base64url", response("signature", "+/=="), R.SHAPE),
    ("a letter too many", response("authenticatorData", "AAAAA"), R.SHAPE),
    ("data that is too short", response("authenticatorData", text(b"\1" * 36)), R.SHAPE),
    ("no client data", without("clientDataJSON"), R.SHAPE),
    ("client data that is no JSON", response("clientDataJSON", text(b"{")), R.SHAPE),
    ("client data that is no object", response("clientDataJSON", text(b"[]")), R.SHAPE),
    ("client data in UTF-16", response("clientDataJSON", UTF_16), R.SHAPE),
    ("client data with one more space", respaced, R.SIGNATURE),
]
