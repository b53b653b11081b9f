"""In which order the questions of one attempt, and their choices, are shown: by a seed, so that it stays the same."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.quizzes.question import Question, QuestionKind

#: Seeds fit into what databases keep as a whole number.
MOST_SEED = 2**31 - 1
_SHUFFLED = frozenset({QuestionKind.SINGLE, QuestionKind.SEVERAL})


@dataclass(frozen=True)
class ShownQuestion:
    """A question as it is shown. place: in the bank, from 0; choices: the places of its answers, or right halves."""

    place: int
    question: Question
    choices: tuple[int, ...]


def shown(questions: Sequence[Question], seed: int) -> list[ShownQuestion]:
    """The questions as an attempt with this seed shows them."""
    dice = random.Random(seed)  # noqa: S311 - an order that repeats, and no secret
    found = [ShownQuestion(place, question, _choices(question, dice)) for place, question in enumerate(questions)]
    dice.shuffle(found)
    return found


def _choices(question: Question, dice: random.Random) -> tuple[int, ...]:
    if question.kind == QuestionKind.MATCHING:
        places = list(range(len(question.rights)))
    else:
        places = list(range(len(question.answers)))
        if question.kind not in _SHUFFLED:
            return tuple(places)
    dice.shuffle(places)
    return tuple(places)
