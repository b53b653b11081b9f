"""Questions of a course: brought in from a file, looked through, taken."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study.preconditions import held
from goodstanding.models import BroughtBank, Course, CourseQuestion
from goodstanding.quizzes.banks.bank import Bank

State = Course.State
MOST_QUESTIONS = 200
#: So many faults are shown; who has more mends these first.
_MOST_FAULTS = 200


@transaction.atomic
def bring(*, course: Course, bank: Bank, file_name: str, by: Viewer, at: datetime) -> BroughtBank:
    """Stores what a file holds, to be looked through. Nothing of it is asked yet."""
    course = held(course, by, State.DRAFT)
    course.banks.filter(taken_at=None).delete()
    brought = BroughtBank.objects.create(
        course=course, file_name=file_name[-200:], brought_at=at, brought_by=by.account,
        questions=[question.as_json() for question in bank.questions],
        faults=[[fault.line, fault.name, fault.text, dict(fault.facts)] for fault in bank.faults[:_MOST_FAULTS]],
    )  # fmt: skip
    audit.record("bring", "question_bank", brought.key, by=by, at=at, unit=course.unit)
    return brought


@transaction.atomic
def take(*, brought: BroughtBank, only_good: bool, by: Viewer, at: datetime) -> int:
    """Adds the questions to the course's. Gives how many. Taken already, it changes nothing and gives 0.

    only_good: leaves the faulty ones out; else a file with faulty ones is refused whole.
    """
    course = held(brought.course, by, State.DRAFT)
    brought = BroughtBank.objects.select_for_update().get(pk=brought.pk)
    if brought.taken_at is not None:
        return 0
    if brought.faults and not only_good:
        raise ActionRefused(
            _("Some questions are faulty. Correct the file and bring it again, or take the good ones only.")
        )
    there = list(course.questions.order_by("number"))
    known = [question.content for question in there]
    fresh = [content for content in brought.questions if content not in known]
    if len(there) + len(fresh) > MOST_QUESTIONS:
        raise ActionRefused(_("A quiz has at most %(most)s questions.") % {"most": MOST_QUESTIONS})
    first = there[-1].number + 1 if there else 1
    CourseQuestion.objects.bulk_create(
        CourseQuestion(course=course, number=number, content=content) for number, content in enumerate(fresh, first)
    )
    brought.taken_at = at
    brought.save(update_fields=["taken_at"])
    audit.record("take", "question_bank", brought.key, by=by, at=at, unit=course.unit)
    return len(fresh)


@transaction.atomic
def remove_question(*, course: Course, number: int, by: Viewer, at: datetime) -> None:
    """Takes a question out of a course in preparation."""
    course = held(course, by, State.DRAFT)
    if CourseQuestion.objects.filter(course=course, number=number).delete()[0]:
        audit.record("remove", "question", f"{course.key}:{number}", by=by, at=at, unit=course.unit)
