"""Speaks one language or both: in both, sentences become two paragraphs, and short words stand side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodstanding.engine.catalogue import Catalogue, Lang
from goodstanding.engine.explain.phrases import Phrases
from goodstanding.engine.scheme.part import Text

_LABELS = Catalogue("goodstanding.flows.card", "labels.yaml")


def label(lang: Lang, key: str, **values: object) -> str:
    """A label under a dotted key, filled."""
    return _LABELS.say(lang, key, **values)


@dataclass(frozen=True)
class Voice:
    """The languages of a card, in order."""

    langs: tuple[Lang, ...]

    def side_by_side(self, wording: Callable[[Lang], str]) -> str:
        """Short words in each language, once where they are the same."""
        return " · ".join(dict.fromkeys(wording(lang) for lang in self.langs))

    def label(self, key: str) -> str:
        """A label in each language, side by side."""
        return self.side_by_side(lambda lang: label(lang, key))

    def text(self, text: Text) -> str:
        """A title of the scheme in each language, side by side."""
        return self.side_by_side(lambda lang: Phrases(lang).of(text))

    def paragraphs(self, wording: Callable[[Lang], str]) -> list[str]:
        """A paragraph in each language."""
        return [paragraph for lang in self.langs for paragraph in (wording(lang), "")]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines] + [""]
