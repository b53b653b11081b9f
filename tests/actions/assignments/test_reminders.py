"""Reminders: one before the day, two after it, each once; then a person looks at it."""

from goodstanding.actions.assignments import answers, decisions, reminders
from goodstanding.models import Fact, Notice
from tests.assignments import DAY, DUE, given, given_to, handed_in, now, reminded_to_the_end
from tests.house import House


def reminders_of(house: House) -> list[int]:
    """On which days after today reminders came."""
    found = Notice.objects.filter(to=house.account("member"), kind="assignment_due").order_by("at")
    return [(notice.at - house.at).days for notice in found]


def test_one_comes_before_the_day_and_two_after_it_three_days_apart(house: House) -> None:
    task = given_to(house)
    reminded_to_the_end(house, task)
    assert reminders_of(house) == [8, 11, 14]
    assert [step.what for step in now(task).steps.all()] == ["reminded"] * 3
    assert not Fact.objects.exists()


def test_asked_twice_on_a_day_each_is_sent_once(house: House) -> None:
    given(house)
    on, at = house.today + 8 * DAY, house.at + 8 * DAY
    assert reminders.remind(on=on, scheme=house.scheme, at=at) == 4, "the fifth has no account"
    assert reminders.remind(on=on, scheme=house.scheme, at=at) == 0


def test_what_is_handed_in_or_declined_is_not_reminded_of(house: House) -> None:
    handed_in(house, given_to(house))
    answers.decline(
        assignee=given_to(house), reason="Away", scheme=house.scheme, by=house.viewer("member"), at=house.at
    )  # fmt: skip
    reminded_to_the_end(house, given_to(house, "committee"))
    assert reminders_of(house) == []


def test_with_more_time_the_reminders_begin_anew(house: House) -> None:
    task = given_to(house)
    for days in range(12):
        reminders.remind(on=house.today + days * DAY, scheme=house.scheme, at=house.at + days * DAY)
    by, at = house.viewer("secretary", on=house.today + 12 * DAY), house.at + 12 * DAY
    decisions.answer_time(assignee=now(task), granted=True, until=DUE + 5 * DAY, reason="", by=by, at=at)
    for days in range(12, 25):
        reminders.remind(on=house.today + days * DAY, scheme=house.scheme, at=house.at + days * DAY)
    assert reminders_of(house) == [8, 11, 13, 16, 19]


def test_who_asks_for_more_time_hears_the_answer_before_another_reminder(house: House) -> None:
    task = given_to(house)
    answers.ask_for_time(
        assignee=task, until=DUE + 9 * DAY, reason="So much", by=house.viewer("member"), at=house.at
    )  # fmt: skip
    reminded_to_the_end(house, task)
    assert reminders_of(house) == [8]


def test_a_person_reminds_with_one_tap_and_not_more_often_than_the_rules_allow(house: House) -> None:
    task, by = given_to(house), house.viewer("secretary")
    reminders.remind_one(assignee=task, scheme=house.scheme, by=by, at=house.at)
    assert now(task).reminded_before
    for days in (11, 12):
        reminders.remind_one(assignee=task, scheme=house.scheme, by=by, at=house.at + days * DAY)
    reminded_to_the_end(house, task)
    assert reminders_of(house) == [0, 11, 12]
