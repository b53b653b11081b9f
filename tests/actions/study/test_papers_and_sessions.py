"""Paper is worth the same as a phone; sessions, help and study brought home leave what the rules say, once."""

from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import papers, passes, sessions
from goodstanding.actions.study.papers import WrongAnswers
from goodstanding.actions.study.sessions import SessionParticulars
from goodstanding.models import Attempt, Course, CourseEnrolment, Fact, MemberClass, PaperQuiz, StudySession
from goodstanding.queries.study import quiz
from goodstanding.queries.study import sessions as session_queries
from goodstanding.quizzes.paper import LETTERS
from goodstanding.quizzes.question import QuestionKind
from goodstanding.quizzes.shuffle import shown
from tests.house import AT, JOINED, TODAY, House
from tests.meetings import V, closed, opened, said
from tests.study import DAY, RIGHT, given, left, taken


def printed(house: House, course: Course) -> PaperQuiz:
    return papers.print_out(course=course, by=house.viewer("secretary"), at=AT)


def written(paper: PaperQuiz, answers: dict[int, Any]) -> dict[int, str]:
    """What stands on the paper, for answers by the questions' places."""
    found = {}
    for number, one in enumerate(shown(quiz.questions(paper.course), paper.seed), start=1):
        answer = answers.get(one.place)
        if isinstance(answer, int) and one.question.kind == QuestionKind.TRUE_FALSE:
            found[number] = "对" if answer == 0 else "错"
        elif isinstance(answer, int):
            found[number] = LETTERS[one.choices.index(answer)].lower()
        elif isinstance(answer, list):
            found[number] = " , ".join(LETTERS[one.choices.index(place)] for place in answer)
        elif answer:
            found[number] = answer
    return found


def typed(house: House, paper: PaperQuiz, lines: dict[int, str], **more: Any) -> Attempt:
    told: dict[str, Any] = {"member": house.member(), "on": TODAY, "by": house.viewer("secretary")} | more
    return papers.type_in(paper=paper, typed=lines, scheme=house.scheme, at=AT, **told)


def test_a_paper_leaves_the_same_as_a_phone(house: House) -> None:
    course = given(house)
    taken(house, course, RIGHT, who="committee")
    paper = printed(house, course)
    attempt = typed(house, paper, written(paper, dict(RIGHT)))
    assert attempt.score == 100
    assert left(house.member()) == left(house.member("committee"))
    assert CourseEnrolment.objects.get(member=house.member()).passed_how == "paper"


def test_typed_in_again_it_changes_nothing_and_another_paper_is_a_retake(house: House) -> None:
    course = given(house)
    paper = printed(house, course)
    half = written(paper, {0: 0, 2: "32"})
    assert typed(house, paper, half).pk == typed(house, paper, half).pk
    assert left(house.member())["quiz.score"] == [50_000]
    typed(house, paper, written(paper, dict(RIGHT)))
    typed(house, paper, written(paper, {0: 1}))
    assert left(house.member())["quiz.score"] == [50_000, 100_000]


def test_what_is_no_answer_is_marked_and_nothing_is_written(house: House) -> None:
    paper = printed(house, given(house))
    order = [one.place for one in shown(quiz.questions(paper.course), paper.seed)]
    lines = written(paper, dict(RIGHT)) | {order.index(0) + 1: "Z", order.index(3) + 1: "maybe"}
    with pytest.raises(WrongAnswers) as refusal:
        typed(house, paper, lines)
    assert refusal.value.numbers == sorted([order.index(0) + 1, order.index(3) + 1])
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("on", [TODAY - DAY, TODAY + DAY])
def test_a_paper_was_written_while_the_course_was_given(house: House, on: object) -> None:
    paper = printed(house, given(house))
    with pytest.raises(ActionRefused, match="Give the day"):
        typed(house, paper, {1: "A"}, on=on)


def test_papers_are_typed_in_by_the_branch_s_own_office_about_its_own_members(house: House) -> None:
    paper = printed(house, given(house))
    with pytest.raises(Denied):
        typed(house, paper, {1: "A"}, by=house.viewer("committee"))
    with pytest.raises(ActionRefused, match="not for"):
        typed(house, paper, written(paper, dict(RIGHT)), member=house.member("stranger"))


def test_a_member_without_a_phone_reaches_every_fact_of_study_that_a_phone_reaches(house: House) -> None:
    study, who = house.scheme.study, house.viewer("secretary")
    assert study is not None
    assert study.hours is not None
    for word in ("elderly_sick", "secretary", "in_service"):
        MemberClass.objects.create(member=house.member(), word=word, from_on=JOINED)
    assert MemberClass.objects.filter(member=house.member(), word="ordinary").exists()
    for word, kind in study.courses.items():
        course = given(house, word, hours=1000 if kind.hours else 0)
        paper = printed(house, course)
        typed(house, paper, written(paper, dict(RIGHT)))
    for word, session in study.sessions.items():
        marks = {house.member().pk: session.marks.best * 1000} if session.marks else {}
        what = SessionParticulars(TODAY, "Rules", 1000 if session.hours else 0, marks)
        sessions.record(
            unit=house.branch, word=word, what=what, members=[house.member()], scheme=house.scheme, by=who, at=AT
        )
    every: set[str | None] = {study.hours.fact, study.quiz.taken, study.quiz.score}
    every |= {course.fact for course in study.courses.values()} | {kind.fact for kind in study.sessions.values()}
    every -= {None}
    assert set(left(house.member())) == every


def result(house: House, mark: int | None, who: str = "member", word: str = "work_appraisal") -> StudySession:
    member = house.member(who)
    what = SessionParticulars(TODAY, "Rules", marks={} if mark is None else {member.pk: mark})
    return sessions.record(
        unit=house.branch, word=word, what=what, members=[member], scheme=house.scheme,
        by=house.viewer("secretary"), at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("mark", [1000, 0])
def test_a_result_is_what_the_entry_says(house: House, mark: int) -> None:
    MemberClass.objects.create(member=house.member(), word="in_service", from_on=JOINED)
    result(house, mark)
    assert left(house.member()) == {"work.appraisal": [mark]}


def test_a_result_that_the_rules_do_not_have_is_refused_and_so_is_the_own_one(house: House) -> None:
    for name in ("member", "secretary"):
        MemberClass.objects.create(member=house.member(name), word="in_service", from_on=JOINED)
    for mark in (500, None):
        with pytest.raises(ActionRefused, match="no such result"):
            result(house, mark)
    with pytest.raises(ActionRefused, match="another person"):
        result(house, 1000, "secretary")
    with pytest.raises(ActionRefused, match="has no results"):
        result(house, 1000, word="short_lecture")
    assert not Fact.objects.exists()


def recorded(house: House, word: str, *who: str, hours: int = 0, by: str = "secretary", form: str = "") -> StudySession:
    what = SessionParticulars(TODAY, "Rules", hours)
    people = [house.member(name) for name in who]
    return sessions.record(
        unit=house.branch, word=word, what=what, members=people, scheme=house.scheme, by=house.viewer(by), at=AT,
        form=form,
    )  # fmt: skip


def test_a_session_leaves_its_fact_and_its_class_hours_about_each_who_took_part_once(house: House) -> None:
    for _again in range(2):
        recorded(house, "rotation", "member", "committee", hours=3500, form="f")
    assert left(house.member()) == {"study.rotation_training": [1000], "study.hours": [3500]}
    assert left(house.member("group_leader")) == {}


@pytest.mark.parametrize(
    ("word", "who", "hours", "says"),
    [
        ("rotation", ["member"], 0, "Give the class hours"),
        ("rotation", ["member"], 41_000, "from 0 to 40"),
        ("exchange", ["member"], 1000, "worth no class hours"),
        ("brought_home", ["member"], 1000, "not for"),
        ("class", ["stranger"], 1000, "not for"),
        ("class", [], 1000, "Mark at least one"),
        ("party", ["member"], 1000, "no such kind of session"),
    ],
)
def test_what_cannot_be_recorded_is_refused(house: House, word: str, who: list[str], hours: int, says: str) -> None:
    with pytest.raises(ActionRefused, match=says):
        recorded(house, word, *who, hours=hours)
    assert not Fact.objects.filter(source="study").exists()


def test_class_hours_of_a_closed_meeting_go_to_those_who_came_once(house: House) -> None:
    meeting, who = opened(house, "study"), house.viewer("secretary")
    said(house, meeting, house.member(), V.PRESENT)
    said(house, meeting, house.member("committee"), V.LATE)

    def hours() -> None:
        sessions.record_meeting(meeting=meeting, class_hours=2000, scheme=house.scheme, by=who, at=AT)

    with pytest.raises(ActionRefused, match="Close the meeting first"):
        hours()
    meeting = closed(house, meeting)
    assert list(session_queries.without_hours(house.branch, house.scheme, TODAY)) == [meeting]
    hours()
    hours()
    assert left(house.member()) == left(house.member("committee")) == {"study.hours": [2000]}
    assert left(house.member("group_leader")) == {}
    assert not session_queries.without_hours(house.branch, house.scheme, TODAY).exists()


def test_only_who_records_for_the_unit_records_sessions(house: House) -> None:
    for by in ("committee", "neighbour", "member"):
        with pytest.raises(Denied):
            recorded(house, "class", "member", hours=1000, by=by)


def test_passing_by_word_after_paper_changes_nothing(house: House) -> None:
    course = given(house)
    paper = printed(house, course)
    typed(house, paper, written(paper, dict(RIGHT)))
    before = left(house.member())
    who = house.viewer("secretary")
    assert passes.pass_by_word(course=course, members=[house.member()], scheme=house.scheme, by=who, at=AT) == 0
    assert left(house.member()) == before
