"""Every bit of an assertion turned over, one at a time: nothing of what a passkey says can be changed on the way."""

import pytest

from goodstanding.proofs import passkey_assertion
from goodstanding.proofs.passkey_assertion import AssertionFault, Used, field
from tests.authenticator import Authenticator, text
from tests.proofs.assertions import CHALLENGE, OWNER, credential, outcome

PARTS = ("signature", "authenticatorData", "clientDataJSON")


@pytest.fixture
def phone() -> Authenticator:
    """A phone that has been used seven times."""
    phone = Authenticator("https://members.example.org", "members.example.org")
    phone.owner, phone.counter = OWNER, 7
    return phone


@pytest.mark.parametrize("part", PARTS)
def test_no_bit_of_it_can_be_turned_over(phone: Authenticator, part: str) -> None:
    sent, known = phone.assert_(CHALLENGE), credential(phone)
    good = field(sent["response"], part)
    taken = []
    for place in range(len(good)):
        for bit in range(8):
            changed = bytearray(good)
            changed[place] ^= 1 << bit
            forged = sent | {"response": sent["response"] | {part: text(bytes(changed))}}
            if not isinstance(outcome(forged, known), AssertionFault):
                taken.append((place, bit))
    assert len(good) > 30
    assert taken == []
    assert isinstance(outcome(sent, known), Used), "and as it was it is taken"


@pytest.mark.parametrize("part", PARTS)
def test_no_byte_can_be_left_out_or_put_in(phone: Authenticator, part: str) -> None:
    sent, known = phone.assert_(CHALLENGE), credential(phone)
    good = field(sent["response"], part)
    for place in range(len(good)):
        for changed in (good[:place] + good[place + 1 :], good[:place] + b"\0" + good[place:]):
            forged = sent | {"response": sent["response"] | {part: text(changed)}}
            assert isinstance(outcome(forged, known), AssertionFault), (part, place)


def test_the_parts_of_two_good_assertions_make_no_third(phone: Authenticator) -> None:
    known = credential(phone)
    first, second = phone.assert_(CHALLENGE), phone.assert_(b"d" * 32)
    for part in PARTS:
        mixed = first | {"response": first["response"] | {part: second["response"][part]}}
        assert isinstance(outcome(mixed, known), AssertionFault), part
    assert passkey_assertion.read(first)[0] == phone.id
