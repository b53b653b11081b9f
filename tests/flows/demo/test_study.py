"""The demonstration's study is made by the actions of study, and by nothing besides."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from goodstanding.engine.period import parse_month
from goodstanding.flows.demo.study import StudyYear
from goodstanding.models import Attempt, Course, CourseEnrolment, Fact
from tests.house import House


@pytest.mark.parametrize("today", [date(2016, 10, 15), date(2016, 12, 31), date(2016, 10, 1)])
def test_a_course_a_quarter_is_passed_closed_and_counted_once(house: House, today: date) -> None:
    study = StudyYear(house.scheme, today, ZoneInfo("Asia/Shanghai"))
    for month in range(parse_month("2016-07"), parse_month(f"{today:%Y-%m}") + 1):
        study.pass_month(month)
    states = Counter(Course.objects.values_list("unit__code", "state"))
    assert {states[code, state] for code in ("B111", "B112") for state in ("closed", "open")} == {1}
    written = Fact.objects.filter(source="study")
    assert all(fact.occurred_on <= today for fact in written)
    courses = Counter(written.filter(kind="study.required_course").values_list("member", "reference"))
    assert courses
    assert set(courses.values()) == {1}
    taken = Counter(written.filter(kind="quiz.taken").values_list("member", "reference"))
    assert len(taken) == Attempt.objects.exclude(handed_in_at=None).values("member", "course").distinct().count()
    assert CourseEnrolment.objects.filter(passed_how="paper").exists()
    assert study.makes("quiz.score", house.branch.pk)
    assert not study.makes("study.hours", house.branch.pk)
    assert not study.makes("quiz.score", house.unit("B211").pk)


def test_rules_without_study_make_none(house: House) -> None:
    bare = house.scheme.model_copy(update={"study": None})
    study = StudyYear(bare, house.today, ZoneInfo("Asia/Shanghai"))
    study.pass_month(parse_month("2016-10"))
    assert not Course.objects.exists()
    assert not study.makes("quiz.score", house.branch.pk)
