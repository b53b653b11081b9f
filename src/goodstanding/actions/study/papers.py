"""Quizzes on paper: printed for whom a phone does not suit, and typed back in. They are worth the same."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import attempts
from goodstanding.actions.study.preconditions import held
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attempt, Course, CourseEnrolment, Member, PaperQuiz
from goodstanding.queries.people.calendars import today
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study import quiz
from goodstanding.quizzes.paper import given_on_paper
from goodstanding.quizzes.shuffle import MOST_SEED, shown

State = Course.State
#: Letters and digits that are not mistaken for one another on paper.
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY346789"
_LONG = 6


class WrongAnswers(ActionRefused):
    """Some of what was typed is no answer. numbers: of the questions on the paper."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(_("Some of what you typed is no answer. Check the marked lines."))
        self.numbers = numbers


@transaction.atomic
def print_out(*, course: Course, by: Viewer, at: datetime) -> PaperQuiz:
    """A quiz to print and copy, with a code and an order of its own."""
    course = held(course, by, State.OPEN)
    if not course.questions.exists():
        raise ActionRefused(_("This course has no quiz."))
    code = "".join(secrets.choice(_LETTERS) for _letter in range(_LONG))
    seed = secrets.randbelow(MOST_SEED)
    paper = PaperQuiz.objects.create(code=code, course=course, seed=seed, printed_at=at, printed_by=by.account)
    audit.record("print", "paper_quiz", code, by=by, at=at, unit=course.unit)
    return paper


@transaction.atomic
def type_in(
    *, paper: PaperQuiz, member: Member, typed: Mapping[int, str], on: date, scheme: Scheme, by: Viewer, at: datetime
) -> Attempt:
    """Types one member's paper back in. typed: by the number on the paper, from 1. on: the day it was written.

    Typed in again it changes nothing. Raises WrongAnswers where something is no answer to its question.
    """
    course = held(paper.course, by, State.OPEN)
    assert course.set_on is not None, "an open course was set on a day"
    if not course.set_on <= on <= today(at):
        raise ActionRefused(_("Give the day the paper was written: after the course was set, and not to come."), "on")
    if not course_queries.has(course, member, scheme, by.on):
        raise ActionRefused(_("The course is not for %(member)s.") % {"member": member.name}, "member")
    answers = _answers(paper, typed)
    same = Attempt.objects.filter(paper=paper, member=member, answers=answers, handed_in_on=on).first()
    if same is not None:
        return same
    attempt = Attempt(
        course=course, member=member, seed=paper.seed, answers=answers, begun_at=at, paper=paper, typed_by=by.account
    )
    attempts.finish(attempt, on=on, at=at)
    attempts.count(attempt, course, CourseEnrolment.How.PAPER, scheme, by=by, at=at)
    audit.record("type", "paper_quiz", paper.code, by=by, at=at, unit=course.unit)
    return attempt


def _answers(paper: PaperQuiz, typed: Mapping[int, str]) -> dict[str, object]:
    """What was typed, by the place of its question in the bank. Raises WrongAnswers."""
    answers, wrong = dict[str, object](), list[int]()
    for number, question in enumerate(shown(quiz.questions(paper.course), paper.seed), start=1):
        text = typed.get(number, "").strip()
        if not text:
            continue
        given = given_on_paper(question, text)
        if given is None:
            wrong.append(number)
        else:
            answers[str(question.place)] = given
    if wrong:
        raise WrongAnswers(wrong)
    if not answers:
        raise ActionRefused(_("Type at least one answer."))
    return answers
