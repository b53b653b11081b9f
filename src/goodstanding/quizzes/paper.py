"""Answers as they stand on paper: letters for choices, `1B 2A` for pairs, words and numbers as they are."""

import re

from goodstanding.quizzes.marking import Given, given_of
from goodstanding.quizzes.question import QuestionKind
from goodstanding.quizzes.shuffle import ShownQuestion

#: Before the choices on paper, in the order in which they are shown.
LETTERS = "ABCDEFGHIJKLMNOPQRST"
_TRUE, _FALSE = frozenset("TRY对√1是"), frozenset("FWN错×X0否")
_PAIR = re.compile(r"(\d{1,2})\s*[-:.=]?\s*([A-Za-z])")
_BETWEEN = re.compile(r"[\s,;，、；]+")


def given_on_paper(shown: ShownQuestion, text: str) -> Given:
    """What was answered, from what was typed off the paper; None where it is no answer to this question."""
    kind = shown.question.kind
    if kind in {QuestionKind.FILL_IN, QuestionKind.NUMERIC}:
        return given_of(shown.question, text)
    if kind == QuestionKind.MATCHING:
        return _pairs(shown, text)
    if kind == QuestionKind.TRUE_FALSE and (word := text.strip().upper()[:1]) in _TRUE | _FALSE:
        return given_of(shown.question, 0 if word in _TRUE else 1)
    places = _places(shown, text)
    if places is None or (kind != QuestionKind.SEVERAL and len(places) != 1):
        return None
    return given_of(shown.question, places if kind == QuestionKind.SEVERAL else places[0])


def _places(shown: ShownQuestion, text: str) -> list[int] | None:
    letters = _BETWEEN.sub("", text).upper()
    numbers = [LETTERS.find(letter) for letter in letters]
    if any(not 0 <= number < len(shown.choices) for number in numbers):
        return None
    return [shown.choices[number] for number in numbers]


def _pairs(shown: ShownQuestion, text: str) -> Given:
    """`1B 2A`: the number of a left half with the letter of a right one."""
    if _BETWEEN.sub("", _PAIR.sub("", text)):
        return None
    places = [-1] * len(shown.question.lefts)
    for number, letter in _PAIR.findall(text):
        found = _places(shown, letter)
        if found is None or not 1 <= int(number) <= len(places):
            return None
        places[int(number) - 1] = found[0]
    return given_of(shown.question, places)
