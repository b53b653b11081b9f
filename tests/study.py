"""Courses for tests: short ways to make one with a quiz, give it to the branch, take it, and read what it left."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from goodstanding.actions.study import attempts, banks, courses, lessons
from goodstanding.actions.study.courses import CourseParticulars
from goodstanding.actions.study.lessons import LessonParticulars
from goodstanding.models import Attempt, Course, Fact, Lesson, Member
from goodstanding.quizzes.banks.bank import Bank
from goodstanding.quizzes.banks.gift_read import read_gift
from goodstanding.quizzes.question import Question
from tests.attached import PDF
from tests.films import mp4, sent, vtt
from tests.house import AT, House

DAY = timedelta(days=1)
#: Four questions, of which the first answer, or the word said here, is right.
GIFT = """
::Dues::How often are dues paid?{=every month#By the rules. ~every year#Much too rarely. ~never}

::Members::Who may vote?{~%50%full members ~%50%the secretary ~%-50%guests}

::Hours::Class hours in a year are at least {#32:0}.

::Meeting::The general meeting is held every quarter.{TRUE#It is.#Indeed. ####See article 3.}
"""
RIGHT: Mapping[int, Any] = {0: 0, 1: [0, 1], 2: "32", 3: 0}
HALF: Mapping[int, Any] = {0: 0, 2: "32"}


def bank(text: str = GIFT) -> Bank:
    """The questions of a text, which has none that is faulty."""
    questions = tuple(found for found in read_gift(text) if isinstance(found, Question))
    return Bank(questions, ())


def drafted(
    house: House, word: str = "required", *, code: str = "B111", by: str = "secretary", at: datetime = AT,
    quiz: str = GIFT, hours: int = 2000, classes: tuple[str, ...] = (),
) -> Course:  # fmt: skip
    """A course in preparation, with a lesson and a quiz."""
    who, what = house.viewer(by), CourseParticulars("The rules", "What everyone needs.", hours, classes)
    course = courses.make(unit=house.unit(code), word=word, what=what, scheme=house.scheme, by=who, at=at)
    lessons.add_lesson(course=course, what=LessonParticulars("Article 3", "Members meet."), by=who, at=at)
    if quiz:
        brought = banks.bring(course=course, bank=bank(quiz), file_name="bank.gift", by=who, at=at)
        banks.take(brought=brought, only_good=False, by=who, at=at)
    return course


def given(
    house: House, word: str = "required", *, code: str = "B111", by: str = "secretary", at: datetime = AT,
    due_on: date | None = None, quiz: str = GIFT, hours: int = 2000, classes: tuple[str, ...] = (),
) -> Course:  # fmt: skip
    """The same, set for the members of the branch, due in three weeks."""
    course = drafted(house, word, code=code, by=by, at=at, quiz=quiz, hours=hours, classes=classes)
    due_on = due_on or at.date() + 21 * DAY
    courses.set_out(course=course, due_on=due_on, scheme=house.scheme, by=house.viewer(by), at=at)
    return Course.objects.select_related("unit").get(pk=course.pk)


def taken(
    house: House, course: Course, answers: Mapping[int, Any] = RIGHT, *, who: str = "member", at: datetime = AT
) -> Attempt:
    """An attempt of a member's, handed in."""
    attempt = attempts.begin(course=course, scheme=house.scheme, by=house.viewer(who), at=at)
    return attempts.hand_in(attempt=attempt, answers=answers, scheme=house.scheme, by=house.viewer(who), at=at)


def left(member: Member) -> dict[str, list[int | None]]:
    """What study wrote about a member, by kind, in the order it was written."""
    found: dict[str, list[int | None]] = {}
    for fact in Fact.objects.filter(member=member, source=Fact.Source.STUDY).order_by("pk"):
        found.setdefault(fact.kind, []).append(fact.value)
    return found


def with_files(house: House, course: Course, *, by: str = "secretary", at: datetime = AT) -> tuple[Lesson, Lesson]:
    """Two more lessons of a course: a PDF, and a film with captions."""
    who = house.viewer(by)
    pdf = LessonParticulars("The statute", file_kind="pdf", file=sent("statute.pdf", PDF))
    film = LessonParticulars(
        "How a meeting is held", "From the call to the minutes.", file_kind="video", file=sent("talk.mp4", mp4()),
        captions={"zh": vtt("大家好。", "今天说开会。"), "en": vtt("Hello.", "Today: meetings.")},
    )  # fmt: skip
    one, other = (lessons.add_lesson(course=course, what=what, by=who, at=at) for what in (pdf, film))
    return one, other
