"""A faulty question is withdrawn after attempts were handed in: every attempt counts at least as well as before."""

from itertools import combinations, product
from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import attempts, courses, papers, passes, question_withdrawals
from goodstanding.models import Attempt, AttemptRemark, AuditRow, Course, CourseEnrolment, Fact, Notice
from goodstanding.queries.ledger import in_force
from goodstanding.queries.study import quiz
from goodstanding.quizzes.marking import Given, score
from goodstanding.quizzes.shuffle import shown
from tests.beginnings import year_published
from tests.house import AT, House
from tests.study import DAY, HALF, bank, given, left, taken

#: Two of four are right; the third is answered as the faulty key does not have it, the fourth not at all.
KEY_IS_WRONG: dict[int, Any] = {0: 0, 1: [0, 1], 2: "30"}


def withdrawn(house: House, course: Course, number: int = 3, *, who: str = "secretary", days: int = 1) -> int:
    by = house.viewer(who, on=house.today + days * DAY)
    return question_withdrawals.withdraw(
        course=course, number=number, reason="The rules say 30.", scheme=house.scheme, by=by, at=AT + days * DAY
    )  # fmt: skip


def test_who_answered_it_has_it_right_and_who_thereby_passes_has_passed(house: House) -> None:
    course = given(house)
    attempt = taken(house, course, KEY_IS_WRONG)
    assert attempt.score == 50
    assert withdrawn(house, course) == 1
    assert quiz.score_of(Attempt.objects.get()) == 75
    assert Attempt.objects.get().score == 50, "what was handed in stays as it was"
    enrolment = CourseEnrolment.objects.get()
    assert (enrolment.best_score, enrolment.passed_on, enrolment.passed_how) == (75, AT.date(), "quiz")
    assert left(house.member()) == {
        "quiz.taken": [1000], "quiz.score": [50_000, 75_000], "study.required_course": [1000], "study.hours": [2000],
    }  # fmt: skip
    better = Fact.objects.filter(kind="quiz.score").order_by("pk").last()
    assert better is not None
    assert better.occurred_on == AT.date(), "it counts for the day of the attempt, not of the withdrawal"
    notice = Notice.objects.get(kind="question_withdrawn")
    assert (notice.to, notice.facts["what"]) == (house.account("member"), "The rules")
    row = AuditRow.objects.get(noun="question", verb="withdraw")
    assert (row.by, row.key) == (house.account("secretary"), f"{course.key}:3")
    withdrawal = course.withdrawals.get()
    assert (withdrawal.by, withdrawal.reason) == (house.account("secretary"), "The rules say 30.")
    # Sent again it changes nothing, whatever reason is given.
    assert withdrawn(house, course, days=2) == 0
    assert (AttemptRemark.objects.count(), len(left(house.member())["quiz.score"])) == (1, 2)


def test_who_did_not_answer_it_is_not_asked_it_and_nobody_loses_by_it(house: House) -> None:
    course = given(house)
    taken(house, course, HALF)
    taken(house, course, {0: 0, 1: [0, 1], 2: "32", 3: 0}, who="committee")
    assert withdrawn(house, course, 4) == 1
    assert {found.member: quiz.score_of(found) for found in Attempt.objects.all()} == {
        house.member(): 67, house.member("committee"): 100,
    }  # fmt: skip
    later = taken(house, course, {0: 0, 1: [0, 1], 2: "32"}, at=AT + 2 * DAY)
    assert later.score == 100, "it is asked no more"
    assert {one.shown.place for one in quiz.asked(later)} == {0, 1, 2}


def test_an_attempt_that_is_open_meanwhile_has_the_good_of_what_it_answered(house: House) -> None:
    course, by = given(house), house.viewer("member")
    attempt = attempts.begin(course=course, scheme=house.scheme, by=by, at=AT)
    attempts.save(attempt=attempt, answers={2: "30"}, by=by, at=AT)
    withdrawn(house, course)
    done = attempts.hand_in(attempt=attempt, answers={0: 0, 1: [0, 1], 3: 1}, scheme=house.scheme, by=by, at=AT + DAY)
    assert done.score == 75, "two of three, and the one that it had answered before it was withdrawn"


def test_entries_only_rise_whichever_attempt_it_was(house: House) -> None:
    course = given(house)
    taken(house, course, {2: "30"})
    taken(house, course, {0: 0}, at=AT + DAY)
    taken(house, course, {2: "30", 3: 1}, at=AT + 2 * DAY)
    taken(house, course, {0: 0, 3: 0}, at=AT + 3 * DAY)
    assert left(house.member())["quiz.score"] == [0, 25_000, 50_000]
    withdrawn(house, course, days=4)
    assert [quiz.score_of(one) for one in Attempt.objects.order_by("pk")] == [25, 33, 25, 67]
    on = [
        (fact.occurred_on, fact.value) for fact in Fact.objects.filter(kind="quiz.score").order_by("occurred_on", "pk")
    ]
    days = [AT.date() + n * DAY for n in (0, 0, 1, 1, 3, 3)]
    assert on == list(zip(days, [0, 25_000, 25_000, 33_000, 50_000, 67_000], strict=True))
    assert CourseEnrolment.objects.get().best_score == 67


def test_after_the_closing_who_was_written_down_as_missing_has_passed(house: House) -> None:
    course = given(house)
    taken(house, course, KEY_IS_WRONG)
    courses.close(
        course=course, scheme=house.scheme, by=house.viewer("secretary", on=AT.date() + 22 * DAY), at=AT + 22 * DAY
    )  # fmt: skip
    missed = Fact.objects.get(source_key=f"course:{course.key}:m{house.member().pk}")
    assert missed.value == 0
    withdrawn(house, course, days=23)
    now = in_force.now_in_place(missed)
    assert (now.value, now.occurred_on, in_force.holds(now)) == (1000, AT.date(), True)
    assert left(house.member())["study.hours"] == [2000]


@pytest.mark.begins(after=year_published)
def test_a_published_month_takes_a_second_person_for_what_was_written_down_as_missing(house: House) -> None:
    begun, closed = AT - 40 * DAY, AT - 18 * DAY
    course = given(house, at=begun)
    taken(house, course, KEY_IS_WRONG, at=begun)
    secretary = house.viewer("secretary", on=closed.date())
    courses.close(course=course, scheme=house.scheme, by=secretary, at=closed)
    missed = Fact.objects.get(source_key=f"course:{course.key}:m{house.member().pk}")
    assert withdrawn(house, course) == 1
    assert in_force.holds(missed)
    assert missed.corrections.get().state == "asked"
    assert CourseEnrolment.objects.get(member=house.member()).passed_on == begun.date()


def test_on_paper_it_is_worth_the_same(house: House) -> None:
    course, by = given(house), house.viewer("secretary")
    paper = papers.print_out(course=course, by=by, at=AT)
    order = [one.place for one in shown(quiz.questions(course), paper.seed)]
    typed = {order.index(2) + 1: "30", order.index(0) + 1: "ABC"[_shown_at(paper.seed, course, 0)]}
    member = house.member("committee")
    papers.type_in(paper=paper, member=member, typed=typed, on=AT.date(), scheme=house.scheme, by=by, at=AT)
    withdrawn(house, course, 3)
    withdrawn(house, course, 4)
    enrolment = CourseEnrolment.objects.get(member=member)
    assert (enrolment.best_score, enrolment.passed_how, enrolment.passed_by) == (
        67,
        "paper",
        house.account("secretary"),
    )


def _shown_at(seed: int, course: Course, place: int) -> int:
    (found,) = (one for one in shown(quiz.questions(course), seed) if one.place == place)
    return list(found.choices).index(0)


def test_who_may_it_takes_a_reason_and_one_question_stays(house: House) -> None:
    course = given(house)
    for who in ("member", "neighbour", "auditor"):
        with pytest.raises(Denied):
            withdrawn(house, course, who=who)
    by = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="Give a reason"):
        question_withdrawals.withdraw(course=course, number=1, reason=" ", scheme=house.scheme, by=by, at=AT)
    with pytest.raises(ActionRefused, match="no such question"):
        question_withdrawals.withdraw(course=course, number=9, reason="So", scheme=house.scheme, by=by, at=AT)
    for number in (1, 2, 3):
        withdrawn(house, course, number)
    with pytest.raises(ActionRefused, match="last question"):
        withdrawn(house, course, 4)


def test_who_was_excused_only_gains(house: House) -> None:
    course, secretary = given(house), house.viewer("secretary")
    passes.excuse(course=course, member=house.member(), scheme=house.scheme, by=secretary, at=AT)
    taken(house, course, {0: 1, 2: "30"})
    withdrawn(house, course)
    assert "quiz.score" not in left(house.member())
    assert CourseEnrolment.objects.get().best_score == 25


def test_no_withdrawal_ever_lowers_a_score() -> None:
    questions = bank().questions
    each: list[tuple[Given, ...]] = [(None, 0, 1), (None, [0, 1], [0], [2]), (None, "32", "30"), (None, 0, 1)]
    some = [frozenset(out) for size in range(4) for out in combinations(range(4), size)]
    for given_ones in product(*each):
        answers = dict(enumerate(given_ones))
        now = {out: score(questions, answers, out) for out in some}
        assert all(now[out] <= 100 for out in some)
        assert all(now[out] >= now[out - {place}] for out in some for place in out), answers
