"""One question of a quiz: what is asked, what can be answered, what each answer is worth, and why."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

WHOLE, NOTHING = Fraction(1), Fraction(0)
#: The answers of a question that is true or false, in this order.
TRUE, FALSE = "true", "false"
#: An answer that stands for whatever else is answered.
ANYTHING = "*"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    SEVERAL = "several"
    TRUE_FALSE = "true_false"
    FILL_IN = "fill_in"
    MATCHING = "matching"
    NUMERIC = "numeric"


@dataclass(frozen=True)
class QuizAnswer:
    """One answer to choose, or that is accepted. share: what it is worth of the question, below 0 for what costs.

    tolerance: of a numeric answer, how far off it may be.
    """

    text: str
    share: Fraction = NOTHING
    feedback: str = ""
    tolerance: str = ""


@dataclass(frozen=True)
class Pair:
    """Two things that belong together. left: empty for a second half that only misleads."""

    left: str
    right: str


@dataclass(frozen=True)
class Question:
    """A question without faults. pairs: of a matching one. feedback: the explanation, whatever was answered."""

    kind: QuestionKind
    text: str
    answers: tuple[QuizAnswer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    title: str = ""
    category: str = ""
    feedback: str = ""

    @property
    def lefts(self) -> tuple[str, ...]:
        """What something is to be found for, in a matching question."""
        return tuple(pair.left for pair in self.pairs if pair.left)

    @property
    def rights(self) -> tuple[str, ...]:
        """What can be chosen in a matching question, each once."""
        return tuple(dict.fromkeys(pair.right for pair in self.pairs))

    def as_json(self) -> dict[str, Any]:
        """For storing."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "answers": [[answer.text, str(answer.share), answer.feedback, answer.tolerance] for answer in self.answers],
            "pairs": [[pair.left, pair.right] for pair in self.pairs],
            "title": self.title,
            "category": self.category,
            "feedback": self.feedback,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Question":
        """The question that was stored."""
        return cls(
            QuestionKind(stored["kind"]),
            stored["text"],
            tuple(QuizAnswer(text, Fraction(share), why, off) for text, share, why, off in stored["answers"]),
            tuple(Pair(left, right) for left, right in stored["pairs"]),
            stored["title"],
            stored["category"],
            stored["feedback"],
        )
