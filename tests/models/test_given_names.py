"""Codes, numbers and sign-in names: one shape, which code and both databases say alike; and those of before get it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import CharField, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.models import Account, Meeting, Member, Unit
from goodstanding.models.public_id import MOST, IsGiven, is_given, new_key
from tests.given_names import BAD
from tests.house import House
from tests.meetings import planned

GOOD = ("X1", "1", "a", "0", "D1.2-3_4", "NEW-1", "a..b", "90001004", "D" * 40, "Tree")


def said_by_the_database(text: str) -> bool:
    """Whether the database takes a text for a code, a number or a sign-in name."""
    value = Value(text, output_field=CharField())
    return bool(Unit.objects.annotate(given=IsGiven(value)).values_list("given", flat=True)[0])


@pytest.mark.parametrize("text", [one for one in BAD if len(one) <= MOST])
def test_what_has_not_the_shape_is_refused_by_code_and_by_the_database(house: House, text: str) -> None:
    assert not is_given(text)
    for make in (
        lambda: Unit.objects.filter(code="B111").update(code=text),
        lambda: Member.objects.filter(number="11101").update(number=text),
        lambda: Account.objects.filter(login="operator").update(login=text),
    ):
        with pytest.raises(IntegrityError, match="_is_given"), transaction.atomic():
            make()


@pytest.mark.parametrize("text", GOOD)
def test_what_has_the_shape_is_taken_by_both(house: House, text: str) -> None:
    assert is_given(text)
    Unit.objects.filter(code="B111").update(code=text)
    Member.objects.filter(number="11105").update(number=text)
    Account.objects.filter(login="operator").update(login=text)


def test_a_code_that_stands_in_an_address_itself_is_refused(house: House) -> None:
    with pytest.raises(IntegrityError, match="unit_code_is_given"), transaction.atomic():
        Unit.objects.filter(code="B111").update(code="tree")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=24) | st.text("aZ09._-/")
)
def test_code_and_database_say_the_same_of_every_text(house: House, text: str) -> None:
    assert said_by_the_database(text) == is_given(text, len(text))


@pytest.mark.parametrize(
    "key", ["", "a" * 21, "a" * 23, "a" * 21 + "/", "a" * 21 + "?", "a" * 21 + "é", "../" * 7 + "a"]
)
def test_a_meetings_key_is_what_is_made_here(house: House, key: str) -> None:
    meeting = planned(house)
    with pytest.raises(DatabaseError, match=r"meeting_key_is_made_here|too long"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(key=key)
    for _time in range(20):
        Meeting.objects.filter(pk=meeting.pk).update(key=new_key())


def test_two_numbers_that_differ_in_case_are_one(house: House) -> None:
    Member.objects.filter(number="11104").update(number="a1")
    with pytest.raises(IntegrityError, match=r"member_number_any_case|index"), transaction.atomic():
        Member.objects.filter(number="11105").update(number="A1")
