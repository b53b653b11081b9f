"""Writes questions as GIFT. Read again, they are the same questions."""

import re
from collections.abc import Iterable
from fractions import Fraction

from goodstanding.quizzes.question import NOTHING, TRUE, WHOLE, Question, QuestionKind, QuizAnswer
from goodstanding.quizzes.share import percent_of

#: A text that begins like the name of a format.
_FORMAT = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]", re.IGNORECASE)
_MEANING = re.compile(r"[~=#{}:\\]")


def write_gift(questions: Iterable[Question]) -> str:
    """The text of a file with these questions in their order."""
    lines, category = list[str](), ""
    for question in questions:
        if question.category != category:
            category = question.category
            lines += [f"$CATEGORY: {category}", ""]
        lines += [_question(question), ""]
    return "\n".join(lines)


def _question(question: Question) -> str:
    title = f"::{_MEANING.sub(_with_backslash, question.title)}::" if question.title else ""
    explained = [f"####{_escaped(question.feedback)}"] if question.feedback else []
    # The format is always said, so that no text is taken for markup, a comment or a category.
    return "\n".join([f"{title}[plain]{_escaped(question.text)} {{", *_answers(question), *explained, "}"])


def _answers(question: Question) -> list[str]:
    kind = question.kind
    if kind == QuestionKind.MATCHING:
        return [f"={_escaped(pair.left)} -> {_escaped(pair.right)}" for pair in question.pairs]
    if kind == QuestionKind.TRUE_FALSE:
        return [_truth(question)]
    if kind == QuestionKind.NUMERIC:
        return ["#", *(f"={_weight(answer, WHOLE)}{_number(answer)}{_why(answer)}" for answer in question.answers)]
    if kind == QuestionKind.FILL_IN:
        return [f"={_weight(answer, WHOLE)}{_escaped(answer.text)}{_why(answer)}" for answer in question.answers]
    return [_choice(question, answer) for answer in question.answers]


def _choice(question: Question, answer: QuizAnswer) -> str:
    """An answer to choose. One right answer is marked as such; what the others are worth is said where it is not 0."""
    right = next((one for one in question.answers if one.share == WHOLE), None)
    if question.kind == QuestionKind.SINGLE and answer is right:
        return f"={_weight(answer, WHOLE)}{_escaped(answer.text)}{_why(answer)}"
    weight = _weight(answer, NOTHING) if question.kind == QuestionKind.SINGLE else f"%{percent_of(answer.share)}%"
    return f"~{weight}{_escaped(answer.text)}{_why(answer)}"


def _truth(question: Question) -> str:
    right = next(answer for answer in question.answers if answer.share == WHOLE)
    wrong = next(answer for answer in question.answers if answer is not right)
    word = "TRUE" if right.text == TRUE else "FALSE"
    if right.feedback:
        return f"{word}#{_escaped(wrong.feedback)}#{_escaped(right.feedback)}"
    return f"{word}{_why(wrong)}"


def _number(answer: QuizAnswer) -> str:
    return f"{answer.text}:{answer.tolerance}" if answer.tolerance else answer.text


def _weight(answer: QuizAnswer, otherwise: Fraction) -> str:
    """What an answer is worth, where that is not clear from its mark, or its text would be read as a percentage."""
    clear = answer.share == otherwise and not answer.text.startswith("%")
    return "" if clear else f"%{percent_of(answer.share)}%"


def _why(answer: QuizAnswer) -> str:
    return f"#{_escaped(answer.feedback)}" if answer.feedback else ""


def _escaped(text: str) -> str:
    """A text in which no letter has a meaning, and whose beginning is not taken for a format."""
    plain = "[plain]" if _FORMAT.match(text) else ""
    return plain + _MEANING.sub(_with_backslash, text).replace("\n", "\\n")


def _with_backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
