"""The words around an explanation in both languages, and how its amounts are written."""

from goodstanding.engine.catalogue import Catalogue, Lang
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import decimal_text

_EXPLANATION = Catalogue("goodstanding.engine.explain", "explanation.yaml")


def say(key: str, lang: Lang, **amounts: object) -> str:
    """A wording in one language, with its amounts."""
    return _EXPLANATION.say(lang, key, **amounts)


def text_in(text: Text | str, lang: Lang) -> str:
    """A scheme's text in one language; what is written in one language only is the same in both."""
    if isinstance(text, str):
        return text
    return text.zh if lang == "zh" else text.en


def amount(thousandths: int) -> str:
    """Thousandths as a decimal: -1500 is '-1.5'."""
    return ("-" if thousandths < 0 else "") + decimal_text(abs(thousandths))


def places(hundredths: int) -> str:
    """Hundredths with both places: 9600 is '96.00'."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{rest:02d}"
