"""The rating as a loop over members: each member, each indicator, each period, as such systems usually do it.

`python -m benchmarks.contestants.loop LAKE MONTH SAMPLE memory|queries RUN`: scores every n-th member, with the facts
in dictionaries, or asked of an indexed PostgreSQL table (in PGHOST and so on) indicator by indicator; compares the
outcome with a run of the engine. What looks across members (ranks, units) is left out. Reading the lake and writing the
outcome are not counted.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from benchmarks.contestants.book import Book, Cell, book, rdiv
from benchmarks.contestants.sample import Fact, Sample, differences, sample_of
from benchmarks.places import SCHEME
from goodstanding.engine.scheme.scheme import Indicator

Tags = dict[int, frozenset[str]]


class Facts(Protocol):
    """Where a member's facts come from."""

    def of(self, member: int, kinds: Sequence[str], first: int, until: int) -> list[Fact]:
        """The facts of these kinds in these months that are not excused, oldest first."""
        ...


class InMemory:
    """Facts in dictionaries, member by member, kind by kind."""

    def __init__(self, facts: list[Fact]) -> None:
        self._facts: dict[int, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        for fact in facts:
            self._facts[fact.member][fact.kind].append(fact)

    def of(self, member: int, kinds: Sequence[str], first: int, until: int) -> list[Fact]:
        """See Facts."""
        mine = self._facts[member]
        found = [fact for kind in kinds if kind in mine for fact in mine[kind] if first <= fact.month <= until]
        return sorted(found, key=lambda fact: (fact.day, fact.fact_id))


class Queried:
    """Facts in the indexed table of a PostgreSQL server, one query for each indicator and period."""

    def __init__(self) -> None:
        import psycopg  # noqa: PLC0415 (only this way of looping needs it)

        self._connection = psycopg.connect()

    def of(self, member: int, kinds: Sequence[str], first: int, until: int) -> list[Fact]:
        """See Facts."""
        query = (
            "SELECT fact_id, subject_id, kind, month, occurred_on::text, value FROM fact "
            "WHERE subject_id = %s AND kind = ANY(%s) "
            "AND occurred_on >= %s AND occurred_on < %s AND value IS NOT NULL ORDER BY occurred_on, fact_id"
        )
        rows = self._connection.execute(query, (member, list(kinds), first_day(first), first_day(until + 1)))
        return [
            Fact(number, subject_id, kind, month.year * 12 + month.month - 1, day, value)
            for number, subject_id, kind, month, day, value in rows
        ]


def first_day(month: int) -> date:
    """The first day of a month given as its number."""
    return date(month // 12, month % 12 + 1, 1)


class Loop:
    """Scores one member after the other."""

    def __init__(self, rules: Book, facts: Facts) -> None:
        self.rules, self.facts = rules, facts
        self.points: list[tuple[Any, ...]] = []
        self.totals: list[tuple[Any, ...]] = []
        self.flags: list[tuple[Any, ...]] = []

    def rate(self, member: int, tags: Tags) -> None:
        """Adds one member's points, total and flags. tags: the member's classes by month."""
        sums = {"base": 0, "bonus": 0, "deduction": 0}
        attainable = 0
        for cell in self.rules.cells:
            indicator = self.rules.scheme.indicators[cell.place]
            if cell.until not in tags or not indicator.has(tags[cell.until]):
                continue
            facts = self.facts.of(member, indicator.facts, cell.period.first, cell.until)
            voluntary = indicator.voluntary(tags[cell.until])
            if indicator.kind == "flag":
                self._flag(member, indicator, [fact.value for fact in facts], voluntary)
                continue
            scored = score(indicator, cell, [fact.value for fact in facts], voluntary, self._share(cell, tags))
            if scored is None:
                continue
            value, earned, at_stake = scored
            sums[indicator.kind] += abs(earned)
            attainable += at_stake
            if at_stake or earned or (facts and indicator.kind == "base"):
                row = (member, indicator.code, cell.period.name, len(facts), value, earned, at_stake)
                self.points.append(row)
        self._streaks(member, tags[self.rules.month])
        self._total(member, tags[self.rules.month], sums, attainable)

    def _share(self, cell: Cell, tags: Tags) -> int:
        """In how many months of the period the indicator counts, where that matters."""
        indicator = self.rules.scheme.indicators[cell.place]
        if indicator.due != "pace":
            return 1
        months = [tags[month] for month in range(cell.period.first, cell.until + 1) if month in tags]
        return sum(indicator.has(words) and not indicator.voluntary(words) for words in months)

    def _total(self, member: int, tags: frozenset[str], sums: dict[str, int], attainable: int) -> None:
        scheme, total = self.rules.scheme, None
        bonus = min(scheme.member.bonus_cap, sums["bonus"])
        deduction = min(scheme.member.deduction_cap, sums["deduction"])
        if attainable and attainable >= self.rules.least_attainable:
            share = rdiv(10_000 * sums["base"], attainable)
            total = min(12_000, max(0, share + rdiv(bonus, 10) - rdiv(deduction, 10)))
        band = None if total is None else scheme.band(total)
        row = (member, scheme.peer_group(tags), sums["base"], attainable, bonus, deduction, total, band)
        self.totals.append(row)

    def _flag(self, member: int, indicator: Indicator, values: list[int], voluntary: bool) -> None:
        if not values or voluntary:
            return
        num, den = measure(indicator, values)
        if num > 0 and num >= (indicator.target or 0) * den:
            self.flags.append((member, indicator.code, rdiv(num, den), "raised"))

    def _streaks(self, member: int, tags: frozenset[str]) -> None:
        month = self.rules.month
        for _, indicator in self.rules.streaks:
            if not indicator.has(tags) or indicator.voluntary(tags):
                continue
            best: dict[int, int] = {}
            for fact in self.facts.of(member, indicator.facts, month - 11, month):
                best[fact.month] = max(best.get(fact.month, 0), fact.value)
            passed = max((one for one, most in best.items() if most > 0), default=0)
            length = sum(one > passed for one in best)
            level = streak_level(indicator, length)
            if level:
                self.flags.append((member, indicator.code, 1000 * length, level))


def streak_level(indicator: Indicator, months: int) -> str | None:
    """Whether so many failing months raise or warn."""
    if 1000 * months >= (indicator.target or 0):
        return "raised"
    return "warned" if indicator.warn_at and months >= min(indicator.warn_at) else None


def measure(indicator: Indicator, values: list[int]) -> tuple[int, int]:
    """num and den over the values, oldest first."""
    if indicator.measure == "mean":
        return sum(values), len(values)
    if indicator.measure == "count":
        return 1000 * sum(value > 0 for value in values), 1
    if indicator.measure == "latest":
        return values[-1], 1
    return (max(values) if indicator.measure == "max" else sum(values)), 1


def formula(indicator: Indicator, num: int, den: int, full: int, share: int, span: int) -> int:
    """What a measured value earns."""
    target = indicator.target or 0
    if indicator.formula == "per_unit":
        over = max(0, num - target * den) if indicator.kind == "deduction" else num
        earned = rdiv(indicator.points * over, 1000 * den)
        return earned if indicator.cap is None else min(indicator.cap, earned)
    if indicator.formula == "map":
        reached = [points for at_least, points in indicator.map or () if at_least * den <= num]
        return rdiv(reached[-1] * share, span) if reached else 0
    if num * span >= target * share * den:
        return full
    return 0 if indicator.formula == "step" else rdiv(full * num * span, den * target * share)


def score(
    indicator: Indicator, cell: Cell, values: list[int], voluntary: bool, share: int
) -> tuple[int | None, int, int] | None:
    """The value, what is earned and what is attainable; None where the indicator is left out."""
    paced = indicator.due == "pace"
    share, span = (share, cell.period.months) if paced else (1, 1)
    if paced and share == 0:
        return None
    full = rdiv(indicator.points * share, span)
    if not values:
        return _nothing(indicator, cell, full, voluntary)
    num, den = measure(indicator, values)
    earned = formula(indicator, num, den, full, share, span)
    if indicator.kind == "deduction":
        return rdiv(num, den), 0 if voluntary else -earned, 0
    if indicator.kind == "bonus":
        return rdiv(num, den), earned, 0
    early = indicator.due == "close" and not cell.closed
    return rdiv(num, den), earned, earned if early or voluntary else full


def _nothing(indicator: Indicator, cell: Cell, full: int, voluntary: bool) -> tuple[None, int, int] | None:
    if indicator.due == "pace":
        return None, 0, 0 if voluntary else full
    if indicator.due != "close" or not cell.closed or indicator.missing == "skip":
        return None
    earned = full if indicator.missing == "full" else 0
    return None, earned, earned if voluntary else full


def main(lake: Path, month: str, size: int, source: str, run: Path) -> None:
    """Scores the sample and reports seconds for each member."""
    rules = book(SCHEME, month)
    sample: Sample = sample_of(lake, rules, size)
    facts: Facts = InMemory(sample.facts) if source == "memory" else Queried()
    loop = Loop(rules, facts)
    begun = time.monotonic()
    for member, tags in sample.members.items():
        loop.rate(member, tags)
    seconds = time.monotonic() - begun
    wrong = differences(sample, run, points=loop.points, totals=loop.totals, flags=loop.flags)
    report = {"members": len(sample.members), "loop_s": round(seconds, 3), "differences": wrong}
    print(json.dumps(report | {"s_per_member": seconds / len(sample.members)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4], Path(sys.argv[5]))
