"""A quiz: open book, taken as often as one likes, the best result counts, and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import attempts, courses
from goodstanding.models import Attempt, AuditRow, Correction, CourseEnrolment, Fact
from goodstanding.queries.ledger import in_force
from goodstanding.queries.study import quiz
from goodstanding.quizzes.marking import Given
from tests.house import AT, House
from tests.study import DAY, HALF, RIGHT, given, left, taken

WRONG: dict[int, Any] = {0: 1}


def test_a_quiz_that_is_passed_leaves_what_the_rules_say_once(house: House) -> None:
    course = given(house)
    attempt = taken(house, course)
    assert attempt.score == 100
    assert left(house.member()) == {
        "quiz.taken": [1000], "quiz.score": [100_000], "study.required_course": [1000], "study.hours": [2000],
    }  # fmt: skip
    enrolment = CourseEnrolment.objects.get()
    assert (enrolment.best_score, enrolment.passed_how, enrolment.passed_by) == (100, "quiz", None)
    assert {fact.recorded_by for fact in Fact.objects.filter(source="study")} == {None}
    assert AuditRow.objects.filter(noun="attempt", verb="hand_in").count() == 1


def test_handed_in_twice_it_counts_once(house: House) -> None:
    attempt = taken(house, given(house))
    before = left(house.member())
    again = attempts.hand_in(attempt=attempt, answers=WRONG, scheme=house.scheme, by=house.viewer("member"), at=AT)
    assert (again.score, left(house.member())) == (100, before)


def test_below_the_mark_a_quiz_is_taken_and_nothing_is_failed(house: House) -> None:
    course = given(house)
    assert taken(house, course, HALF).score == 50
    assert left(house.member()) == {"quiz.taken": [1000], "quiz.score": [50_000]}
    assert CourseEnrolment.objects.get().passed_on is None


def test_a_better_retake_counts_and_a_worse_one_leaves_no_trace_in_the_ledger(house: House) -> None:
    course = given(house)
    for answers in (HALF, WRONG, RIGHT, HALF):
        taken(house, course, answers)
    found = left(house.member())
    assert (found["quiz.score"], found["quiz.taken"]) == ([50_000, 100_000], [1000])
    assert found["study.required_course"] == [1000]
    assert CourseEnrolment.objects.get().best_score == 100


def test_one_attempt_is_open_at_a_time_and_keeps_its_order(house: House) -> None:
    course, who = given(house), house.viewer("member")
    first = attempts.begin(course=course, scheme=house.scheme, by=who, at=AT)
    again = attempts.begin(course=course, scheme=house.scheme, by=who, at=AT + timedelta(hours=1))
    assert (again.pk, again.seed) == (first.pk, first.seed)
    assert [one.shown for one in quiz.in_order(first)] == [one.shown for one in quiz.in_order(again)]


def test_half_an_attempt_is_there_the_next_day_and_what_is_no_answer_is_left_out(house: House) -> None:
    who, attempt = house.viewer("member"), attempts.begin(
        course=given(house), scheme=house.scheme, by=house.viewer("member"), at=AT
    )  # fmt: skip
    assert attempts.save(attempt=attempt, answers={0: 0, 1: [7], 2: "3\x002", 9: 1, 3: "x"}, by=who, at=AT)
    shown = {one.shown.place: one.given for one in quiz.in_order(Attempt.objects.get())}
    assert shown == {0: 0, 1: None, 2: "32", 3: None}
    handed = attempts.hand_in(attempt=attempt, answers=None, scheme=house.scheme, by=who, at=AT + DAY)
    assert handed.score == 50


def test_what_arrives_after_it_was_handed_in_changes_nothing(house: House) -> None:
    attempt = taken(house, given(house))
    assert not attempts.save(attempt=attempt, answers=WRONG, by=house.viewer("member"), at=AT)
    assert Attempt.objects.get().answers == {"0": 0, "1": [0, 1], "2": "32", "3": 0}


def test_an_attempt_is_its_member_s_alone(house: House) -> None:
    course = given(house)
    attempt = attempts.begin(course=course, scheme=house.scheme, by=house.viewer("member"), at=AT)
    for who in ("secretary", "stranger", "analyst"):
        with pytest.raises(Denied):
            attempts.save(attempt=attempt, answers=RIGHT, by=house.viewer(who), at=AT)
    for who in ("stranger", "analyst"):
        with pytest.raises(Denied):
            attempts.begin(course=course, scheme=house.scheme, by=house.viewer(who), at=AT)


def test_a_closed_course_takes_no_more_attempts(house: House) -> None:
    course = given(house)
    late = AT + 22 * DAY
    attempt = attempts.begin(course=course, scheme=house.scheme, by=house.viewer("member"), at=AT)
    courses.close(course=course, scheme=house.scheme, by=house.viewer("secretary"), at=late)
    with pytest.raises(ActionRefused, match="closed"):
        attempts.hand_in(attempt=attempt, answers=RIGHT, scheme=house.scheme, by=house.viewer("member"), at=late)


ANSWERS: st.SearchStrategy[dict[int, Given]] = st.fixed_dictionaries(
    {},
    optional={
        0: st.integers(0, 2), 1: st.lists(st.integers(0, 2), max_size=3), 2: st.sampled_from(["32", "31", "?"]),
        3: st.integers(0, 1),
    },
)  # fmt: skip


# Every example has a course of its own in the same house, whose making would take longer than all of them.
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(tries=st.lists(ANSWERS, min_size=1, max_size=4))
def test_no_retake_ever_lowers_anything(house: House, tries: list[dict[int, Given]]) -> None:
    course = given(house, word="quiz", hours=0)
    best, before = -1, Fact.objects.filter(kind="quiz.score").count()
    for answers in tries:
        score = taken(house, course, answers).score
        assert score is not None
        rises = score > best
        best, before = max(best, score), before + rises
        assert CourseEnrolment.objects.get(course=course).best_score == best
        assert Fact.objects.filter(kind="quiz.score").count() == before
        if rises:
            assert Fact.objects.filter(kind="quiz.score").latest("pk").value == score * 1000


@pytest.mark.parametrize(("finished", "counts"), [(20, True), (23, False), (None, False)])
def test_a_quiz_that_was_finished_before_the_course_was_closed_counts_when_it_is_delivered(
    house: House, finished: int | None, counts: bool
) -> None:
    course = given(house)
    attempt = attempts.begin(course=course, scheme=house.scheme, by=house.viewer("member"), at=AT)
    closed = AT + 22 * DAY
    courses.close(course=course, scheme=house.scheme, by=house.viewer("secretary"), at=closed)
    late: dict[str, Any] = {"attempt": attempt, "answers": RIGHT, "scheme": house.scheme, "by": house.viewer("member")}
    late |= {"at": closed + DAY, "finished_at": None if finished is None else AT + finished * DAY}
    if not counts:
        with pytest.raises(ActionRefused, match="closed"):
            attempts.hand_in(**late)
        return
    attempts.hand_in(**late)
    enrolment = CourseEnrolment.objects.get(course=course, member=house.member())
    assert enrolment.passed_on == (AT + 20 * DAY).date()
    missed = Fact.objects.get(member=house.member(), source_key=f"course:{course.key}:m{house.member().pk}")
    fact = in_force.now_in_place(missed)
    waits = Correction.objects.filter(fact=missed, state=Correction.State.ASKED).exists()
    assert waits or (fact.value, fact.occurred_on) == (1000, (AT + 20 * DAY).date())
