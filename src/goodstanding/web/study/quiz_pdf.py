"""A quiz to print: its code, a line for the name, and every question in the order of this paper."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from goodstanding.models import Course
from goodstanding.quizzes.question import QuestionKind
from goodstanding.quizzes.shuffle import ShownQuestion
from goodstanding.web.shell.paper import printed
from goodstanding.web.study.presenters.quiz import choice_text, letter

_LINE = "_" * 24


def document(
    course: Course, questions: Sequence[ShownQuestion], code: str, withdrawn: Collection[int] = frozenset(), *,
    at: datetime,
) -> bytes:  # fmt: skip
    """The PDF of a course's quiz. withdrawn: places of questions that are asked no more; their numbers stay."""
    lines = [
        [_("%(number)s. (withdrawn)") % {"number": number}] if shown.place in withdrawn else list(_lines(number, shown))
        for number, shown in enumerate(questions, start=1)
    ]
    note = _("Open book: use any source. Write letters, words or numbers clearly; answers on paper count the same.")
    who = _("Name: %(line)s Day: %(line)s") % {"line": _LINE}
    data = {"code": code, "above": [note, who], "questions": lines}
    return printed("quiz", data, title=course.title, at=at)


def _lines(number: int, shown: ShownQuestion) -> Iterator[str]:
    """The question, then what stands below it."""
    question = shown.question
    yield f"{number}. {question.text}"
    if question.kind in {QuestionKind.FILL_IN, QuestionKind.NUMERIC}:
        yield _("Answer: %(line)s") % {"line": _LINE}
        return
    if question.kind == QuestionKind.MATCHING:
        for row, left in enumerate(question.lefts, start=1):
            yield f"{row}  {left}  → ____"
    for place_shown, place in enumerate(shown.choices):
        yield f"{letter(place_shown)}  {choice_text(question, place)}"
    if question.kind != QuestionKind.MATCHING:
        yield _("Answer: %(line)s") % {"line": "______"}
