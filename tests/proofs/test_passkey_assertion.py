"""Forged assertions: each wrong in one respect and right in all others, and refused for that very reason."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from goodstanding.proofs.passkey_assertion import AssertionFault, Used
from tests.authenticator import BACKED_UP, CAN_BACK_UP, Authenticator, Sent, text
from tests.proofs.assertions import (
    CHALLENGE,
    ORIGIN,
    OWNER,
    RP_ID,
    SAID,
    SENT,
    R,
    credential,
    flipped,
    outcome,
    response,
    said,
    without,
)


@pytest.fixture
def phone() -> Authenticator:
    """A phone that has been used seven times."""
    phone = Authenticator(ORIGIN, RP_ID)
    phone.owner, phone.counter = OWNER, 7
    return phone


def test_an_assertion_as_it_should_be_is_accepted(phone: Authenticator) -> None:
    assert outcome(phone.assert_(CHALLENGE), credential(phone)) == Used(sign_count=8, is_backed_up=False)


@pytest.mark.parametrize(("values", "reason"), SAID, ids=[f"{reason.value}-{values}" for values, reason in SAID])
def test_what_is_said_wrongly_and_signed_rightly_is_refused(
    phone: Authenticator, values: dict[str, Any], reason: AssertionFault
) -> None:
    assert outcome(phone.assert_(CHALLENGE, as_said=said(**values)), credential(phone)) == reason


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
