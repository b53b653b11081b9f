"""The phrases of words.yaml in one language, and how amounts are said in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from goodstanding.engine.catalogue import Catalogue, Lang
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import decimal_text

_WORDS = Catalogue("goodstanding.engine.explain")


@dataclass(frozen=True)
class Phrases:
    """One language. Amounts that are said are thousandths."""

    lang: Lang

    def __call__(self, key: str, **values: str) -> str:
        """The phrase under a dotted key, filled; words that it has no place for are left out."""
        return _WORDS.say(self.lang, key, **values)

    def of(self, text: Text) -> str:
        """A text of the scheme in this language."""
        return text.en if self.lang == "en" else text.zh

    def points(self, amount: int) -> str:
        """'1 point', '0.5 points'."""
        return self._counted("points", amount)

    def times(self, amount: int) -> str:
        """'once', '3 times'."""
        return self._counted("times", amount)

    def first(self, amount: int) -> str:
        """'the first time costs nothing'."""
        return self._counted("first", amount)

    def months(self, amount: int) -> str:
        """'1 month', '6 months'."""
        return self._counted("flag.months", amount)

    def percent(self, amount: int) -> str:
        """1000 is '100%'."""
        return self._filled("percent", decimal_text(amount * 100))

    def or_more(self, amount: str) -> str:
        """An amount as a threshold."""
        return self._filled("or_more", amount)

    def quoted(self, names: Iterable[str], word: Literal["or", "and"] = "or") -> str:
        """'“A”, “B” or “C”'; at least one name."""
        *most, last = [self._filled("quoted", name) for name in names]
        return self(word).join([self("comma").join(most), last]) if most else last

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences as one text."""
        return self("between").join(sentence for sentence in sentences if sentence)

    def _counted(self, key: str, amount: int) -> str:
        return self._filled(f"{key}.one" if amount == 1000 else f"{key}.many", decimal_text(amount))

    def _filled(self, key: str, amount: str) -> str:
        return _WORDS.say(self.lang, key, amount)
