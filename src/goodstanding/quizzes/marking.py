"""What an answer to a question is worth, and a whole attempt: the same for phone and paper."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from goodstanding.quizzes.checks import as_typed
from goodstanding.quizzes.plain_text import tidy
from goodstanding.quizzes.question import ANYTHING, NOTHING, WHOLE, Question, QuestionKind, QuizAnswer

#: What a member gives: the place of a choice, places of several, a text, or the place of a right half by each left one.
Given = int | list[int] | str | None
MOST_GIVEN = 1_000


@dataclass(frozen=True)
class MarkedAnswer:
    """What became of one answer: its share from 0 to 1, and what is said about it."""

    share: Fraction
    why: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing is missing."""
        return self.share == WHOLE


def given_of(question: Question, raw: Any) -> Given:
    """What was answered, from a form or a store; None for nothing, or for what cannot be an answer."""
    if question.kind in {QuestionKind.FILL_IN, QuestionKind.NUMERIC}:
        text = tidy(raw)[:MOST_GIVEN] if isinstance(raw, str) else ""
        return text or None
    most = len(question.rights if question.kind == QuestionKind.MATCHING else question.answers)
    if question.kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}:
        return raw if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < most else None
    if not isinstance(raw, list) or any(not isinstance(place, int) or isinstance(place, bool) for place in raw):
        return None
    if question.kind == QuestionKind.SEVERAL:
        return sorted({place for place in raw if 0 <= place < most}) or None
    if len(raw) != len(question.lefts):
        return None
    places = [place if 0 <= place < most else -1 for place in raw]
    return places if any(place >= 0 for place in places) else None


def mark(question: Question, given: Given) -> MarkedAnswer:
    """What an answer is worth. What was not answered is worth nothing."""
    if given is None:
        return MarkedAnswer(NOTHING, ())
    if isinstance(given, int):
        chosen = question.answers[given]
        return _marked([chosen])
    if isinstance(given, str):
        found = _numeric(question, given) if question.kind == QuestionKind.NUMERIC else _typed(question, given)
        return _marked([found] if found else [])
    if question.kind == QuestionKind.SEVERAL:
        return _marked([question.answers[place] for place in given])
    rights = question.rights
    wanted = [pair.right for pair in question.pairs if pair.left]
    hits = sum(place >= 0 and rights[place] == right for place, right in zip(given, wanted, strict=True))
    return MarkedAnswer(Fraction(hits, len(wanted)), ())


def score(
    questions: Sequence[Question], answers: Mapping[int, Given], withdrawn: Collection[int] = frozenset()
) -> int:  # fmt: skip
    """The percentage of an attempt, 0 to 100, a half rounded up. answers: by the question's place, from 0.

    withdrawn: places of questions that turned out to be faulty. Who answered one has it right; who did not is not asked
    it: so withdrawing never lowers a score.
    """
    counted = [place for place in range(len(questions)) if place not in withdrawn or answers.get(place) is not None]
    if not counted:
        return 0
    shares = [WHOLE if place in withdrawn else mark(questions[place], answers.get(place)).share for place in counted]
    return int(sum(shares, NOTHING) * 100 / len(counted) + Fraction(1, 2))


def _marked(chosen: Sequence[QuizAnswer]) -> MarkedAnswer:
    share = sum((answer.share for answer in chosen), NOTHING)
    return MarkedAnswer(min(max(share, NOTHING), WHOLE), tuple(answer.feedback for answer in chosen if answer.feedback))


def _typed(question: Question, given: str) -> QuizAnswer | None:
    """The first answer that fits what was typed: capitals, wide letters and blanks at the ends make no difference."""
    typed = _alike(given)
    for answer in question.answers:
        if answer.text == ANYTHING or _fits(_alike(answer.text), typed):
            return answer
    return None


def _alike(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", as_typed(text)).casefold().split())


def _fits(pattern: str, typed: str) -> bool:
    """Whether a text is what an answer says, in which a star stands for any letters."""
    first, *others = pattern.split("*")
    if not others:
        return typed == first
    *between, last = others
    if not typed.startswith(first) or not typed.endswith(last) or len(typed) < len(first) + len(last):
        return False
    place, end = len(first), len(typed) - len(last)
    for piece in between:
        found = typed.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _numeric(question: Question, given: str) -> QuizAnswer | None:
    try:
        number = Decimal(unicodedata.normalize("NFKC", given).replace(" ", "").replace("−", "-"))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    for answer in question.answers:
        if answer.text == ANYTHING or abs(number - Decimal(answer.text)) <= Decimal(answer.tolerance or 0):
            return answer
    return None
