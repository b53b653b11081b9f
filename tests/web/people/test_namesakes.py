"""Two people of one name are told apart by their numbers in every list and choice."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.access.viewer import viewer_of
from goodstanding.actions.meetings import leave
from goodstanding.actions.people import transfers
from goodstanding.models import Member
from goodstanding.queries.people.namesakes import name_anywhere, tell_apart
from tests.house import AT, House
from tests.meetings import HOUR, V, closed, opened, planned, said
from tests.pages import words

pytestmark = pytest.mark.usefixtures("house")
BOTH = ("李娜 · 790001", "李娜 · 790002")


@pytest.fixture(autouse=True)
def twins(house: House) -> list[Member]:
    """Two of one name in the branch, classed as its members are."""
    from goodstanding.actions.people import members

    made = [house.enrol("B111", "李娜", number) for number in ("790001", "790002")]
    for one in made:
        for word in ("full", "ordinary"):
            call = {"word": word, "on": one.joined_on, "scheme": house.scheme, "by": None, "at": house.at}
            members.begin_class(member=one, **call)  # type: ignore[arg-type]
    return made


def shows(page: object) -> bool:
    text = words(page)
    return all(one in text for one in BOTH) and "成员甲一 ·" not in text


def test_where_a_meeting_is_planned(house: House) -> None:
    address = reverse("meeting_plan", args=["B111"])
    assert shows(house.client("secretary").get(address, {"type": "themed_day"}))


@pytest.mark.parametrize("route", ["meeting", "meeting_people", "meeting_roll", "meeting_minutes"])
def test_on_the_list_of_a_meeting_its_roll_and_its_minutes(house: House, route: str) -> None:
    meeting = opened(house)
    assert shows(house.client("secretary").get(reverse(route, args=[meeting.key])))


def test_in_the_roll_that_is_taken_along(house: House) -> None:
    from goodstanding.queries.meetings.meetings import people
    from goodstanding.web.check_in.presenters.roll_along import _person

    names = [_person(one)["name"] for one in people(opened(house))]
    assert set(BOTH) < set(names) and "成员甲一" in names


def test_where_an_office_is_given_and_a_unit_is_split(house: House) -> None:
    client = house.client("city_officer")
    for route in ("unit_split", "post_grant"):
        assert all(one in words(client.get(reverse(route, args=["B111"]))) for one in BOTH), route


def test_where_facts_are_narrowed_down(house: House) -> None:
    assert all(one in words(house.client("secretary").get(reverse("facts", args=["B111"]))) for one in BOTH)


def test_among_those_who_do_something_after_a_meeting(house: House, twins: list[Member]) -> None:
    from goodstanding.models import FollowUp
    from goodstanding.queries.meetings.meetings import follow_ups

    meeting = planned(house)
    for text in ("One", "Two"):
        given = {"due_on": house.today, "given_at": house.at, "given_by": house.account("secretary")}
        FollowUp.objects.create(meeting=meeting, member=twins[0], text=text, **given)
    assert [one.member.shown_as for one in follow_ups(meeting)] == [BOTH[0]] * 2


def test_one_person_twice_in_a_list_is_no_namesake(house: House) -> None:
    same = [Member.objects.get(number="790001"), Member.objects.get(number="790001")]
    tell_apart(same)
    assert [one.shown_as for one in same] == ["李娜", "李娜"]


def test_those_who_missed_a_meeting(house: House, twins: list[Member]) -> None:
    meeting = opened(house)
    for one in twins:
        said(house, meeting, one, V.ABSENT)
    meeting = closed(house, meeting)
    page = house.client("secretary").get(reverse("meeting", args=[meeting.key]))
    assert all(one in words(page) for one in BOTH)


def test_in_the_work_list_of_whoever_answers_leave(house: House, twins: list[Member]) -> None:
    from goodstanding.actions.people import accounts

    meeting = planned(house, starts=AT + 48 * HOUR)
    for place, one in enumerate([*twins, house.member()]):
        account = accounts.of_member(one, at=AT)
        by = viewer_of(account, house.today, verified=False)
        leave.ask(meeting=meeting, words="", scheme=house.scheme, by=by, at=AT + timedelta(minutes=place))
    page = words(house.client("secretary").get(reverse("desk")))
    assert all(f"{name} asks for leave" in page for name in BOTH)
    assert "成员甲四 asks for leave" in page


def test_one_of_two_alone_in_the_work_list_has_the_number_too(house: House, twins: list[Member]) -> None:
    meeting = opened(house)
    for verdict, by in ((V.PRESENT, "secretary"), (V.ABSENT, "committee")):
        said(house, meeting, twins[0], verdict, by=by)
    page = words(house.client("secretary").get(reverse("desk")))
    assert f"The attendance records for {BOTH[0]} disagree" in page


def test_in_notices(house: House, twins: list[Member]) -> None:
    for one, reason in zip([*twins, house.member()], ("a", "b", "c"), strict=True):
        transfers.ask(member=one, to=house.unit("B112"), reason=reason, by=house.viewer("secretary"), at=house.at)
    page = words(house.client("neighbour").get(reverse("to_do")))
    assert all(f"Transfer of {name} from" in page for name in BOTH)
    assert "Transfer of 成员甲四 from" in page


def test_who_has_left_is_told_apart_from_who_has_the_name_today(house: House, twins: list[Member]) -> None:
    old, today = twins
    Member.objects.filter(pk=old.pk).update(left_on=house.today, leaving="resigned", unit=None)
    old.refresh_from_db()
    assert (name_anywhere(old), name_anywhere(today)) == (BOTH[0], "李娜")
