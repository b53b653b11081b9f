"""Forms refuse what cannot be, and store what they take in the one spelling that imports store it in."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from goodstanding.actions.people import members
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import MemberNumbers
from goodstanding.models import Member
from tests.house import House
from tests.pages import words

FORM = {"number": "90001004", "name": "成员新", "joined_on": "2010-07-01", "from_on": "2015-01-01", "phone": ""}


def enrol(house: House, **changed: str) -> Any:
    return house.client("secretary").post(reverse("member_enrol", args=["B111"]), FORM | changed)


@pytest.mark.parametrize(
    ("field", "nonsense", "says"),
    [
        ("number", "!!", "Write letters A to Z, digits"),
        ("name", "!!", "A name needs at least one letter."),
        ("name", "···", "A name needs at least one letter."),
        ("joined_on", "1850-07-01", "There is no such day, or it is before 1900."),
        ("joined_on", "2016-02-30", "There is no such day, or it is before 1900."),
        ("joined_on", "soon", "This is not a date."),
        ("phone", "abc", "This is not a telephone number."),
        ("phone", "12", "This is not a telephone number."),
        ("phone", "++--", "This is not a telephone number."),
    ],
)
def test_nonsense_is_refused_at_its_field_and_nothing_typed_is_lost(
    house: House, field: str, nonsense: str, says: str
) -> None:
    answer = enrol(house, **{field: nonsense})
    assert answer.status_code == 422
    assert says in words(answer)
    assert field in answer.context["form"].errors
    for name, value in (FORM | {field: nonsense}).items():
        assert answer.context["form"][name].value() == value
    assert not Member.objects.filter(number="90001004").exists()


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("number", "９０００１００５", "90001005"),
        ("number", "\u3000ab－1 ", "ab-1"),
        ("name", "阿依•古丽", "阿依·古丽"),
        ("name", "张 三", "张三"),
        ("joined_on", "２０１０年７月１日", date(2010, 7, 1)),
        ("joined_on", "20100701", date(2010, 7, 1)),
        ("phone", "１３８ ００００ ００００", "138 0000 0000"),
        ("phone", "+86 (571) 8000-0000 转 12", "+86 (571) 8000-0000 转 12"),
        ("phone", "13800000000/0571-80000000", "13800000000/0571-80000000"),
    ],
)
def test_what_is_typed_is_stored_in_one_spelling(house: House, field: str, typed: str, stored: object) -> None:
    before = set(Member.objects.values_list("pk", flat=True))
    assert enrol(house, **{field: typed}).status_code == 302
    assert getattr(Member.objects.exclude(pk__in=before).get(), field) == stored


def test_wide_digits_are_no_second_number(house: House) -> None:
    assert enrol(house).status_code == 302
    again = enrol(house, number="９０００１００４")
    assert again.status_code == 422
    assert "Another member has this number." in words(again)


def test_what_stands_in_the_record_stays_while_something_else_is_put_right(house: House) -> None:
    Member.objects.filter(pk=house.member().pk).update(phone="ask his son", joined_on=date(1899, 1, 1), full_on=None)
    kept = {"phone": "ask his son", "joined_on": date(1899, 1, 1)}
    told = members.correct(
        member=house.member(), values={"name": "成员改", **kept}, by=house.viewer("secretary"), at=house.at
    )
    assert told == {"name"}
    with pytest.raises(ActionRefused):
        members.correct(
            member=house.member(), values={"phone": "ask his wife"}, by=house.viewer("secretary"), at=house.at
        )


def test_numbers_are_written_as_the_organization_writes_them(house: House) -> None:
    scheme = house.scheme.model_copy(update={"member_numbers": MemberNumbers(pattern="[0-9]{8}", example="90001004")})

    def enrolled(number: str) -> Member:
        return members.enrol(
            number=number, name="成员新", unit=house.branch, joined_on=date(2010, 7, 1), from_on=date(2015, 1, 1),
            scheme=scheme, by=house.viewer("secretary"), at=house.at,
        )  # fmt: skip

    with pytest.raises(ActionRefused, match="such as 90001004") as refusal:
        enrolled("9000")
    assert refusal.value.field == "number"
    assert enrolled("90001005").number == "90001005"


@pytest.mark.parametrize("pattern", ["(a+)+", "[0-9", "a*", "[0-9]{8}"])
def test_a_pattern_is_simple_and_has_a_fitting_example(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        MemberNumbers(pattern=pattern, example="7")
