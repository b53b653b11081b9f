"""Attempts at a quiz: begun, saved as they go, handed in. Retakes are free, and the best result counts."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import facts
from goodstanding.actions.study.preconditions import refuse_unless, study_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attempt, Course, CourseEnrolment, Member
from goodstanding.queries.people.calendars import today
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study import quiz
from goodstanding.quizzes.marking import given_of, score
from goodstanding.quizzes.shuffle import MOST_SEED

How = CourseEnrolment.How
#: What may become of an attempt until it is handed in.
_CHANGES = ("answers", "saved_at", "handed_in_at", "handed_in_on", "score")


@transaction.atomic
def begin(*, course: Course, scheme: Scheme, by: Viewer, at: datetime) -> Attempt:
    """The member's open attempt, or a new one with an order of its own. Raises ActionRefused where there is no quiz."""
    member = _own_member(by)
    course = _open(course)
    if not course_queries.has(course, member, scheme, by.on):
        raise Denied("the course is not theirs")
    if not course.questions.exists():
        raise ActionRefused(_("This course has no quiz."))
    seed = secrets.randbelow(MOST_SEED)
    attempt, made = Attempt.objects.get_or_create(
        course=course, member=member, handed_in_at=None, defaults={"seed": seed, "begun_at": at}
    )
    if made:
        audit.record("begin", "attempt", attempt.key, by=by, at=at, unit=member.unit)
    return attempt


@transaction.atomic
def save(*, attempt: Attempt, answers: Mapping[int, Any], by: Viewer, at: datetime) -> bool:
    """Stores what is answered so far, by the question's place. Gives whether it was; not once it is handed in."""
    attempt = _held(attempt, by)
    if attempt.handed_in_at is not None:
        return False
    attempt.answers, attempt.saved_at = _answers(attempt, answers), at
    attempt.save(update_fields=["answers", "saved_at"])
    return True


@transaction.atomic
def hand_in(
    *, attempt: Attempt, answers: Mapping[int, Any] | None, scheme: Scheme, by: Viewer, at: datetime,
    finished_at: datetime | None = None,
) -> Attempt:  # fmt: skip
    """Hands an attempt in: marks it, and writes down what it leaves. Handed in already, it changes nothing.

    answers: what is answered, or none for what was saved. finished_at: when a phone without signal says that it was
    finished, within what the server knows; it counts as of then. Raises ActionRefused once the course is closed, unless
    it was finished before: then what the closing wrote down is corrected.
    """
    attempt = _held(attempt, by)
    if attempt.handed_in_at is not None:
        return attempt
    finished_at = None if finished_at is None else max(finished_at, attempt.saved_at or attempt.begun_at)
    course = _open(attempt.course, finished_at)
    if answers is not None:
        attempt.answers = _answers(attempt, answers)
    finish(attempt, on=today(finished_at or at), at=at)
    audit.record("hand_in", "attempt", attempt.key, by=by, at=at, unit=attempt.member.unit)
    is_late = course.state == Course.State.CLOSED
    if is_late and attempt.score is not None and attempt.score >= study_of(scheme).quiz.pass_at:
        facts.pass_afterwards(
            course, attempt, gettext("Finished in time, delivered late."), scheme=scheme, by=by, at=at
        )
    count(attempt, course, How.QUIZ, scheme, by=None, at=at)
    return attempt


def finish(attempt: Attempt, *, on: date, at: datetime) -> None:
    """Marks an attempt and stores it as handed in."""
    bank = quiz.questions(attempt.course)
    given = {place: given_of(question, attempt.answers.get(str(place))) for place, question in enumerate(bank)}
    attempt.score = score(bank, given, quiz.withdrawals(attempt.course))
    attempt.handed_in_at, attempt.handed_in_on, attempt.saved_at = at, on, at
    # A paper is stored as a whole; of what was begun on a phone, nothing else may change.
    attempt.save(update_fields=None if attempt.pk is None else _CHANGES)


def count(
    attempt: Attempt, course: Course, how: CourseEnrolment.How, scheme: Scheme, *, by: Viewer | None, at: datetime
) -> None:
    """Lets an attempt that was handed in count: only ever for the member. by: who typed it in; none for the system."""
    assert attempt.score is not None
    assert attempt.handed_in_on is not None
    member, on = attempt.member, attempt.handed_in_on
    enrolment, _made = CourseEnrolment.objects.select_for_update().get_or_create(course=course, member=member)
    is_best = enrolment.best_score is None or attempt.score > enrolment.best_score
    if is_best:
        enrolment.best_score = attempt.score
        enrolment.save(update_fields=["best_score"])
    passes = attempt.score >= study_of(scheme).quiz.pass_at
    # Who is excused and tries all the same can only gain by it.
    counts = is_best and (passes or enrolment.excused_at is None)
    entries = facts.of_attempt(attempt, scheme, with_score=counts)
    if passes and facts.mark_passed(course, member, how, on=on, said_by=by.account if by else None):
        entries += facts.of_pass(course, member, on, scheme)
    # All at once and last of all: until the end of the transaction no other one writes into the ledger.
    facts.write(entries, course, scheme, by=by, at=at)


def _answers(attempt: Attempt, answers: Mapping[int, Any]) -> dict[str, Any]:
    """What is answered now; where a question is asked no more, what had been answered before it was withdrawn."""
    before = {str(place): attempt.answers.get(str(place)) for place in quiz.withdrawals(attempt.course)}
    stored = quiz.stored(attempt, answers) | before
    return {place: answer for place, answer in stored.items() if answer is not None}


def _open(course: Course, finished_at: datetime | None = None) -> Course:
    """The open course, held until the transaction ends, so that it is not closed meanwhile; or one closed since then.

    Held together with everyone else who hands in: a course of a city has thousands of them at the same moment.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM goodstanding_course WHERE id = %s FOR SHARE", [course.pk])
    found = Course.objects.select_related("unit").get(pk=course.pk)
    if finished_at is not None and found.ended_at is not None and finished_at <= found.ended_at:
        refuse_unless(found, Course.State.OPEN, Course.State.CLOSED)
    else:
        refuse_unless(found, Course.State.OPEN)
    return found


def _own_member(by: Viewer) -> Member:
    member = by.account.member
    if member is None:
        raise Denied("only members take quizzes")
    return member


def _held(attempt: Attempt, by: Viewer) -> Attempt:
    Attempt.objects.select_for_update().get(pk=attempt.pk)
    found = Attempt.objects.select_related("course__unit", "member__unit").get(pk=attempt.pk)
    if found.member_id != by.member_id or found.paper_id is not None:
        raise Denied("the attempt is another member's")
    return found
