"""The questions of a course, an attempt as it is shown, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goodstanding.models import Attempt, Course, CourseQuestion
from goodstanding.quizzes.marking import Given, MarkedAnswer, given_of, mark
from goodstanding.quizzes.question import Question
from goodstanding.quizzes.shuffle import ShownQuestion, shown


@dataclass(frozen=True)
class ShownAnswer:
    """A question in its place, with what was answered and what that is worth."""

    shown: ShownQuestion
    given: Given
    marked: MarkedAnswer


def questions(course: Course) -> list[Question]:
    """The questions of a course's quiz, in the order of its bank."""
    stored = CourseQuestion.objects.filter(course=course).order_by("number").values_list("content", flat=True)
    return [Question.from_json(content) for content in stored]


def in_order(attempt: Attempt, bank: list[Question] | None = None) -> list[ShownAnswer]:
    """An attempt's questions as they are shown, each with what was answered so far."""
    found = shown(questions(attempt.course) if bank is None else bank, attempt.seed)
    answers = {one.place: given_of(one.question, attempt.answers.get(str(one.place))) for one in found}
    return [ShownAnswer(one, answers[one.place], mark(one.question, answers[one.place])) for one in found]


def stored(attempt: Attempt, answers: Mapping[int, Any]) -> dict[str, Any]:
    """What can be an answer, by the place of its question, as an attempt stores it."""
    given = {place: given_of(question, answers.get(place)) for place, question in enumerate(questions(attempt.course))}
    return {str(place): answer for place, answer in given.items() if answer is not None}


def is_as_sent(attempt: Attempt, answers: Mapping[int, Any]) -> bool:
    """Whether these answers are what was handed in: not where another phone was first with others."""
    return bool(attempt.answers == stored(attempt, answers))
