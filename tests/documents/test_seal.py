"""The seal is checked without a server, and one changed byte anywhere is found."""

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.documents.copy import canonical, sealed_copy
from goodstanding.documents.seal import Seal, new_seal, read_certificate, read_seal, sealed
from goodstanding.documents.verdict import Outcome, Where
from goodstanding.documents.verify import verify
from tests.documents.sample import made

AT = datetime(2026, 12, 31, 16, tzinfo=UTC)
DATA = {"member": {"name": "买买提·艾力"}, "months": [{"month": "2026-01", "total": "86.42"}]}
ABOUT = {"title": "Yearly sheet 2026", "code": "AB12-CD34", "made_at": AT.isoformat()}


@cache
def seals() -> tuple[Seal, Seal]:
    """Ours, and another organization's."""
    ours, other = (read_seal(*new_seal(name, AT, bits=2048)) for name in ("某组织", "Another"))
    return ours, other


@cache
def a_pdf() -> bytes:
    return sealed(made(), seals()[0], AT, "Yearly sheet 2026 · AB12-CD34")


@cache
def a_copy() -> bytes:
    return sealed_copy(DATA, ABOUT, seals()[0])


@pytest.mark.parametrize("make", [a_pdf, a_copy])
def test_a_file_as_it_was_sealed_is_good_and_says_what_it_is_and_when(make: object) -> None:
    assert callable(make)
    found = verify(make(), [one.certificate for one in reversed(seals())])
    assert (found.outcome, found.signer, found.made_at) == (Outcome.GOOD, "某组织", AT)
    assert found.about == "Yearly sheet 2026 · AB12-CD34"
    foreign = verify(make(), [seals()[1].certificate])
    assert foreign.outcome is not Outcome.GOOD


def test_sealed_again_it_has_the_same_bytes() -> None:
    assert sealed(made(), seals()[0], AT, "x") == sealed(made(), seals()[0], AT, "x")
    assert sealed_copy(DATA, ABOUT, seals()[0]) == a_copy()


@pytest.mark.parametrize("make", [a_pdf, a_copy])
@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_refused(make: object, place: float, bit: int) -> None:
    assert callable(make)
    whole = bytearray(make())
    whole[int(place * len(whole))] ^= 1 << bit
    assert verify(bytes(whole), [seals()[0].certificate]).outcome is not Outcome.GOOD


def test_no_bit_of_the_seal_itself_can_change() -> None:
    """The part that PDF signatures leave out: letters of another size, padding, versions, the certificate inside."""
    whole = a_pdf()
    start = whole.rindex(b"/Contents <") + len(b"/Contents <")
    end = whole.index(b">", start)
    places = [*range(start, start + 160), *range(start + 160, end, 97), end - 1]
    for place in places:
        changed = bytearray(whole)
        changed[place] = ord("1") if changed[place] == ord("0") else ord("0")
        assert verify(bytes(changed), [seals()[0].certificate]).outcome is not Outcome.GOOD, place
    small = whole[:start] + whole[start:end].lower() + whole[end:]
    assert verify(small, [seals()[0].certificate]).where is Where.IN_THE_SEAL


def test_what_was_added_or_changed_is_said_by_its_place() -> None:
    certificates = [seals()[0].certificate]
    assert verify(a_pdf() + b"\n% more", certificates).where is Where.AFTER_THE_SEAL
    text = a_copy().decode()
    found = verify(text.replace("86.42", "96.42").encode(), certificates)
    assert (found.outcome, found.where, found.sections) == (Outcome.CHANGED, Where.SECTIONS, ("months",))
    assert verify(text.replace("\n", "\r\n").encode(), certificates).outcome is Outcome.CHANGED


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[1]", b"%PDF-1.7\n", b"PK\x03\x04", canonical(DATA)])
def test_what_is_no_sealed_document_is_not_ours(content: bytes) -> None:
    assert verify(content, [seals()[0].certificate]).outcome is Outcome.NOT_OURS
    assert verify(made(), [seals()[0].certificate]).where is Where.NO_SEAL


def test_a_seal_of_another_is_named() -> None:
    found = verify(sealed(made(), seals()[1], AT, "x"), [seals()[0].certificate])
    assert (found.outcome, found.where, found.signer) == (Outcome.NOT_OURS, Where.OTHER_SEAL, "Another")


def test_a_key_and_a_certificate_of_two_seals_are_refused() -> None:
    (key, certificate), (_key, other) = (new_seal(name, AT, bits=2048) for name in ("a", "b"))
    assert read_certificate(certificate).subject.native == {"common_name": "a"}
    with pytest.raises(ValueError, match="do not belong together"):
        read_seal(key, other)
