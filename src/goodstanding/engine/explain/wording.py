"""The words around an explanation in both languages, and how its amounts are written."""

from collections.abc import Iterable

from goodstanding.engine.catalogue import Catalogue, Lang
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Indicator, Scheme, decimal_text

_EXPLANATION = Catalogue("goodstanding.engine.explain", "explanation.yaml")


def say(key: str, lang: Lang, **amounts: object) -> str:
    """A wording in one language, with its amounts."""
    return _EXPLANATION.say(lang, key, **amounts)


def say_excused(key: str, kinds: Iterable[str], scheme: Scheme, lang: Lang, **amounts: object) -> str:
    """A wording about what is excused: leave from what people come to, for these kinds of entry; else in general."""
    return say(key if is_attended(kinds, scheme) else f"{key}_otherwise", lang, **amounts)


def is_attended(kinds: Iterable[str], scheme: Scheme) -> bool:
    """Whether every one of these kinds of entry says that a member came to something, from which there can be leave.

    Of rules without their meetings, as a run holds them, it is not known, and the general word is used.
    """
    meetings = scheme.meetings.values()
    left = {meeting.fact for meeting in meetings}
    left |= {rule.fact for meeting in meetings for rule in meeting.also}
    left |= {asked.fact for meeting in meetings for asked in meeting.asked}
    sessions = scheme.study.sessions.values() if scheme.study else ()
    left |= {session.fact for session in sessions if session.fact and session.hours}
    left |= {name for name, kind in scheme.fact_kinds.items() if kind.leave}
    return left.issuperset(kinds)


def silence_in_words(silence: str, indicator: Indicator, scheme: Scheme, lang: Lang) -> str:
    """Why a line of an indicator does not stand."""
    if silence == "all_excused":
        return say_excused(silence, indicator.facts, scheme, lang)
    return say(silence, lang)


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
