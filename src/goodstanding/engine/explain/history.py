"""One subject's months: its classes in each, its facts in each, and how a rule finds them.

A rule *binds* in a month in which the subject has it and it is not voluntary: there what failed counts. What was done
counts in every month.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goodstanding.engine.explain.bindings import Bindings, Tags, bindings_of
from goodstanding.engine.explain.formulas import falls_short
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Indicator


@dataclass(frozen=True)
class SubjectFact:
    """A fact about the subject as the lake has it; no value means excused."""

    fact_id: int
    kind: str
    value: int | None
    occurred_on: date

    @cached_property
    def month(self) -> int:
        """The month number of the day it happened."""
        return month_of(self.occurred_on)


class FactsByMonth:
    """A subject's facts, found by kind and month. They come in the order of (occurred_on, fact_id), and stay in it."""

    def __init__(self, facts: Iterable[SubjectFact]) -> None:
        self._facts = defaultdict[str, dict[int, list[SubjectFact]]](dict)
        self._excuses = defaultdict[str, set[int]](set)
        for fact in facts:
            self._facts[fact.kind].setdefault(fact.month, []).append(fact)
            if fact.value is None:
                self._excuses[fact.kind].add(fact.month)

    def of(self, indicator: Indicator, first: int, last: int) -> list[SubjectFact]:
        """The facts of an indicator's kinds from one month to another, oldest first."""
        kinds = [self._facts[kind] for kind in set(indicator.facts) if kind in self._facts]
        if not kinds:
            return []
        months = range(first, last + 1)
        facts = [fact for by_month in kinds for month in months if month in by_month for fact in by_month[month]]
        if len(kinds) > 1:
            facts.sort(key=lambda fact: (fact.occurred_on, fact.fact_id))
        return facts

    def excuses(self, indicator: Indicator, first: int, last: int) -> set[int]:
        """The months from one to another in which a fact of its kinds is excused."""
        months = [self._excuses[kind] for kind in indicator.facts if kind in self._excuses]
        return {month for excused in months for month in excused if first <= month <= last}


@dataclass(frozen=True)
class History:
    """A subject's classes by month, None for a month in which it was not there, and its facts."""

    tags: Mapping[int, Tags | None]
    facts: FactsByMonth

    @cached_property
    def bindings(self) -> Bindings:
        """In which months each rule applies and binds."""
        return bindings_of(self.tags)

    def has(self, indicator: Indicator, month: int) -> bool:
        """Whether the indicator applies in that month."""
        return month in self.bindings.of(indicator).has

    def voluntary(self, indicator: Indicator, month: int) -> bool:
        """Whether it applies in that month and can only help there."""
        return self.has(indicator, month) and not self.binds(indicator, month)

    def binds(self, indicator: Indicator, month: int) -> bool:
        """Whether it applies in that month, and not by choice."""
        return month in self.bindings.of(indicator).binds

    def excused(self, indicator: Indicator, month: int) -> bool:
        """Whether it binds in a month with an excuse and was excused there: nothing beside the excuse falls short.

        Only base rules ask for something that an excuse can take away.
        """
        if indicator.kind != "base" or not self.binds(indicator, month):
            return False
        values = self.values(indicator, month, month)
        return not any(falls_short(indicator, value) for value in values)

    def values(self, indicator: Indicator, first: int, last: int) -> list[int]:
        """What is not excused, oldest first."""
        return [fact.value for fact in self.facts.of(indicator, first, last) if fact.value is not None]

    def counting(self, indicator: Indicator, first: int, last: int) -> list[int]:
        """What a rule with points counts, oldest first."""
        facts = self.facts.of(indicator, first, last)
        return [fact.value for fact in facts if fact.value is not None and self.counts(indicator, fact)]

    def counts(self, indicator: Indicator, fact: SubjectFact) -> bool:
        """Whether a rule with points counts a fact: not an excused one, and where it does not bind only what was done.

        A deduction counts nothing at all where it does not bind.
        """
        if fact.value is None:
            return False
        if self.binds(indicator, fact.month):
            return True
        return fact.value > 0 and indicator.kind != "deduction"
