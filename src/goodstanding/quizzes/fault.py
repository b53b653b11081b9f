"""What is wrong with one question of a file: where, what, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class QuestionFault:
    """A question that cannot be taken. line: where it begins, from 1. text: one sentence in English; facts: what it
    names. name: how the question begins, by which people find it.

    The caller that shows it says the sentence in the reader's language.
    """

    line: int
    name: str
    text: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.facts if self.facts else self.text


class FaultyQuestion(Exception):
    """A question is refused: the sentence, and what it names."""

    def __init__(self, text: str, **facts: str | int) -> None:
        super().__init__(text % facts if facts else text)
        self.text, self.facts = text, facts
