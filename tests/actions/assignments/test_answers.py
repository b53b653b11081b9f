"""What members say and do about an assignment, themselves or through the person who looks after it."""

from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.assignments import answers, decisions, reminders
from goodstanding.actions.operations.attachments import Attached
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Assignee, Fact, Member, MemberClass
from goodstanding.queries.operations.attachments import folder_of, path_of
from tests.assignments import DAY, DUE, given, given_to, handed_in, left, now, row
from tests.attached import PDF
from tests.house import OPENED, House


def accepted(house: House, assignee: Assignee, *, days: int = 0) -> Assignee:
    by = house.viewer("member", on=house.today + days * DAY)
    answers.accept(assignee=assignee, scheme=house.scheme, by=by, at=house.at + days * DAY)
    return now(assignee)


def declined(house: House, assignee: Assignee, *, days: int = 0, reason: str = "I am away that week.") -> Assignee:
    by = house.viewer("member", on=house.today + days * DAY)
    answers.decline(assignee=assignee, reason=reason, scheme=house.scheme, by=by, at=house.at + days * DAY)
    return now(assignee)


def test_accepting_in_time_is_an_answer_in_the_ledger_once(house: House) -> None:
    task = accepted(house, given_to(house))
    accepted(house, task)
    assert task.state == "accepted"
    fact = Fact.objects.get(kind="assignment.answered")
    assert (fact.member, fact.value, fact.occurred_on) == (house.member(), 1000, house.today)
    assert (fact.source, fact.reference) == ("assignment", "B111 Count the chairs")


def test_four_days_over_a_weekend_are_within_three_working_days_and_later_is_not(house: House) -> None:
    in_time, late = given_to(house), given_to(house)
    assert left(accepted(house, in_time, days=4)) == {"assignment.answered": 1000}
    assert left(accepted(house, late, days=5)) == {"assignment.answered": 0}


def test_declining_with_a_reason_is_an_answer_and_nothing_else(house: House) -> None:
    task = declined(house, given_to(house))
    assert (task.state, left(task)) == ("declined", {"assignment.answered": 1000})


def test_declining_late_is_held_against_nobody(house: House) -> None:
    assert left(declined(house, given_to(house), days=9)) == {}


def test_what_was_answered_late_is_excused_when_it_is_declined_after_all(house: House) -> None:
    task = accepted(house, given_to(house), days=5)
    assert left(task) == {"assignment.answered": 0}
    assert left(declined(house, task, days=6)) == {"assignment.answered": None}


def test_declining_takes_a_reason(house: House) -> None:
    with pytest.raises(ActionRefused, match="Give a reason"):
        declined(house, given_to(house), reason="  ")


def test_who_declined_can_take_it_on_after_all(house: House) -> None:
    task = accepted(house, declined(house, given_to(house)), days=9)
    assert (task.state, left(task)) == ("accepted", {"assignment.answered": 1000})


def test_a_member_whom_nobody_informed_is_never_late_with_an_answer(house: House) -> None:
    member = house.members("B111")[-1]
    task = row(given(house), member)
    by, at = house.viewer("secretary", on=house.today + 9 * DAY), house.at + 9 * DAY
    answers.accept(assignee=task, scheme=house.scheme, by=by, at=at)
    assert left(task) == {"assignment.answered": 1000}


def test_once_informed_on_paper_the_clock_runs_for_them_too(house: House) -> None:
    assignment = given(house)
    by = house.viewer("secretary")
    assert reminders.inform(assignment=assignment, scheme=house.scheme, by=by, at=house.at) == 1
    assert reminders.inform(assignment=assignment, scheme=house.scheme, by=by, at=house.at) == 0
    task = row(assignment, house.members("B111")[-1])
    assert (task.notified_on, task.answer_by) == (house.today, date(2016, 10, 19))
    assert [step.what for step in task.steps.all()] == ["informed"]


@pytest.mark.parametrize("who", ["neighbour", "stranger", "group_leader", "auditor"])
def test_nobody_else_answers_for_a_member(house: House, who: str) -> None:
    with pytest.raises(Denied):
        answers.accept(assignee=given_to(house), scheme=house.scheme, by=house.viewer(who), at=house.at)


@pytest.mark.parametrize(("on", "says"), [(date(2016, 10, 14), "before it was given"), (date(2016, 10, 16), "to come")])
def test_the_day_of_an_answer_that_is_written_down_has_to_be_possible(house: House, on: date, says: str) -> None:
    with pytest.raises(ActionRefused, match=says):
        answers.accept(
            assignee=given_to(house), on=on, scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        )  # fmt: skip


def test_handing_in_takes_it_on_as_well_and_the_same_words_again_change_nothing(house: House) -> None:
    task = handed_in(house, given_to(house))
    handed_in(house, task)
    assert (task.state, task.answered_on, task.done_on) == ("handed_in", house.today, house.today)
    assert [step.words for step in task.steps.all()] == ["All there."]


def test_nothing_at_all_is_not_handed_in(house: House) -> None:
    with pytest.raises(ActionRefused, match="Write what you did, or attach a file"):
        handed_in(house, given_to(house), text=" ")


def test_a_file_is_checked_and_stored_and_one_of_an_unknown_type_is_not(house: House) -> None:
    task, by, before = given_to(house), house.viewer("member"), set(folder_of("assignments").iterdir())
    good, bad = Attached("list.pdf", PDF), Attached("list.pdf", b"<html><script>")
    with pytest.raises(ActionRefused, match="Only PDF"):
        answers.hand_in(assignee=task, text="", file=bad, scheme=house.scheme, by=by, at=house.at)
    answers.hand_in(assignee=task, text="", file=good, scheme=house.scheme, by=by, at=house.at)
    step = now(task).steps.get()
    path = path_of(step.attachment, "assignments")
    assert path is not None
    assert (path.read_bytes(), step.attachment_name) == (PDF, "list.pdf")
    assert set(folder_of("assignments").iterdir()) - before == {path}, "nothing of the other was stored"


def test_more_time_that_is_given_is_never_late(house: House) -> None:
    task = accepted(house, given_to(house))
    answers.ask_for_time(
        assignee=task, until=DUE + 5 * DAY, reason="The key is missing.", by=house.viewer("member"), at=house.at
    )  # fmt: skip
    secretary = house.viewer("secretary")
    decisions.answer_time(assignee=task, granted=True, until=None, reason="", by=secretary, at=house.at)
    task = handed_in(house, now(task), days=15)
    assert (task.due_on, task.done_on) == (DUE + 5 * DAY, DUE + 5 * DAY)
    at = house.at + 15 * DAY
    decisions.finish(
        assignee=task, quality=None, reason="", scheme=house.scheme,
        by=house.viewer("secretary", on=house.today + 15 * DAY), at=at,
    )  # fmt: skip
    assert left(task)["assignment.on_time"] == 1000


@pytest.mark.parametrize("until", [DUE, date(2016, 10, 1)])
def test_more_time_ends_after_the_day_it_is_due(house: House, until: date) -> None:
    with pytest.raises(ActionRefused, match="Choose a day after"):
        answers.ask_for_time(
            assignee=given_to(house), until=until, reason="So much", by=house.viewer("member"), at=house.at
        )  # fmt: skip


def test_more_time_is_refused_with_a_reason(house: House) -> None:
    task, member = given_to(house), house.viewer("member")
    answers.ask_for_time(assignee=task, until=DUE + DAY, reason="So much", by=member, at=house.at)
    by = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="Give a reason"):
        decisions.answer_time(assignee=task, granted=False, until=None, reason="", by=by, at=house.at)
    decisions.answer_time(assignee=task, granted=False, until=None, reason="It is for the 25th.", by=by, at=house.at)
    task = now(task)
    assert (task.due_on, task.extension_to) == (DUE, None)


def test_a_member_without_a_telephone_reaches_every_point_that_can_be_reached(house: House) -> None:
    paper: Member = house.members("B111")[-1]
    assert not hasattr(paper, "account")
    secretary = house.viewer("secretary")
    reached = dict[str, int | None]()
    for word in ("urgent", "project_group", "key_project", "rectification"):
        task = row(given(house, word), paper)
        answers.hand_in(
            assignee=task, text="By word of mouth.", on=house.today, scheme=house.scheme, by=secretary, at=house.at
        )
        quality = 5 if word == "urgent" else None
        decisions.finish(
            assignee=now(task), quality=quality, reason="", scheme=house.scheme, by=secretary, at=house.at
        )  # fmt: skip
        reached |= left(task)
    assert reached == {
        "assignment.answered": 1000, "assignment.done": 1000, "assignment.on_time": 1000, "assignment.quality": 5000,
        "assignment.urgent_joined": 1000, "assignment.project_group": 1000, "project.contribution": 1000,
        "rectification.closed": 1000,
    }  # fmt: skip


def test_who_need_not_do_it_loses_nothing_by_being_late(house: House) -> None:
    MemberClass.objects.create(member=house.member(), word="elderly_sick", from_on=OPENED)
    task = handed_in(house, accepted(house, given_to(house), days=9), days=12)
    by = house.viewer("secretary", on=house.today + 12 * DAY)
    at = house.at + 12 * DAY
    decisions.finish(assignee=task, quality=2, reason="A list is missing.", scheme=house.scheme, by=by, at=at)
    assert left(task) == {"assignment.done": 1000}
