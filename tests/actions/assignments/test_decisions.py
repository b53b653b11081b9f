"""What a person decides about an assignment, what the ledger says then, and how a decision is corrected."""

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.assignments import accepting, answers, decisions, reminders
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Assignee, Correction, Fact, Member, MemberClass, Notice
from tests.assignments import DAY, DUE, given, given_to, handed_in, left, now, reminded_to_the_end, row
from tests.beginnings import year_published
from tests.house import OPENED, House


def finished(
    house: House, task: Assignee, quality: int | None = None, reason: str = "", *, who: str = "secretary", days: int = 0
) -> Assignee:  # fmt: skip
    by = house.viewer(who, on=house.today + days * DAY)
    at = house.at + days * DAY
    decisions.finish(assignee=task, quality=quality, reason=reason, scheme=house.scheme, by=by, at=at)
    return now(task)


def test_accepted_work_is_done_on_the_day_it_was_handed_in(house: House) -> None:
    task = finished(house, handed_in(house, given_to(house)), 4, days=12)
    assert (task.state, task.quality, task.decided_by) == ("done", 4, house.account("secretary"))
    assert left(task) == {
        "assignment.answered": 1000, "assignment.done": 1000, "assignment.on_time": 1000, "assignment.quality": 4000
    }  # fmt: skip
    assert Fact.objects.get(kind="assignment.done").occurred_on == house.today, "not the day the secretary came round"
    assert Fact.objects.get(kind="assignment.done").recorded_by == house.account("secretary")
    assert Notice.objects.filter(to=house.account("member"), kind="assignment_done").count() == 1


def test_accepting_again_writes_nothing_twice(house: House) -> None:
    task = finished(house, handed_in(house, given_to(house)), 4)
    count = Fact.objects.count()
    finished(house, task, 4)
    assert Fact.objects.count() == count


def test_work_after_the_day_is_late_and_done(house: House) -> None:
    task = finished(house, handed_in(house, given_to(house), days=11), days=11)
    assert (left(task)["assignment.done"], left(task)["assignment.on_time"]) == (1000, 0)


def test_a_low_quality_takes_a_reason_and_a_higher_one_none(house: House) -> None:
    task = handed_in(house, given_to(house))
    with pytest.raises(ActionRefused, match="Give a reason"):
        finished(house, task, 2)
    assert finished(house, task, 2, "Half of the rows are empty.").quality == 2
    assert left(task)["assignment.quality"] == 2000


def test_correcting_the_quality_corrects_the_ledger_with_the_reason(house: House) -> None:
    task = finished(house, handed_in(house, given_to(house)), 3)
    with pytest.raises(ActionRefused, match="Give a reason"):
        finished(house, task, 5)
    task = finished(house, task, 5, "I had overlooked the second page.")
    assert (task.quality, left(task)["assignment.quality"]) == (5, 5000)
    replaced = Fact.objects.get(kind="assignment.quality", replaces__isnull=False)
    assert replaced.reason == "I had overlooked the second page."


def test_everything_handed_in_is_accepted_at_once_as_each_would_be_alone(
    house: House,
) -> None:
    alone = left(finished(house, handed_in(house, given_to(house))))
    assignment = given(house)
    rows = [row(assignment, member) for member in house.members("B111")]
    by, own = house.viewer("secretary"), row(assignment, house.member("secretary"))
    others = [task for task in rows if task.member_id != own.member_id]
    for task in (*others[:4], own):
        answers.hand_in(assignee=task, text="All there.", on=house.today, scheme=house.scheme, by=by, at=house.at)
    # It became the choice of one of them since, and about another no entry can be written.
    MemberClass.objects.create(member=others[1].member, word="elderly_sick", from_on=house.today - DAY)
    barred = others[2].member
    Member.objects.filter(pk=barred.pk).update(joined_on=house.today + DAY, full_on=None)

    def accept(expected: int) -> accepting.AcceptedTogether:
        return accepting.accept_all(assignment=assignment, expected=expected, scheme=house.scheme, by=by, at=house.at)

    with pytest.raises(ActionRefused, match="Meanwhile 4 are handed in"):
        accept(3)
    done = accept(4)
    assert (done.count, list(done.refused)) == (3, [(barred, "That is before the member joined.")])
    assert [now(task).state for task in (*others[:4], own)] == ["done", "done", "handed_in", "done", "handed_in"]
    assert now(others[1]).welcome
    for task in map(now, (others[0], others[1], others[3])):
        assert left(task) == alone
        assert (task.decided_by, task.quality, task.answered_on) == (by.account, None, house.today)
        assert task.steps.get(what="done").by == by.account
    assert (
        Notice.objects.filter(
            to__member=others[0].member, kind="assignment_done", link__contains=assignment.key
        ).count()
        == 1
    )


def test_nobody_judges_themselves(house: House) -> None:
    task = handed_in(house, given_to(house, "secretary"))
    with pytest.raises(Denied):
        finished(house, task, 5)
    assert finished(house, task, who="committee").state == "done"
    assert Fact.objects.get(kind="assignment.done").recorded_by is None, "the committee records nothing by hand"


@pytest.mark.parametrize("who", ["member", "group_leader", "neighbour", "stranger", "auditor", "analyst"])
def test_others_judge_nothing(house: House, who: str) -> None:
    with pytest.raises(Denied):
        finished(house, handed_in(house, given_to(house)), who=who)


def test_what_is_returned_gets_a_day_to_come_and_is_not_late_for_it(house: House) -> None:
    task = handed_in(house, given_to(house))
    on = DUE + 3 * DAY
    by, at = house.viewer("secretary", on=on), house.at + (on - house.today)
    decisions.send_back(
        assignee=task, reason="Rows are missing.", until=on + 4 * DAY, scheme=house.scheme, by=by, at=at
    )  # fmt: skip
    assert (now(task).state, now(task).due_on, now(task).done_on) == ("returned", on + 4 * DAY, None)
    days = (on - house.today).days + 2
    task = finished(house, handed_in(house, now(task), days=days, text="Now all."), days=days)
    assert left(task)["assignment.on_time"] == 1000


def test_withdrawn_work_never_counts_and_what_it_left_is_excused(house: House) -> None:
    task, at = given_to(house), house.at + 6 * DAY
    late = house.viewer("member", on=house.today + 6 * DAY)
    answers.accept(assignee=task, scheme=house.scheme, by=late, at=at)
    assert left(task) == {"assignment.answered": 0}
    by = house.viewer("secretary", on=house.today + 6 * DAY)
    decisions.withdraw(assignee=task, reason="No longer needed.", scheme=house.scheme, by=by, at=at)
    assert left(task) == {"assignment.answered": None}
    done = finished(house, handed_in(house, given_to(house)))
    decisions.withdraw(assignee=done, reason="Given by mistake.", scheme=house.scheme, by=by, at=at)
    assert left(done)["assignment.answered"] == 1000
    assert "assignment.done" not in left(done)


def test_silence_costs_nothing_by_itself(house: House) -> None:
    task = given_to(house)
    reminded_to_the_end(house, task)
    assert (now(task).state, now(task).reminders, left(task)) == ("given", 2, {})


def test_a_lapse_takes_two_reminders_a_person_and_a_reason(house: House) -> None:
    task = given_to(house)
    by = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="not overdue yet"):
        decisions.lapse(assignee=task, reason="Silent.", scheme=house.scheme, by=by, at=house.at)
    early = house.at + 11 * DAY
    reminders.remind(on=house.today + 11 * DAY, scheme=house.scheme, at=early)
    with pytest.raises(ActionRefused, match="1 of 2 times"):
        decisions.lapse(assignee=now(task), reason="Silent.", scheme=house.scheme, by=by, at=early)
    at = reminded_to_the_end(house, task)
    with pytest.raises(ActionRefused, match="Give a reason"):
        decisions.lapse(assignee=now(task), reason="", scheme=house.scheme, by=by, at=at)
    decisions.lapse(assignee=now(task), reason="I asked at the door.", scheme=house.scheme, by=by, at=at)
    assert left(task) == {
        "assignment.lapsed": 1000, "assignment.done": 0, "assignment.on_time": 0, "assignment.answered": 0
    }  # fmt: skip
    assert Notice.objects.filter(to=house.account("member"), kind="entry_taking_points").exists()


def test_a_lapse_that_was_wrong_is_corrected_and_takes_nothing(house: House) -> None:
    task = given_to(house)
    at = reminded_to_the_end(house, task)
    by = house.viewer("secretary", on=house.today + 20 * DAY)
    decisions.lapse(assignee=now(task), reason="Silent.", scheme=house.scheme, by=by, at=at)
    decisions.finish(
        assignee=now(task), quality=None, reason="The letter lay in the hall.", on=DUE, scheme=house.scheme, by=by,
        at=at,
    )  # fmt: skip
    assert left(task) == {"assignment.answered": 0, "assignment.done": 1000, "assignment.on_time": 1000}
    assert Fact.objects.filter(kind="assignment.lapsed", reverses__isnull=False).count() == 1


def test_who_was_never_informed_does_not_lapse(house: House) -> None:
    task = given_to(house)
    Assignee.objects.filter(pk=task.pk).update(notified_on=None, answer_by=None)
    at = reminded_to_the_end(house, task)
    by = house.viewer("secretary", on=house.today + 20 * DAY)
    for decide in (decisions.lapse, decisions.fail):
        with pytest.raises(ActionRefused, match="has not been informed"):
            decide(assignee=now(task), reason="Silent.", scheme=house.scheme, by=by, at=at)


def test_accepted_work_that_did_not_come_is_recorded_so_by_a_person_only(house: House) -> None:
    task = given_to(house)
    answers.accept(assignee=task, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    at = reminded_to_the_end(house, task)
    by = house.viewer("secretary", on=house.today + 20 * DAY)
    with pytest.raises(ActionRefused):
        decisions.lapse(assignee=now(task), reason="x", scheme=house.scheme, by=by, at=at)
    decisions.fail(assignee=now(task), reason="The chairs were not counted.", scheme=house.scheme, by=by, at=at)
    assert left(task) == {"assignment.answered": 1000, "assignment.done": 0, "assignment.on_time": 0}
    assert Notice.objects.filter(to=house.account("member"), kind="assignment_not_done").exists()


def test_a_refusal_without_a_reason_is_a_persons_word_with_a_reason(house: House) -> None:
    task, by = given_to(house), house.viewer("secretary")
    decisions.refuse(assignee=task, reason="Said no, twice, and not why.", scheme=house.scheme, by=by, at=house.at)
    assert left(task) == {"assignment.refused": 1000, "assignment.done": 0, "assignment.on_time": 0}


def test_who_declined_with_a_reason_is_never_recorded_as_refusing(house: House) -> None:
    task = given_to(house)
    answers.decline(
        assignee=task, reason="I am away.", scheme=house.scheme, by=house.viewer("member"), at=house.at
    )  # fmt: skip
    for decide in (decisions.refuse, decisions.fail, decisions.lapse):
        with pytest.raises(ActionRefused, match="Declined with a reason"):
            decide(assignee=now(task), reason="x", scheme=house.scheme, by=house.viewer("secretary"), at=house.at)


def test_nothing_is_recorded_against_who_need_not_do_it(house: House) -> None:
    MemberClass.objects.create(member=house.member(), word="overseas", from_on=OPENED)
    task = given_to(house)
    at = reminded_to_the_end(house, task)
    by = house.viewer("secretary", on=house.today + 20 * DAY)
    assert now(task).reminders == 0, "after the day nobody reminds them"
    Assignee.objects.filter(pk=task.pk).update(reminders=2)
    for decide in (decisions.refuse, decisions.fail, decisions.lapse):
        with pytest.raises(ActionRefused, match="own choice"):
            decide(assignee=now(task), reason="x", scheme=house.scheme, by=by, at=at)


@pytest.mark.begins(after=year_published)
def test_what_a_published_month_counts_waits_for_a_second_person(house: House) -> None:
    task = handed_in(house, given_to(house))
    Assignee.objects.filter(pk=task.pk).update(done_on="2016-09-20")
    task = finished(house, now(task), 3)
    finished(house, task, 5, "I had overlooked the second page.")
    asked = Correction.objects.get()
    assert (asked.state, asked.value, asked.fact.kind) == ("asked", 5000, "assignment.quality")
    assert left(task)["assignment.quality"] == 3000


def test_who_need_not_do_it_since_it_was_given_loses_nothing_either(house: House) -> None:
    task = given_to(house)
    at = reminded_to_the_end(house, task)
    MemberClass.objects.create(member=house.member(), word="elderly_sick", from_on=house.today)
    by = house.viewer("secretary", on=house.today + 20 * DAY)
    with pytest.raises(ActionRefused, match="own choice"):
        decisions.lapse(assignee=now(task), reason="Silent.", scheme=house.scheme, by=by, at=at)
    finished(house, handed_in(house, now(task), days=20), days=20)
    assert left(task).get("assignment.on_time", 1000) == 1000


def test_it_is_withdrawn_from_everyone_in_one_step_and_nothing_of_it_counts(house: House) -> None:
    assignment = given(house)
    answered, silent = (row(assignment, house.member(who)) for who in ("member", "committee"))
    late = house.viewer("member", on=house.today + 6 * DAY)
    answers.accept(assignee=answered, scheme=house.scheme, by=late, at=house.at + 6 * DAY)
    by, at = house.viewer("secretary", on=house.today + 6 * DAY), house.at + 6 * DAY
    with pytest.raises(ActionRefused, match="Give a reason"):
        decisions.withdraw_all(assignment=assignment, reason=" ", scheme=house.scheme, by=by, at=at)
    for expected in (4, 0):
        count = decisions.withdraw_all(
            assignment=assignment, reason="The hall is sold.", scheme=house.scheme, by=by, at=at
        )  # fmt: skip
        assert count == expected, "not from themselves: that is for another person"
    assert (now(answered).state, now(silent).state) == ("withdrawn", "withdrawn")
    assert left(answered) == {"assignment.answered": None}
    assert [step.words for step in now(silent).steps.all()] == ["The hall is sold."]
    assert Notice.objects.filter(to=house.account("committee"), kind="assignment_withdrawn").count() == 1


def test_only_the_office_that_gave_it_withdraws_it_from_everyone(house: House) -> None:
    assignment = given(house, by="district_officer", code="D1")
    with pytest.raises(Denied):
        decisions.withdraw_all(
            assignment=assignment, reason="x", scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        )  # fmt: skip
