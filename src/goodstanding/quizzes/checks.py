"""What every question must have, whatever file it comes from: text, answers, and one way to be right."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from goodstanding.quizzes.fault import FaultyQuestion
from goodstanding.quizzes.limits import MOST_ANSWER, MOST_ANSWERS, MOST_DIGITS, MOST_FEEDBACK, MOST_TEXT, MOST_TITLE
from goodstanding.quizzes.plain_text import category_path, one_line, tidy
from goodstanding.quizzes.question import (
    ANYTHING,
    FALSE,
    NOTHING,
    TRUE,
    WHOLE,
    Pair,
    Question,
    QuestionKind,
    QuizAnswer,
)
from goodstanding.sheets.unreadable import marked as _

_FEWEST_PAIRS = 2
_CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.SEVERAL})


def checked(question: Question) -> Question:
    """The question with its texts tidied. Raises FaultyQuestion where it cannot be asked or marked."""
    question = _tidied(question)
    if not question.text:
        raise FaultyQuestion(_("Nothing is asked here. Write the question before its answers."))
    _refuse_long(question)
    if question.kind == QuestionKind.MATCHING:
        _check_pairs(question)
        return question
    if any(not answer.text for answer in question.answers):
        raise FaultyQuestion(_("One of the answers is empty. Write it, or delete it."))
    if not question.answers:
        raise FaultyQuestion(_("The question has no answers. Write them, and mark the right one."))
    texts = [
        answer.text.casefold() if question.kind == QuestionKind.FILL_IN else answer.text for answer in question.answers
    ]
    if len(set(texts)) < len(texts) and question.kind != QuestionKind.NUMERIC:
        raise FaultyQuestion(_("Two answers are the same. Change or delete one of them."))
    _check_shares(question)
    return question


def number_of(text: str) -> Decimal:
    """A number as people write it. Raises FaultyQuestion where it is none."""
    try:
        number = Decimal(text.strip().replace("−", "-"))
    except InvalidOperation:
        raise FaultyQuestion(
            _("“%(number)s” is not a number. Write it with digits, like 3.14."), number=text[:20]
        ) from None
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise FaultyQuestion(_("“%(number)s” is longer than a number can be here."), number=text[:20])
    return number


def numeric(number: Decimal, tolerance: Decimal, share: Fraction = WHOLE, feedback: str = "") -> QuizAnswer:
    """A numeric answer. Raises FaultyQuestion where its tolerance is below 0."""
    if tolerance < 0:
        raise FaultyQuestion(_("A tolerance is never below 0."))
    return QuizAnswer(_digits(number), share, feedback, _digits(tolerance))


def _digits(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"


def _tidied(question: Question) -> Question:
    answers = tuple(replace(a, text=tidy(a.text), feedback=tidy(a.feedback)) for a in question.answers)
    if question.kind == QuestionKind.FILL_IN:
        answers = _without_twins(tuple(replace(answer, text=as_typed(answer.text)) for answer in answers))
    if question.kind == QuestionKind.NUMERIC:
        answers = tuple(_as_number(answer) for answer in answers)
    if question.kind == QuestionKind.TRUE_FALSE:
        answers = _both(answers)
    pairs = tuple(Pair(as_typed(tidy(pair.left)), as_typed(tidy(pair.right))) for pair in question.pairs)
    return replace(
        question, text=tidy(question.text), answers=answers, pairs=pairs, title=_line(question.title),
        category=category_path(category_path(question.category)[:MOST_TITLE]), feedback=tidy(question.feedback),
    )  # fmt: skip


def _without_twins(answers: tuple[QuizAnswer, ...]) -> tuple[QuizAnswer, ...]:
    """Of answers to type that are the same but for capitals, and worth the same, the first."""
    first = {(answer.text.casefold(), answer.share): answer for answer in reversed(answers)}
    return tuple(answer for answer in answers if first[answer.text.casefold(), answer.share] is answer)


def _as_number(answer: QuizAnswer) -> QuizAnswer:
    if answer.text == ANYTHING:
        return replace(answer, tolerance="")
    return numeric(number_of(answer.text), number_of(answer.tolerance or "0"), answer.share, answer.feedback)


def _both(answers: tuple[QuizAnswer, ...]) -> tuple[QuizAnswer, ...]:
    """True and false, the right one worth everything. Raises FaultyQuestion where it is not said which is."""
    by_word = {answer.text: answer for answer in answers}
    right = [answer.text for answer in answers if answer.share == WHOLE]
    if len(right) != 1 or len(answers) > len(by_word) or not set(by_word) <= {TRUE, FALSE}:
        raise FaultyQuestion(_("It is not said which answer is right. Write true or false."))
    both = (by_word.get(word, QuizAnswer(word)) for word in (TRUE, FALSE))
    return tuple(replace(answer, share=WHOLE if answer.text in right else NOTHING) for answer in both)


def as_typed(text: str) -> str:
    """A text with the arrow that GIFT parts pairs by as one letter."""
    return text.replace("->", "→")


def _line(text: str) -> str:
    return one_line(text)[:MOST_TITLE].strip()


def _refuse_long(question: Question) -> None:
    if len(question.text) > MOST_TEXT:
        raise FaultyQuestion(_("The question is longer than %(most)s characters. Shorten it."), most=MOST_TEXT)
    answers = [answer.text for answer in question.answers]
    answers += [text for pair in question.pairs for text in (pair.left, pair.right)]
    if any(len(text) > MOST_ANSWER for text in answers):
        raise FaultyQuestion(_("An answer is longer than %(most)s characters. Shorten it."), most=MOST_ANSWER)
    feedback = [question.feedback, *(answer.feedback for answer in question.answers)]
    if any(len(text) > MOST_FEEDBACK for text in feedback):
        raise FaultyQuestion(_("An explanation is longer than %(most)s characters. Shorten it."), most=MOST_FEEDBACK)
    if max(len(question.answers), len(question.pairs)) > MOST_ANSWERS:
        raise FaultyQuestion(_("The question has more than %(most)s answers. Delete some."), most=MOST_ANSWERS)


def _check_pairs(question: Question) -> None:
    if any(not pair.right for pair in question.pairs):
        raise FaultyQuestion(_("A pair has only one half. Write both, as in: =left -> right."))
    lefts = question.lefts
    if len(lefts) < _FEWEST_PAIRS:
        raise FaultyQuestion(_("A matching question needs at least two pairs. Add one."))
    if len(set(lefts)) < len(lefts):
        raise FaultyQuestion(_("Two pairs begin the same. Change or delete one of them."))
    if len(question.rights) < _FEWEST_PAIRS:
        raise FaultyQuestion(_("Every pair ends the same. Give the pairs different ends."))


def _check_shares(question: Question) -> None:
    shares = [answer.share for answer in question.answers]
    if question.kind in _CHOICES and len(shares) < _FEWEST_PAIRS:
        raise FaultyQuestion(_("There is only one answer to choose. Add another."))
    if question.kind == QuestionKind.SEVERAL:
        right = sum((share for share in shares if share > 0), NOTHING)
        if right != WHOLE:
            percent = f"{float(right * 100):g}"
            raise FaultyQuestion(
                _("The right answers add up to %(percent)s per cent instead of 100. Change what they are worth."),
                percent=percent,
            )
    elif max(shares) != WHOLE:
        raise FaultyQuestion(_("No answer is right. Mark the right one."))
    if question.kind in {QuestionKind.FILL_IN, QuestionKind.NUMERIC} and any(
        answer.text == ANYTHING and answer.share == WHOLE for answer in question.answers
    ):
        raise FaultyQuestion(_("Whatever is answered would be right. Write the right answer."))
