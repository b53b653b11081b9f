"""The account from one published line of a member to the next: late facts, rules, the new month, classes.

One thing after another is put in the place of what it was, and the member is rated again each time, so that the steps
add up exactly. Totals are hundredths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.single.one_more_fact import with_other_facts
from goodstanding.engine.single.rate import Alone, rate_one
from goodstanding.models import Fact, Standing
from goodstanding.queries.ledger.facts import LedgerLine
from goodstanding.queries.months import runs
from goodstanding.queries.months.explanations import Lived, lived_in

Cause = Literal["late", "rules", "month", "classes"]
#: Why there is an account without numbers.
Silent = Literal["new_year", "not_rated_before", "not_rated_now", "not_the_same"]
TagsByMonth = Mapping[int, Tags | None]


@dataclass(frozen=True)
class Moved:
    """An indicator whose points a step changed, over the year so far; thousandths."""

    code: str
    earned: int
    attainable: int


@dataclass(frozen=True)
class ClassesOfMonth:
    """A month in which the member was somewhere else, or classed otherwise, than the step before took for granted."""

    month: int
    was: Tags | None
    now: Tags | None


@dataclass(frozen=True)
class EntryEffect:
    """An entry that counts now and did not, or (dropped) the other way round, with what that moved the total by."""

    line: LedgerLine
    change: int
    dropped: bool = False


@dataclass(frozen=True)
class ComparedStep:
    """What one cause changed, and what stands behind it.

    entries: those that count now and did not, or no longer do, in the order of their days, each with what it added or
    took; fallen_due: what the total moved by without them, since more was due. Together they are the change.
    """

    cause: Cause
    change: int
    moved: tuple[Moved, ...] = ()
    entries: tuple[EntryEffect, ...] = ()
    fallen_due: int = 0
    rules: tuple[str, ...] = ()
    rolls: tuple[ClassesOfMonth, ...] = ()

    @property
    def counted(self) -> tuple[LedgerLine, ...]:
        """The entries that count now and did not."""
        return tuple(entry.line for entry in self.entries if not entry.dropped)

    @property
    def dropped(self) -> tuple[LedgerLine, ...]:
        """The entries that counted and no longer do."""
        return tuple(entry.line for entry in self.entries if entry.dropped)

    @property
    def is_quiet(self) -> bool:
        """Whether it changed nothing and nothing happened."""
        return not (self.change or self.moved or self.entries or self.rules or self.rolls)


@dataclass(frozen=True)
class Comparison:
    """From one line to the next. With `silent` there are no steps, and the reason why."""

    before: Standing
    after: Standing
    steps: tuple[ComparedStep, ...] = field(default=())
    silent: Silent | None = None

    @property
    def change(self) -> int | None:
        """Hundredths; none where one of the two is not rated."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total


def between(
    before: Standing, after: Standing, lived: Lived | None = None, rows: Sequence[Fact] | None = None
) -> Comparison:
    """The account between two published lines of one member.

    lived: the year behind the later one, and rows: the ledger behind both, where they are known already.

    Raises Refused where the rules of one of them cannot be read.
    """
    if (silent := _silent(before, after)) is not None:
        return Comparison(before, after, silent=silent)
    then, now = lived_in(before.run, before.member, rows), lived or lived_in(after.run, after.member, rows)
    steps = tuple(_Steps(before, after, then, now).steps())
    if sum(step.change for step in steps) != _both(before, after):
        return Comparison(before, after, silent="not_the_same")
    return Comparison(before, after, steps)


def _both(before: Standing, after: Standing) -> int:
    assert before.total is not None
    assert after.total is not None
    return after.total - before.total


def _silent(before: Standing, after: Standing) -> Silent | None:
    if before.run.month // 12 != after.run.month // 12:
        return "new_year"
    if before.total is None:
        return "not_rated_before"
    return "not_rated_now" if after.total is None else None


class _Steps:
    """The ratings between two lines, each with one thing more of the later one."""

    def __init__(self, before: Standing, after: Standing, then: Lived, now: Lived) -> None:
        self.then, self.now = then, now
        self.first, self.last = before.run.month, after.run.month
        self.old, self.new = runs.scheme_of(before.run), runs.scheme_of(after.run)

    def steps(self) -> list[ComparedStep]:
        """The four steps, in their order."""
        still_known, unchanged = self._known_now(), self._unchanged()
        ratings = [
            _rated(self.old, self.first, self.then.tags, self.then.facts),
            _rated(self.old, self.first, self.then.tags, still_known),
            _rated(self.new, self.first, self.then.tags, still_known),
            _rated(self.new, self.last, unchanged, self.now.facts),
            _rated(self.new, self.last, self.now.tags, self.now.facts),
        ]
        totals, moved = _totals(ratings), [_moved(*pair) for pair in pairwise(ratings)]
        change = [later - earlier for earlier, later in pairwise(totals)]
        late = _OneByOne(self.old, self.first, self.then.tags, self.then.facts, totals[0])
        month = _OneByOne(self.new, self.last, unchanged, still_known, totals[2])
        late_entries = late.effects(*self._late(still_known), still_known)
        month_entries = month.effects(self._fresh(), (), self.now.facts)
        return [
            ComparedStep("late", change[0], moved[0], late_entries),
            ComparedStep("rules", change[1], moved[1], rules=_changed_rules(self.old, self.new)),
            ComparedStep("month", change[2], moved[2], month_entries, fallen_due=month.before_entries),
            ComparedStep("classes", change[3], moved[3], rolls=_rolls(unchanged, self.now.tags)),
        ]

    def _known_now(self) -> list[SubjectFact]:
        """The facts of the months until the earlier line, as they are known at the later one."""
        return [fact for fact in self.now.facts if fact.month <= self.first]

    def _unchanged(self) -> dict[int, Tags | None]:
        """As if the member had stayed where and what they were."""
        tags = dict(self.then.tags)
        return tags | dict.fromkeys(range(self.first + 1, self.last + 1), tags[self.first])

    def _late(self, still_known: Sequence[SubjectFact]) -> tuple[tuple[LedgerLine, ...], tuple[LedgerLine, ...]]:
        was, is_now = {fact.fact_id for fact in self.then.facts}, {subject_fact.fact_id for subject_fact in still_known}
        entries = {entry.fact.pk: entry for entry in self.now.entries}
        return _entries(entries, is_now - was), _entries(entries, was - is_now)

    def _fresh(self) -> tuple[LedgerLine, ...]:
        entries = {entry.fact.pk: entry for entry in self.now.entries}
        return _entries(entries, {fact.fact_id for fact in self.now.facts if fact.month > self.first})


class _OneByOne:
    """Entries that come in or go one after another, each rated, so that what they move adds up to the whole.

    total: the one before. before_entries: what it moved by before any entry, as in a month more is due.
    """

    def __init__(self, scheme: Scheme, month: int, tags: TagsByMonth, facts: Sequence[SubjectFact], total: int) -> None:
        self.scheme, self.month, self.tags = scheme, month, tags
        self.facts = {fact.fact_id: fact for fact in facts}
        self.rating = _rated(scheme, month, tags, facts)
        self.total = _total(self.rating, total)
        self.before_entries = self.total - total

    def effects(
        self, counted: Sequence[LedgerLine], dropped: Sequence[LedgerLine], after: Sequence[SubjectFact]
    ) -> tuple[EntryEffect, ...]:
        """What each gives. after: the facts when all have come and gone."""
        coming = {fact.fact_id: fact for fact in after}
        gone = {line.fact.pk for line in dropped}
        lines = sorted([*counted, *dropped], key=lambda line: (line.fact.occurred_on, line.fact.pk))
        return tuple(self._effect(line, None if line.fact.pk in gone else coming[line.fact.pk]) for line in lines)

    def _effect(self, line: LedgerLine, comes: SubjectFact | None) -> EntryEffect:
        if comes is None:
            del self.facts[line.fact.pk]
        else:
            self.facts[line.fact.pk] = comes
        facts = list(self.facts.values())
        self.rating = with_other_facts(self.scheme, "member", self.month, self.tags, facts, self.rating, line.fact.kind)
        before, self.total = self.total, _total(self.rating, self.total)
        return EntryEffect(line, self.total - before, dropped=comes is None)


def _entries(entries: Mapping[int, LedgerLine], keys: set[int]) -> tuple[LedgerLine, ...]:
    found = [entries[pk] for pk in keys if pk in entries]
    return tuple(sorted(found, key=lambda entry: (entry.fact.occurred_on, entry.fact.pk)))


def _rated(scheme: Scheme, month: int, tags: TagsByMonth, facts: Sequence[SubjectFact]) -> Alone:
    return rate_one(scheme, "member", month, tags, facts)


def _totals(ratings: Sequence[Alone]) -> list[int]:
    """The totals on the way. Where nothing is at stake for a moment, the step before holds on: the sum stays exact."""
    found = list[int]()
    for alone in ratings:
        found.append(_total(alone, found[-1] if found else 0))
    return found


def _total(alone: Alone, before: int) -> int:
    return alone.sums.total if alone.sums.attainable > 0 else before


def _moved(earlier: Alone, later: Alone) -> tuple[Moved, ...]:
    was, now = _by_indicator(earlier), _by_indicator(later)
    none = (0, 0)
    found = [
        Moved(code, now.get(code, none)[0] - was.get(code, none)[0], now.get(code, none)[1] - was.get(code, none)[1])
        for code in sorted(was.keys() | now.keys())
    ]
    return tuple(difference for difference in found if difference.earned or difference.attainable)


def _by_indicator(alone: Alone) -> dict[str, tuple[int, int]]:
    found = dict[str, tuple[int, int]]()
    for (code, _period), point in alone.points.items():
        earned, attainable = found.get(code, (0, 0))
        found[code] = earned + point.earned, attainable + point.attainable
    return found


def _changed_rules(old: Scheme, new: Scheme) -> tuple[str, ...]:
    """The member's indicators that were added, taken away or written otherwise."""
    was, now = (
        {indicator.code: indicator for indicator in scheme.indicators if indicator.subject == "member"}
        for scheme in (old, new)
    )
    return tuple(sorted(code for code in was.keys() | now.keys() if was.get(code) != now.get(code)))


def _rolls(unchanged: TagsByMonth, real: TagsByMonth) -> tuple[ClassesOfMonth, ...]:
    return tuple(
        ClassesOfMonth(month, unchanged.get(month), real.get(month))
        for month in sorted(real)
        if unchanged.get(month) != real.get(month)
    )
