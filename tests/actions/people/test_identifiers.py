"""Codes, numbers and sign-in names are looked at wherever one is made, and nothing from a form becomes a key."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.people import accounts, members, organization, units
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Meeting, Member, Organization, Proof
from goodstanding.models.public_id import is_given
from tests.given_names import BAD
from tests.house import AT, JOINED, OPENED, TODAY, House
from tests.meetings import opened, planning


def unit_named(house: House, code: str) -> object:
    return units.create(
        parent=house.unit("S11"), code=code, name="New branch", level="branch", type="community", on=TODAY,
        scheme=house.scheme, by=house.viewer("district_officer"), at=house.at,
    )  # fmt: skip


def split_named(house: House, code: str) -> object:
    return units.split(
        unit=house.branch, code=code, name="Other half", members=house.members("B111")[:2], on=TODAY,
        by=house.viewer("district_officer"), at=house.at, reason="too many", scheme=house.scheme,
    )  # fmt: skip


def founded_named(house: House, code: str) -> object:
    Organization.objects.all().delete()
    return organization.found(
        name="Another", root_name="Top", code=code, scheme=house.scheme, time_zone="Asia/Shanghai", on=OPENED, at=AT
    )


def member_named(house: House, number: str) -> object:
    return members.enrol(
        number=number, name="成员新", unit=house.branch, joined_on=JOINED, from_on=OPENED,
        by=house.viewer("secretary"), at=house.at,
    )  # fmt: skip


def account_named(house: House, login: str) -> object:
    return accounts.create(login=login, name="Ana", by=house.viewer("operator"), at=house.at)


MAKERS: list[tuple[Callable[[House, str], object], str]] = [
    (unit_named, "code"), (split_named, "code"), (founded_named, "code"), (member_named, "number"),
    (account_named, "login"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "field"), MAKERS)
def test_what_has_not_the_shape_is_refused_wherever_it_is_made(
    house: House, make: Callable[[House, str], object], field: str
) -> None:
    for text in (*BAD, *(["tree"] if field == "code" else [])):
        if field == "login" and is_given(text, 60):
            continue
        with pytest.raises(ActionRefused) as refusal:
            make(house, text)
        assert refusal.value.field == field, text


@pytest.mark.parametrize("login", ["operator", "Operator", "OPERATOR"])
def test_a_members_number_is_nobodys_sign_in_name_in_any_case(house: House, login: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        member_named(house, login)
    assert refusal.value.field == "number"


def test_a_members_number_is_no_other_members_in_any_case(house: House) -> None:
    member_named(house, "ab-1")
    with pytest.raises(ActionRefused):
        member_named(house, "AB-1")


def test_a_sign_in_name_is_no_members_number_in_any_case(house: House) -> None:
    member_named(house, "ab-1")
    with pytest.raises(ActionRefused) as refusal:
        account_named(house, "Ab-1")
    assert refusal.value.field == "login"


def test_where_both_are_there_already_a_sentence_says_so(house: House) -> None:
    Member.objects.filter(number="11105").update(number="auditor")
    with pytest.raises(ActionRefused, match="sign-in name"):
        accounts.of_member(Member.objects.get(number="auditor"), at=house.at)


def test_wide_letters_of_a_keyboard_become_ordinary_ones_in_forms(house: House) -> None:
    client = house.client("secretary")
    told = {"number": "ＡＢ－１２", "name": "成员新", "joined_on": "2010-07-01", "from_on": "2015-01-01"}
    assert client.post(reverse("member_enrol", args=["B111"]), told).status_code == 302
    assert Member.objects.get(name="成员新").number == "AB-12"


def test_the_page_of_accounts_opens_whatever_somebody_is_called(house: House) -> None:
    """An address with a sign-in name in it could not be made for one with a slash, and the page was gone for all."""
    told = {"number": "2019/7", "name": "成员新", "joined_on": "2010-07-01", "from_on": "2015-01-01"}
    answer = house.client("secretary").post(reverse("member_enrol", args=["B111"]), told)
    assert answer.status_code == 422
    assert not Account.objects.filter(login__contains="/").exists()
    assert house.client("operator").get(reverse("accounts"), {"q": "1"}).status_code == 200


FORMS = ["a" * 17 + "/?#%!", "../" * 7 + "a", "x" * 4000, "支部", "a\0b", "", " ", "a" * 22]


@pytest.mark.parametrize("form", FORMS)
def test_what_a_form_says_it_is_becomes_no_key_and_breaks_no_page(house: House, form: str) -> None:
    client = house.client("secretary")
    address = reverse("meeting_plan", args=["B111"]) + "?type=themed_day"
    day = client.get(address).context["form"].initial["on"]
    for _time in range(2 if form.strip() else 1):
        sent = planning(house, on=day.isoformat(), form=form)
        assert client.post(address, sent).status_code == 302
    meeting = Meeting.objects.get()
    assert len(meeting.key) == 22
    assert meeting.key != form
    for who in ("secretary", "member"):
        name, args = ("unit_meetings", ["B111"]) if who == "secretary" else ("my_meetings", [])
        assert house.client(who).get(reverse(name, args=args)).status_code == 200


def test_the_same_form_of_another_planner_or_for_another_unit_is_another_meeting(house: House) -> None:
    what = Particulars(AT + timedelta(days=1), AT + timedelta(days=1, hours=1))
    for who, code in (
        ("secretary", "B111"),
        ("committee", "B111"),
        ("district_officer", "B121"),
        ("district_officer", "B111"),
    ):
        for _time in range(2):
            meetings.plan(
                unit=house.unit(code), word="themed_day", what=what, scheme=house.scheme, by=house.viewer(who), at=AT,
                form="f" * 22,
            )  # fmt: skip
    assert Meeting.objects.count() == 4


@pytest.mark.parametrize("idempotency_key", ["a\0b", "x" * 4000, "a:b", "支部", ""])
def test_a_mark_of_the_roll_takes_no_name_that_it_was_not_given(house: House, idempotency_key: str) -> None:
    meeting, desk = opened(house), house.client("secretary")
    sent = {"member": house.member().key, "do": "present", "once": idempotency_key}
    assert desk.post(reverse("meeting_mark", args=[meeting.key]), sent).status_code == 302
    assert Proof.objects.get().attendee.member == house.member()
