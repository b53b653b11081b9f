"""Giving an assignment: to some, to a class, to everyone below, once, with a notice to everybody who can read one."""

from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.assignments import giving
from goodstanding.actions.meetings import minutes
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Assignee, Assignment, AuditRow, FollowUp, MemberClass, Notice
from goodstanding.queries.assignments.recipients import Recipients
from goodstanding.queries.personal.data_export import everything
from tests.assignments import DUE, given, row
from tests.house import OPENED, House
from tests.meetings import opened


def test_a_whole_branch_is_given_it_in_one_step_and_told(house: House) -> None:
    assignment = given(house)
    assert set(assignment.assignees.values_list("member__number", flat=True)) == {
        member.number for member in house.members("B111")
    }
    notice = Notice.objects.get(to=house.account("member"), kind="assignment_given")
    assert notice.facts == {"what": "Count the chairs", "unit": house.branch.name, "day": "2016-10-25"}
    assert notice.link == f"/my/assignments/{assignment.key}/"
    assert len(notice.key) == 22
    audit = AuditRow.objects.get(noun="assignment", verb="give")
    assert (audit.key, audit.unit) == (assignment.key, house.branch)


def test_an_officer_gives_it_to_everyone_below_at_once(house: House) -> None:
    assignment = given(house, by="district_officer", code="D1")
    units = set(assignment.assignees.values_list("member__unit__code", flat=True))
    assert units == {"B111", "B112", "B121", "B122"}
    assert assignment.assignees.count() == 20


def test_the_clock_for_an_answer_runs_only_for_those_whom_a_notice_reaches(house: House) -> None:
    assignment = given(house)
    told, untold = row(assignment, house.member()), row(assignment, house.members("B111")[-1])
    assert (told.notified_on, told.answer_by) == (house.today, date(2016, 10, 19))
    assert (untold.notified_on, untold.answer_by) == (None, None)


def test_those_for_whom_it_is_their_own_choice_are_welcome(house: House) -> None:
    MemberClass.objects.create(member=house.member(), word="elderly_sick", from_on=OPENED)
    assignment = given(house)
    assert row(assignment, house.member()).welcome
    assert not row(assignment, house.member("committee")).welcome


def test_a_class_is_given_it_and_nobody_else(house: House) -> None:
    MemberClass.objects.create(member=house.member(), word="retired", from_on=OPENED)
    assignment = given(house, to=Recipients(word="retired"))
    assert [one.member for one in assignment.assignees.all()] == [house.member()]
    assert (assignment.whom, assignment.word) == ("class", "retired")


def test_a_member_who_left_is_given_nothing(house: House) -> None:
    member = house.members("B111")[-1]
    member.left_on, member.leaving, member.unit = house.today, "resigned", None
    member.save()
    assert not given(house).assignees.filter(member=member).exists()


def test_the_same_form_sent_again_gives_nothing_twice(house: House) -> None:
    first, again = given(house, form="a form"), given(house, form="a form")
    assert first == again
    assert Assignment.objects.count() == 1
    assert Notice.objects.filter(kind="assignment_given", to=house.account("member")).count() == 1


@pytest.mark.parametrize(
    ("word", "title", "due_on", "field"),
    [
        ("task", " ", DUE, "title"),
        ("task", "x" * 201, DUE, "title"),
        ("task", "Count", date(2016, 10, 14), "due_on"),
        ("task", "Count", date(2017, 10, 20), "due_on"),
    ],
)
def test_what_cannot_be_given_is_refused_at_its_field(
    house: House, word: str, title: str, due_on: date, field: str
) -> None:  # fmt: skip
    with pytest.raises(ActionRefused) as refusal:
        given(house, word, title=title, due_on=due_on)
    assert refusal.value.field == field
    assert not Assignment.objects.exists()


def test_people_of_another_unit_are_not_given_it_and_nobody_else_is(house: House) -> None:
    numbers = (house.member().number, house.member("stranger").number)
    with pytest.raises(ActionRefused, match="members of the unit"):
        given(house, to=Recipients(people=numbers))
    assert not Assignee.objects.exists()


@pytest.mark.parametrize("who", ["group_leader", "member", "neighbour", "analyst", "auditor", "operator"])
def test_others_give_nothing_in_the_branch(house: House, who: str) -> None:
    with pytest.raises(Denied):
        given(house, by=who)


def test_the_rules_say_which_office_gives_a_kind(house: House) -> None:
    assert given(house, "task", by="committee").pk
    with pytest.raises(Denied):
        given(house, "urgent", by="committee")


def test_a_follow_up_of_minutes_becomes_an_assignment_in_one_step(house: House) -> None:
    meeting = opened(house)
    follow_up = minutes.give(
        meeting=meeting, member=house.member(), text="Bring the keys", due_on=DUE, by=house.viewer("secretary"),
        at=house.at,
    )  # fmt: skip
    by = house.viewer("secretary")
    made = giving.give_follow_up(follow_up=follow_up, scheme=house.scheme, by=by, at=house.at)
    assert (made.title, made.due_on, made.kind) == ("Bring the keys", DUE, "task")
    assert [one.member for one in made.assignees.all()] == [house.member()]
    assert giving.give_follow_up(follow_up=follow_up, scheme=house.scheme, by=by, at=house.at) == made
    assert FollowUp.objects.get().state == "dropped", "one thing waits for the member once"
    (taken_along,) = everything(house.member(), house.account("member"), "en")["follow_ups"]
    assert (taken_along["state"], taken_along["assignment"]) == ("became_assignment", made.key)
