"""One attempt that is handed in from two phones in the same moment, and a course that is closed meanwhile."""

from collections.abc import Mapping
from typing import Any

import pytest

from goodstanding.actions.study import attempts, courses
from goodstanding.models import Attempt, CourseEnrolment, Fact
from goodstanding.queries.study import quiz
from tests.house import AT, House
from tests.study import DAY, HALF, RIGHT, given, left
from tests.threads import at_once


@pytest.mark.usefixtures("transactional_db")
def test_of_two_phones_that_hand_one_attempt_in_one_wins_and_the_other_reads_so(house: House) -> None:
    course, by, scheme = given(house), house.viewer("member"), house.scheme
    found = list[Attempt]()

    def begin() -> None:
        found.append(attempts.begin(course=course, scheme=scheme, by=by, at=AT))

    assert at_once(begin, begin) == [None, None]
    assert len({attempt.pk for attempt in found}) == 1

    told = dict[str, bool]()

    def hand_in(name: str, answers: Mapping[int, Any]) -> None:
        done = attempts.hand_in(attempt=found[0], answers=answers, scheme=scheme, by=by, at=AT)
        told[name] = quiz.is_as_sent(done, answers)

    assert at_once(lambda: hand_in("right", RIGHT), lambda: hand_in("half", HALF)) == [None, None]
    assert sorted(told.values()) == [False, True], "one of them is told that its answers are not what counts"
    attempt = Attempt.objects.get()
    assert attempt.score == (100 if told["right"] else 50)
    assert CourseEnrolment.objects.get().best_score == attempt.score
    assert left(house.member())["quiz.score"] == [attempt.score * 1000]


@pytest.mark.usefixtures("transactional_db")
def test_an_attempt_that_meets_the_closing_of_its_course_counts_or_is_refused(house: House) -> None:
    course = given(house)
    attempt = attempts.begin(course=course, scheme=house.scheme, by=house.viewer("member"), at=AT)
    later = AT + 22 * DAY
    by = house.viewer("secretary", on=later.date())

    went = at_once(
        lambda: attempts.hand_in(
            attempt=attempt, answers=RIGHT, scheme=house.scheme, by=house.viewer("member"), at=later
        ),
        lambda: courses.close(course=course, scheme=house.scheme, by=by, at=later),
    )  # fmt: skip
    assert went[1] is None
    fact = Fact.objects.get(member=house.member(), source_key__startswith=f"course:{course.key}")
    in_time = went[0] is None
    assert fact.value == (1000 if in_time else 0)
    assert in_time or "closed" in str(went[0])
