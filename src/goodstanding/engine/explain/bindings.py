"""In which months each rule applies to a subject, and in which of them it binds, as far as its classes say.

Most members have the classes that others have too, so what was found for one of them is remembered for all.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodstanding.engine.explain.explanation import Asked
from goodstanding.engine.period import Period
from goodstanding.engine.scheme.scheme import Indicator

#: A member's classes, or a unit's type and level.
Tags = frozenset[str]
#: So many ways to spend the months are remembered; each takes some tens of kilobytes.
_REMEMBERED = 128


@dataclass(frozen=True, slots=True)
class Binding:
    """The months in which a subject has a rule, and those of them in which it is not there by choice."""

    has: frozenset[int]
    binds: frozenset[int]


class Bindings:
    """What the rules ask of a subject that has these classes in these months, before any excuse.

    tags: the classes by month, None for a month in which the subject was not there.
    """

    def __init__(self, tags: Mapping[int, Tags | None]) -> None:
        self._there = {month: classes for month, classes in tags.items() if classes is not None}
        self._found: dict[Hashable, Binding] = {}
        self._asked: dict[Hashable, Asked | None] = {}

    def of(self, indicator: Indicator) -> Binding:
        """The months of one rule."""
        key = _concerned(indicator)
        found = self._found.get(key)
        if found is None:
            has = frozenset(month for month, classes in self._there.items() if indicator.has(classes))
            binds = frozenset(month for month in has if not indicator.voluntary(self._there[month]))
            found = self._found[key] = Binding(has, binds)
        return found

    def asked(self, indicator: Indicator, period: Period, month: int) -> Asked | None:
        """What a rule asks in a period that a run of `month` sees; None where the subject does not have it there."""
        key = _concerned(indicator), indicator.owed_by, indicator.due, period.first, period.last, month
        if key not in self._asked:
            self._asked[key] = self._worked_out(indicator, period, month)
        return self._asked[key]

    def _worked_out(self, indicator: Indicator, period: Period, month: int) -> Asked | None:
        binding, last = self.of(indicator), period.until(month)
        months = range(period.first, last + 1)
        had = binding.has.intersection(months)
        if not had or (indicator.owed_by == "end" and last not in had):
            return None
        bound = len(binding.binds.intersection(months))
        present = len(self._there.keys() & set(months))
        return Asked(
            bound=bound,
            voluntary=len(had) - bound,
            excused=0,
            without=present - len(had),
            away=len(months) - present,
            ahead=period.last - last if indicator.due == "close" and last in had else 0,
            ahead_binds=last in binding.binds,
            of=period.months,
            closed=period.closed(month),
            excuse=False,
        )


def _concerned(indicator: Indicator) -> Hashable:
    """Whom a rule concerns; many rules concern the same."""
    return indicator.applies_to, indicator.not_for, indicator.voluntary_for


def bindings_of(tags: Mapping[int, Tags | None]) -> Bindings:
    """What the rules ask of a subject with these classes by month."""
    return _bindings(tuple(sorted(tags.items(), key=lambda item: item[0])))


@lru_cache(_REMEMBERED)
def _bindings(tags: tuple[tuple[int, Tags | None], ...]) -> Bindings:
    return Bindings(dict(tags))
