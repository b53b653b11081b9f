"""The questions of a course, an attempt as it is shown, and how it went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goodstanding.models import Attempt, AttemptRemark, Course, CourseQuestion, QuestionWithdrawal
from goodstanding.quizzes.marking import Given, MarkedAnswer, given_of, mark
from goodstanding.quizzes.question import Question
from goodstanding.quizzes.shuffle import ShownQuestion, shown


@dataclass(frozen=True)
class ShownAnswer:
    """A question in its place, with what was answered and what that is worth. withdrawn: why it counts no more."""

    shown: ShownQuestion
    given: Given
    marked: MarkedAnswer
    withdrawn: QuestionWithdrawal | None = None


def questions(course: Course) -> list[Question]:
    """The questions of a course's quiz, in the order of its bank."""
    stored = CourseQuestion.objects.filter(course=course).order_by("number").values_list("content", flat=True)
    return [Question.from_json(content) for content in stored]


def withdrawals(course: Course) -> dict[int, QuestionWithdrawal]:
    """The questions that were withdrawn, by their places in the bank."""
    found = list(QuestionWithdrawal.objects.filter(course=course).select_related("by__member"))
    if not found:
        return {}
    numbers = CourseQuestion.objects.filter(course=course).order_by("number").values_list("pk", flat=True)
    places = {pk: place for place, pk in enumerate(numbers)}
    return {places[one.question_id]: one for one in found}


def in_order(attempt: Attempt, bank: list[Question] | None = None) -> list[ShownAnswer]:
    """An attempt's questions as they are shown, each with what was answered so far."""
    found = shown(questions(attempt.course) if bank is None else bank, attempt.seed)
    answers = {one.place: given_of(one.question, attempt.answers.get(str(one.place))) for one in found}
    out = withdrawals(attempt.course)
    return [
        ShownAnswer(one, answers[one.place], mark(one.question, answers[one.place]), out.get(one.place))
        for one in found
    ]


def asked(attempt: Attempt) -> list[ShownAnswer]:
    """Those of them that are still asked."""
    return [one for one in in_order(attempt) if one.withdrawn is None]


def score_of(attempt: Attempt) -> int:
    """What an attempt that was handed in is worth now: more than it was then, where a question was withdrawn."""
    assert attempt.score is not None, "an attempt that was handed in has a score"
    last = attempt.remarks.order_by("-pk").first()
    return attempt.score if last is None else last.score


def scores(attempts: Iterable[Attempt]) -> dict[int, int]:
    """The same of many, by their ids. A later withdrawal never lowers what an earlier one gave."""
    found = {attempt.pk: attempt.score or 0 for attempt in attempts}
    for attempt, score in AttemptRemark.objects.filter(attempt__in=list(found)).values_list("attempt_id", "score"):
        found[attempt] = max(found[attempt], score)
    return found


def stored(attempt: Attempt, answers: Mapping[int, Any]) -> dict[str, Any]:
    """What can be an answer, by the place of its question, as an attempt stores it."""
    given = {place: given_of(question, answers.get(place)) for place, question in enumerate(questions(attempt.course))}
    return {str(place): answer for place, answer in given.items() if answer is not None}


def is_as_sent(attempt: Attempt, answers: Mapping[int, Any]) -> bool:
    """Whether these answers are what was handed in: not where another phone was first with others."""
    asked_no_more = {str(place) for place in withdrawals(attempt.course)}
    sent = stored(attempt, answers)
    return all(attempt.answers.get(place) == sent.get(place) for place in {*attempt.answers, *sent} - asked_no_more)
