"""How much a base rule asked in a period, and why, in words: the months that bind, and those that do not."""

from collections.abc import Iterator

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.explanation import Asked, ExplainedLine
from goodstanding.engine.explain.wording import amount, say, say_excused
from goodstanding.engine.scheme.scheme import Indicator, Scheme


def asked_words(line: ExplainedLine, indicator: Indicator, scheme: Scheme, lang: Lang) -> Iterator[str]:
    """Notes on one line that stands: what was owed and why, how the points come from it, and whether it is open."""
    if line.voluntary:
        yield say("voluntary", lang)
    if line.asked is not None and line.owed is not None:
        yield from _owed(line, line.asked, line.owed, indicator, scheme, lang)
    if indicator.due == "close" and not line.closed:
        yield say("early", lang)


def _owed(
    line: ExplainedLine, what: Asked, owed: int, indicator: Indicator, scheme: Scheme, lang: Lang
) -> Iterator[str]:
    plain = what.owed == what.of or (indicator.missing == "full" and line.n == 0)
    if not plain:
        sentence = say("owed", lang, owed=amount(owed), points=amount(indicator.points), months=what.owed, all=what.of)
        reasons = list(_reasons(what, indicator, scheme, lang))
        yield f"{sentence}{_in_brackets(reasons, lang)}" if reasons else sentence
    if line.gives is not None and not plain:
        yield from _shared(line, what, line.gives, indicator, lang)
    elif line.earned > owed:
        yield say("whole", lang)


def _reasons(what: Asked, indicator: Indicator, scheme: Scheme, lang: Lang) -> Iterator[str]:
    """The months that are not owed, by why; those still to come are not owed either where nothing binds ahead."""
    ahead = what.of - what.bound - what.voluntary - what.excused - what.without - what.away
    ahead -= what.ahead if what.ahead_binds else 0
    counts = {"away": what.away, "without": what.without, "voluntary": what.voluntary}
    yield from (say(f"months_{key}", lang, n=n) for key, n in counts.items() if n)
    if what.excused:
        yield say_excused("months_excused", indicator.facts, scheme, lang, n=what.excused)
    if ahead:
        yield say("months_ahead", lang, n=ahead)


def _in_brackets(reasons: list[str], lang: Lang) -> str:
    return say("because", lang, reasons=say("between_reasons", lang).join(reasons))


def _shared(line: ExplainedLine, what: Asked, gives: int, indicator: Indicator, lang: Lang) -> Iterator[str]:
    """What the facts give for a whole period, and how many of its months that counts for."""
    had = what.of if indicator.missing == "full" else what.had
    missed = indicator.points - gives
    opened = indicator.due == "close" and not line.closed
    if had < what.of or (missed and not opened):
        key = "shared_missed" if missed and what.owed and not opened else "shared"
        amounts = {"gives": amount(gives), "missed": amount(missed)}
        yield say(key, lang, had=had, owed=what.owed, all=what.of, **amounts)
    if indicator.missing == "full" and what.had < what.of:
        yield say("as_met", lang)
