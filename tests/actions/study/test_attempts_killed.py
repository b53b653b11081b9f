"""A process that dies while a quiz is handed in: all of it stands, or nothing, and sent again it is once."""

import pytest

from goodstanding.actions.study import attempts
from goodstanding.models import Attempt, CourseEnrolment, Fact
from tests.house import AT, House
from tests.killed import killed_at_every_write
from tests.study import HALF, RIGHT, given, left


@pytest.mark.usefixtures("transactional_db")
def test_killed_while_a_quiz_is_handed_in_it_counts_whole_or_not_at_all(house: House) -> None:
    course, by = given(house), house.viewer("member")
    attempt = attempts.begin(course=course, scheme=house.scheme, by=by, at=AT)
    attempts.save(attempt=attempt, answers=HALF, by=by, at=AT)

    def hand_in() -> None:
        attempts.hand_in(attempt=attempt, answers=RIGHT, scheme=house.scheme, by=by, at=AT)

    for died in killed_at_every_write(hand_in):
        assert died < 60
        found = Attempt.objects.get()
        if found.handed_in_at is None:
            assert found.answers == {"0": 0, "2": "32"}, "what was saved before is still there"
            assert not CourseEnrolment.objects.exists()
            assert not Fact.objects.exists()
    assert (found.score, died > 5) == (100, True)
    hand_in()
    assert Attempt.objects.count() == 1
    assert CourseEnrolment.objects.get().passed_on == AT.date()
    assert left(house.member()) == {
        "quiz.taken": [1000], "quiz.score": [100_000], "study.required_course": [1000], "study.hours": [2000],
    }  # fmt: skip
