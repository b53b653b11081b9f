"""Forged assertions: each wrong in one respect and right in all others, and refused for that very reason."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

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


@pytest.fixture
def phone() -> Authenticator:
    """A phone that has been used seven times."""
    phone = Authenticator(ORIGIN, RP_ID)
    phone.owner, phone.counter = OWNER, 7
    return phone


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


def test_an_assertion_as_it_should_be_is_accepted(phone: Authenticator) -> None:
    assert outcome(phone.assert_(CHALLENGE), credential(phone)) == Used(sign_count=8, is_backed_up=False)


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


@pytest.mark.parametrize(("values", "reason"), SAID, ids=[f"{reason.value}-{values}" for values, reason in SAID])
def test_what_is_said_wrongly_and_signed_rightly_is_refused(
    phone: Authenticator, values: dict[str, Any], reason: AssertionFault
) -> None:
    assert outcome(phone.assert_(CHALLENGE, as_said=said(**values)), credential(phone)) == reason


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


@pytest.mark.parametrize(("change", "reason"), [case[1:] for case in SENT], ids=[case[0] for case in SENT])
def test_what_is_sent_wrongly_is_refused(
    phone: Authenticator, change: Callable[[Sent], Any], reason: AssertionFault
) -> None:
    assert outcome(change(phone.assert_(CHALLENGE)), credential(phone)) == reason


def test_every_forgery_is_one_of_its_own() -> None:
    assert len(SAID) + len(SENT) >= 40
    assert {reason for _values, reason in SAID} | {case[2] for case in SENT} >= set(R) - {
        R.CLOSED, R.NO_CREDENTIAL, R.LONG_ID, R.ALGORITHM, R.KEY, R.ATTESTATION, R.TAKEN
    }  # fmt: skip


def test_another_key_signs_nothing_here(phone: Authenticator) -> None:
    known = credential(phone)
    phone.key = ec.generate_private_key(ec.SECP256R1())
    assert outcome(phone.assert_(CHALLENGE), known) is R.SIGNATURE


def test_passkeys_that_count_nothing_can_be_used_again_and_again(phone: Authenticator) -> None:
    phone.counts, phone.counter = False, 0
    for _use in range(3):
        assert outcome(phone.assert_(CHALLENGE), credential(phone, sign_count=0)) == Used(0, is_backed_up=False)


def test_a_wrong_signature_raises_no_alarm_about_the_counter(phone: Authenticator) -> None:
    forged = flipped("signature", 40)(phone.assert_(CHALLENGE, as_said=said(counter=0)))
    assert outcome(forged, credential(phone)) is R.SIGNATURE


def test_a_passkey_in_the_cloud_may_be_backed_up_or_not_yet(phone: Authenticator) -> None:
    known = credential(phone, can_be_backed_up=True)
    phone.flags |= CAN_BACK_UP
    assert outcome(phone.assert_(CHALLENGE), known) == Used(8, is_backed_up=False)
    phone.flags |= BACKED_UP
    assert outcome(phone.assert_(CHALLENGE), known) == Used(9, is_backed_up=True)


def test_where_the_account_is_known_the_handle_may_be_missing_but_not_wrong(phone: Authenticator) -> None:
    sent, known = phone.assert_(CHALLENGE), credential(phone)
    assert isinstance(outcome(without("userHandle")(sent), known, needs_owner=False), Used)
    assert outcome(response("userHandle", text(b"42"))(sent), known, needs_owner=False) is R.OTHER_OWNER


def test_token_binding_and_what_else_browsers_add_changes_nothing(phone: Authenticator) -> None:
    more = {"crossOrigin": False, "tokenBinding": {"status": "present", "id": "x"}, "other_keys": "see the notes"}
    assert isinstance(outcome(phone.assert_(CHALLENGE, as_said=said(more=more)), credential(phone)), Used)
