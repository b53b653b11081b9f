"""An indicator's rule in plain words, in both languages, told from nothing but the scheme."""

from collections.abc import Iterable
from typing import Literal

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.phrases import Phrases
from goodstanding.engine.period import MONTHS_IN
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Indicator, Scheme, decimal_text


def rule_in_words(indicator: Indicator, scheme: Scheme, lang: Lang) -> str:
    """What is looked at, what it gives or takes, and what happens without a record. Legal indicators only."""
    return _RuleWriter(indicator, scheme, lang).rule()


def who_in_words(indicator: Indicator, scheme: Scheme, lang: Lang) -> str:
    """Whom the indicator applies to, whom not, and for whom it is voluntary."""
    say = Phrases(lang)
    applies = indicator.applies_to
    sentences = [
        say(f"who.every_{indicator.subject}") if applies is None else say("who.only", tags=_tags(applies, scheme, say))
    ]
    if indicator.not_for:
        sentences.append(say("who.not", tags=_tags(indicator.not_for, scheme, say, "and")))
    if indicator.voluntary_for and indicator.kind != "bonus":
        spared = {"base": "voluntary", "deduction": "never_taken", "flag": "never_raised"}[indicator.kind]
        sentences.append(say(f"who.{spared}", tags=_tags(indicator.voluntary_for, scheme, say, "and")))
    return say.joined(sentences)


def why_not(indicator: Indicator, tags: frozenset[str], scheme: Scheme, lang: Lang) -> str | None:
    """Why the indicator does not apply to a member with these classes (a unit: type and level); None where it does."""
    if indicator.has(tags):
        return None
    say = Phrases(lang)
    barred = [word for word in indicator.not_for if word in tags]
    if barred:
        return say("who.not", tags=_tags(barred, scheme, say, "and"))
    wanted = _tags(indicator.applies_to or (), scheme, say)
    return say("who.none_of_these", tags=wanted, subject=say(f"who.subject.{indicator.subject}"))


def most_in_words(indicator: Indicator, lang: Lang) -> str:
    """The most that the indicator gives or takes in a year."""
    say, most = Phrases(lang), most_a_year(indicator)
    if indicator.kind == "flag":
        return say("most.none")
    if most is None:
        return say("most.open")
    return say("most.takes" if indicator.kind == "deduction" else "most.gives", points=say.points(most))


def most_a_year(indicator: Indicator) -> int | None:
    """Thousandths of a point that it can give or take in a year; None where nothing bounds it but the scheme's caps."""
    of_period = indicator.cap if indicator.formula == "per_unit" else indicator.points
    periods = 12 // MONTHS_IN[indicator.period]
    bounds = [None if of_period is None else of_period * periods, indicator.yearly_cap]
    return min((bound for bound in bounds if bound is not None), default=None)


def tag_title(tag: str, scheme: Scheme, lang: Lang) -> str:
    """A class, or a unit's type or level, as it is called on screen; the bare word where the scheme has no title."""
    for titles in (scheme.classes, scheme.unit_types, scheme.unit_levels):
        if tag in titles:
            return Phrases(lang).of(titles[tag])
    return tag


def fact_title(kind: str, scheme: Scheme, lang: Lang) -> str:
    """A kind of fact as it is called on screen; the bare name where the scheme has no title."""
    title: Text | None = scheme.fact_kinds.get(kind)
    return kind if title is None else Phrases(lang).of(title)


def _tags(tags: Iterable[str], scheme: Scheme, say: Phrases, joined: Literal["or", "and"] = "or") -> str:
    return say.quoted((tag_title(tag, scheme, say.lang) for tag in tags), joined)


class _RuleWriter:
    """Tells one rule in one language."""

    def __init__(self, indicator: Indicator, scheme: Scheme, lang: Lang) -> None:
        self.indicator = indicator
        self.say = Phrases(lang)
        self.facts = self.say.quoted(fact_title(kind, scheme, lang) for kind in indicator.facts)
        self.period = self.say(f"period.{indicator.period}")
        at_most = {scheme.fact_kinds[kind].at_most for kind in indicator.facts if kind in scheme.fact_kinds}
        self.highest = None if None in at_most else max((bound for bound in at_most if bound is not None), default=None)
        self.yes_or_no = at_most == {1000}

    def rule(self) -> str:
        if self.indicator.kind == "flag":
            flag_text = self._streak() if self.indicator.measure == "streak" else self._flag()
            return self.say.joined([flag_text, self.say("flag.no_points")])
        each = self.say(f"each.{self.indicator.period}")
        rule = self.say("rule", each=each, measure=self._measure(), gives=self._gives(), caps=self._caps())
        return self.say.joined([rule, self._without_record(), self._owed()])

    def _measure(self) -> str:
        key = self.indicator.measure
        if self.yes_or_no and key == "mean":
            return self.say("measure.share", facts=self.facts)
        return self.say(f"measure.{key}_yes" if self._asks_yes() else f"measure.{key}", facts=self.facts)

    def _asks_yes(self) -> bool:
        """Whether the measure is a plain yes or no."""
        plain = {
            ("bonus", "per_unit"): True,
            ("deduction", "per_unit"): not self.indicator.target,
        }.get(
            (self.indicator.kind, self.indicator.formula or ""),
            self.indicator.formula != "map" and self.indicator.target == 1000,
        )
        return self.yes_or_no and self.indicator.measure in ("latest", "max") and plain

    def _shape(self) -> str:
        if self._asks_yes():
            return "yes"
        if self.yes_or_no and self.indicator.measure == "mean":
            return "share"
        return "count" if self.indicator.measure == "count" else "any"

    def _gives(self) -> str:
        if self.indicator.formula == "map":
            return self._map()
        if self.indicator.formula == "per_unit":
            return self._per_unit()
        shape, target = self._shape(), self.indicator.target or 0
        key = f"gives.{self.indicator.formula}"
        if shape == "yes":
            key += "_yes"
        elif shape == "share" and target == 1000:
            key += "_all"
        return self.say(key, points=self.say.points(self.indicator.points), target=self._at_least(target))

    def _per_unit(self) -> str:
        shape, free, key = self._shape(), self.indicator.target or 0, f"gives.{self.indicator.kind}"
        if self.indicator.kind == "deduction" and free:
            key += "_count_free" if shape == "count" else "_free"
        elif shape != "any":
            key += f"_{shape}"
        points = self.say.points(self.indicator.points)
        return self.say(key, points=points, free=self._amount(free), first=self.say.first(free))

    def _map(self) -> str:
        steps = self.indicator.map or ()
        phrases = [
            self.say("gives.map_step", target=self._at_least(floor), points=self.say.points(points))
            for floor, points in steps
        ]
        return self.say("then").join(phrases) + self.say("gives.map_below", target=self._amount(steps[0][0]))

    def _amount(self, amount: int) -> str:
        shape = self._shape()
        if shape == "share":
            return self.say.percent(amount)
        return self.say.times(amount) if shape == "count" else decimal_text(amount)

    def _at_least(self, target: int) -> str:
        """A threshold; the highest that can be needs no 'or more'."""
        amount = self._amount(target)
        top = self.highest if self.indicator.measure in ("mean", "latest", "max") else None
        return amount if top is not None and target >= top else self.say.or_more(amount)

    def _caps(self) -> str:
        cap, yearly = self.indicator.cap, self.indicator.yearly_cap
        if self.indicator.period == "year" and cap is not None and yearly is not None:
            cap, yearly = min(cap, yearly), None
        key = {(True, True): "both", (True, False): "period", (False, True): "year"}.get(
            (cap is not None, yearly is not None)
        )
        if key is None:
            return ""
        return self.say(
            f"caps.{key}",
            cap=self.say.points(cap or 0),
            yearly=self.say.points(yearly or 0),
            period=self.period,
            each=self.say(f"each.{self.indicator.period}"),
        )

    def _without_record(self) -> str:
        if self.indicator.kind != "base":
            return self.say(self.indicator.kind)
        key = str(self.indicator.missing if self.indicator.due == "close" else self.indicator.due)
        if self.indicator.due != "occurrence" and self.indicator.period == "month":
            key = f"{key}_month"
        return self.say(f"due.{key}", period=self.period)

    def _owed(self) -> str:
        """Who owes how much of what is due at a period's end or by its months."""
        if self.indicator.kind != "base" or self.indicator.due == "occurrence":
            return ""
        return self.say(
            f"owed.{'month' if self.indicator.period == 'month' else self.indicator.owed_by}", period=self.period
        )

    def _flag(self) -> str:
        target = self.indicator.target or 0
        phrases = {"period": self.period, "measure": self._measure(), "facts": self.facts}
        if self._asks_yes():
            return self.say(f"flag.{self.indicator.measure}_yes", **phrases)
        key = "above" if not target else "count" if self.indicator.measure == "count" else "reaches"
        return self.say(f"flag.{key}", **phrases, target=self._at_least(target))

    def _streak(self) -> str:
        first = min(self.indicator.warn_at or (), default=None)
        warned = "" if first is None else self.say("flag.warned", months=self.say.months(first * 1000))
        return self.say(
            "flag.streak", facts=self.facts, months=self.say.months(self.indicator.target or 0), warned=warned
        )
