"""Forged registrations: each wrong in one respect and right in all others, and refused for that very reason."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from goodstanding.proofs import passkey_registration
from goodstanding.proofs.passkey_assertion import AssertionFault, NotProven
from goodstanding.proofs.passkey_registration import NewPasskey
from tests.authenticator import BACKED_UP, CAN_BACK_UP, Authenticator, text
from tests.proofs.assertions import CHALLENGE, ORIGIN, OWNER, RP_ID, response, said
from tests.proofs.registrations import KEYS, SAID, R


@pytest.fixture
def phone() -> Authenticator:
    """A phone that has no passkey yet."""
    return Authenticator(ORIGIN, RP_ID)


def outcome(sent: Any) -> NewPasskey | AssertionFault:
    """What is made of a registration."""
    try:
        return passkey_registration.verify(sent, challenge=CHALLENGE, origin=ORIGIN, rp_id=RP_ID)
    except NotProven as refusal:
        return refusal.reason


def test_a_registration_as_it_should_be_is_accepted(phone: Authenticator) -> None:
    made = outcome(phone.register(CHALLENGE, OWNER))
    assert isinstance(made, NewPasskey)
    assert (made.id, made.sign_count, made.can_be_backed_up) == (phone.id, 1, False)
    assert made.public_key == phone.der


@pytest.mark.parametrize(("values", "reason"), SAID, ids=[f"{reason.value}-{values}" for values, reason in SAID])
def test_what_is_said_wrongly_is_refused(phone: Authenticator, values: dict[str, Any], reason: AssertionFault) -> None:
    assert outcome(phone.register(CHALLENGE, OWNER, as_said=said(**values))) == reason


@pytest.mark.parametrize(("change", "reason"), [case[1:] for case in KEYS], ids=[case[0] for case in KEYS])
def test_a_key_that_checks_nothing_is_refused(
    phone: Authenticator, change: dict[int, Any], reason: AssertionFault
) -> None:
    assert outcome(phone.register(CHALLENGE, OWNER, key=phone.public_key | change)) is reason


def test_a_key_without_its_point_is_refused(phone: Authenticator) -> None:
    assert outcome(phone.register(CHALLENGE, OWNER, key={1: 2, 3: -7, -1: 1})) is R.KEY


def test_ids_that_are_too_long_empty_or_two_are_refused(phone: Authenticator) -> None:
    assert isinstance(outcome(phone.register(CHALLENGE, OWNER, id=b"x" * 1023)), NewPasskey)
    assert outcome(phone.register(CHALLENGE, OWNER, id=b"x" * 1024)) is R.LONG_ID
    assert outcome(phone.register(CHALLENGE, OWNER, id=b"")) is R.SHAPE
    sent = phone.register(CHALLENGE, OWNER)
    other = text(b"x" * 32)
    assert outcome(sent | {"id": other}) is R.TWO_IDS
    assert outcome(sent | {"id": other, "rawId": other}) is R.TWO_IDS


@pytest.mark.parametrize(
    ("envelope", "reason"),
    [
        ({"attStmt": {"sig": b"x"}}, R.ATTESTATION),
        ({"attStmt": []}, R.ATTESTATION),
        ({"authData": "text"}, R.SHAPE),
        ({"authData": b""}, R.SHAPE),
    ],
)
def test_an_envelope_that_does_not_hold_what_it_says_is_refused(
    phone: Authenticator, envelope: dict[str, Any], reason: AssertionFault
) -> None:
    assert outcome(phone.register(CHALLENGE, OWNER, envelope=envelope)) is reason


@pytest.mark.parametrize("bytes_sent", [b"\xff", b"\xa0", b"", b"\xbf" * 400, b"\x9b" + b"\xff" * 8])
def test_bytes_that_are_no_envelope_are_refused(phone: Authenticator, bytes_sent: bytes) -> None:
    sent = phone.register(CHALLENGE, OWNER)
    assert outcome(response("attestationObject", text(bytes_sent))(sent)) is R.SHAPE


def test_a_statement_about_the_make_of_the_device_is_not_believed_and_not_held_against_it(
    phone: Authenticator,
) -> None:
    assert isinstance(
        outcome(phone.register(CHALLENGE, OWNER, envelope={"fmt": "packed", "attStmt": {"alg": -7, "sig": b"x"}})),
        NewPasskey,
    )


def test_a_passkey_in_the_cloud_is_kept_as_one(phone: Authenticator) -> None:
    phone.flags |= CAN_BACK_UP | BACKED_UP
    made = outcome(phone.register(CHALLENGE, OWNER))
    assert isinstance(made, NewPasskey)
    assert (made.can_be_backed_up, made.is_backed_up) == (True, True)


def test_ed25519_keys_are_as_good(phone: Authenticator) -> None:
    raw = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert isinstance(outcome(phone.register(CHALLENGE, OWNER, key={1: 1, 3: -8, -1: 6, -2: raw})), NewPasskey)
    curve = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()
    key = {1: 2, 3: -7, -1: 1, -2: curve.x.to_bytes(48, "big"), -3: curve.y.to_bytes(48, "big")}
    assert outcome(phone.register(CHALLENGE, OWNER, key=key)) is R.KEY
