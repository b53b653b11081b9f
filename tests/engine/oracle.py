"""The rating contract a second time, slow and obvious: dictionaries, loops and exact fractions.

It shares nothing with the engine but the scheme's model and the calendar: where both agree, both read it alike.
Points and values are thousandths, totals hundredths; a month is a month number (see goodstanding.engine.period).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

from goodstanding.engine.period import Period, month_of_year, period_holding, periods_until
from goodstanding.engine.scheme.scheme import Indicator, Scheme

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Fact:
    """Something that happened to a member or a unit; an excused fact has no value."""

    fact_id: int
    subject: str
    subject_id: int
    kind: str
    value: int | None
    occurred_on: date

    @property
    def month(self) -> int:
        """The month number of the day it happened."""
        return self.occurred_on.year * 12 + self.occurred_on.month - 1


@dataclass(frozen=True)
class UnitRow:
    """A node of the tree; exactly one has no parent."""

    unit_id: int
    parent_id: int | None
    level: str
    type: str
    name: str


@dataclass(frozen=True)
class Organization:
    """A whole lake in memory; `members` is month number -> member_id -> (unit_id, classes)."""

    units: tuple[UnitRow, ...]
    members: Mapping[int, Mapping[int, tuple[int, tuple[str, ...]]]]
    facts: tuple[Fact, ...]

    def tags(self, subject: str, subject_id: int, month: int) -> set[str] | None:
        """A member's classes in that month, None where it is no member then; a unit's type and level."""
        if subject == "unit":
            return {word for unit in self.units if unit.unit_id == subject_id for word in (unit.type, unit.level)}
        snapshot = self.members.get(month, {})
        return set(snapshot[subject_id][1]) if subject_id in snapshot else None

    def chain(self, unit_id: int) -> list[int]:
        """The unit itself, its parent, and so on up to the root: whose subtrees it is in."""
        parents = {unit.unit_id: unit.parent_id for unit in self.units}
        chain, above = [unit_id], parents[unit_id]
        while above is not None:
            chain.append(above)
            above = parents[above]
        return chain


def rate_by_hand(scheme: Scheme, organization: Organization, month: int) -> dict[str, list[Row]]:
    """The six tables of a run under their names, sorted, columns in order. Raises ValueError where refused."""
    if not scheme.effective.holds(month):
        raise ValueError("the scheme does not hold in that month")
    if month not in organization.members:
        raise ValueError("there is no snapshot of that month")
    run = _Run(scheme, organization, month)
    points = run.points()
    totals = run.totals(points)
    unit_totals = run.unit_totals(points, totals)
    tables = {
        "points": points,
        "totals": totals,
        "ranks": run.ranks(totals),
        "flags": run.flags(),
        "unit_totals": unit_totals,
        "unit_ranks": run.unit_ranks(unit_totals),
    }
    return {name: sorted(rows) for name, rows in tables.items()}


def _rounded(exact: Fraction) -> int:
    """The contract's rdiv: half up."""
    assert exact >= 0
    return floor(exact + Fraction(1, 2))


def _capped(amount: int, cap: int | None) -> int:
    return amount if cap is None else min(amount, cap)


def _place(mine: int, everyone: list[int]) -> tuple[int, int]:
    return 1 + sum(1 for other in everyone if other > mine), len(everyone)


def _measured(measure: str, values: list[int]) -> Fraction | None:
    """num/den over the values, oldest first; undefined over none."""
    if not values:
        return None
    if measure == "mean":
        return Fraction(sum(values), len(values))
    if measure == "count":
        return Fraction(1000 * sum(1 for value in values if value > 0))
    if measure == "latest":
        return Fraction(values[-1])
    return Fraction(max(values) if measure == "max" else sum(values))


def _formula(indicator: Indicator, measured: Fraction, part: Fraction = Fraction(1)) -> int:
    """f of the contract for that part of the points, and of the target or thresholds; no part of them gives nothing."""
    if part == 0:
        return 0
    if indicator.formula == "map":
        reached = [points for at_least, points in sorted(indicator.map or ()) if at_least * part <= measured]
        return _rounded(reached[-1] * part) if reached else 0
    full, target = _rounded(indicator.points * part), (indicator.target or 0) * part
    if indicator.formula == "step":
        return full if measured >= target else 0
    return min(full, _rounded(full * measured / target))


def _falls_short(indicator: Indicator, value: int) -> bool:
    """Whether a fact with that value keeps its month from being excused."""
    by_itself = indicator.measure in ("mean", "max", "latest")
    return value == 0 or (by_itself and _formula(indicator, Fraction(value)) < indicator.points)


@dataclass(frozen=True)
class _Asked:
    """What a base rule asks of a subject in a period: e, h, x and l of the contract.

    excused_duty: whether an excused fact lies in a month in which the subject has the rule.
    """

    binding: int
    had: int
    excused: int
    months: int
    closed: bool
    excused_duty: bool

    def part(self, months: int) -> Fraction:
        return Fraction(months, self.months)


def _done(indicator: Indicator, asked: _Asked, measured: Fraction) -> tuple[int, int]:
    """The contract's first table: earned and attainable with n > 0."""
    if indicator.due == "occurrence":
        earned = _formula(indicator, measured)
        return (earned, indicator.points if asked.binding + asked.excused > 0 else earned)
    if indicator.measure in ("count", "sum"):
        months = range(asked.binding, asked.months + 1)
        earned = max(_formula(indicator, measured, asked.part(each)) for each in months)
        attainable = max(earned, _rounded(indicator.points * asked.part(asked.binding)))
    else:
        gives = _formula(indicator, measured)
        earned = _rounded(gives * asked.part(asked.had))
        attainable = earned + _rounded((indicator.points - gives) * asked.part(asked.binding))
    opened = indicator.due == "close" and not asked.closed
    return (earned, earned if opened else attainable)


def _not_done(indicator: Indicator, asked: _Asked) -> tuple[int, int] | None:
    """The contract's second table: earned and attainable with n = 0, None where left out."""
    if indicator.due == "occurrence" or (indicator.due == "close" and not asked.closed):
        return None
    if indicator.due == "close" and indicator.missing == "full":
        return (indicator.points, indicator.points)
    if indicator.measure in ("max", "latest") and asked.excused_duty:
        return None
    if indicator.due == "close" and indicator.missing != "zero":
        return None
    return (0, _rounded(indicator.points * asked.part(asked.binding)))


def _bonus(indicator: Indicator, measured: Fraction) -> int:
    if indicator.formula == "per_unit":
        return _capped(_rounded(indicator.points * measured / 1000), indicator.cap)
    return _formula(indicator, measured)


def _deduction(indicator: Indicator, measured: Fraction) -> int:
    beyond = max(Fraction(0), measured - (indicator.target or 0))
    return _capped(_rounded(indicator.points * beyond / 1000), indicator.cap)


def _total(earned: int, attainable: int, bonus: int, deduction: int) -> int | None:
    if attainable == 0:
        return None
    share = _rounded(Fraction(10_000 * earned, attainable))
    return min(12_000, max(0, share + _rounded(Fraction(bonus, 10)) - _rounded(Fraction(deduction, 10))))


@dataclass(frozen=True)
class _Run:
    """One run: scheme x organization x month."""

    scheme: Scheme
    organization: Organization
    month: int

    # Who

    def subjects(self) -> list[tuple[str, int]]:
        members = [("member", member_id) for member_id in self.organization.members[self.month]]
        return members + [("unit", unit.unit_id) for unit in self.organization.units]

    def has(self, indicator: Indicator, subject_id: int, month: int) -> bool:
        tags = self.organization.tags(indicator.subject, subject_id, month)
        if tags is None or tags & set(indicator.not_for):
            return False
        return indicator.applies_to is None or bool(tags & set(indicator.applies_to))

    def voluntary(self, indicator: Indicator, subject_id: int, month: int) -> bool:
        if not self.has(indicator, subject_id, month):
            return False
        tags = self.organization.tags(indicator.subject, subject_id, month)
        return tags is not None and bool(tags & set(indicator.voluntary_for))

    def binds(self, indicator: Indicator, subject_id: int, month: int) -> bool:
        """It has the rule then, and not by choice: what is missing or failed counts."""
        return self.has(indicator, subject_id, month) and not self.voluntary(indicator, subject_id, month)

    def excused(self, indicator: Indicator, subject_id: int, month: int) -> bool:
        values = self.values(indicator, subject_id, [month])
        return (
            self.binds(indicator, subject_id, month)
            and self.has_excuse(indicator, subject_id, month)
            and not any(_falls_short(indicator, value) for value in values)
        )

    def has_excuse(self, indicator: Indicator, subject_id: int, month: int) -> bool:
        return any(fact.value is None for fact in self.facts(indicator, subject_id, [month]))

    def has_in(self, indicator: Indicator, subject_id: int, period: Period) -> bool:
        """Whether it has the rule in the period: in some month, and in the last as well where that one owes it."""
        last = period.until(self.month)
        if indicator.owed_by == "end" and not self.has(indicator, subject_id, last):
            return False
        return any(self.has(indicator, subject_id, month) for month in range(period.first, last + 1))

    # Measure

    def facts(self, indicator: Indicator, subject_id: int, months: Iterable[int]) -> list[Fact]:
        """Those of the rule's kinds in those months, oldest first; of one day, in the order of fact_id."""
        wanted = set(months)
        found = [
            fact
            for fact in self.facts_of.get((indicator.subject, subject_id), ())
            if fact.kind in indicator.facts and fact.month in wanted
        ]
        return sorted(found, key=lambda fact: (fact.occurred_on, fact.fact_id))

    @cached_property
    def facts_of(self) -> dict[tuple[str, int], list[Fact]]:
        """The facts by subject: they are looked at very often."""
        found: dict[tuple[str, int], list[Fact]] = {}
        for fact in self.organization.facts:
            found.setdefault((fact.subject, fact.subject_id), []).append(fact)
        return found

    def values(self, indicator: Indicator, subject_id: int, months: Iterable[int]) -> list[int]:
        """What is not excused in those months, oldest first."""
        return [fact.value for fact in self.facts(indicator, subject_id, months) if fact.value is not None]

    def counting(self, indicator: Indicator, subject_id: int, months: Iterable[int]) -> list[int]:
        """What a rule with points counts of it: what failed counts only where the rule binds, what is done anywhere.

        A deduction counts nothing at all outside the months in which it binds.
        """
        return [
            value
            for month in months
            for value in self.values(indicator, subject_id, [month])
            if self.binds(indicator, subject_id, month) or (value > 0 and indicator.kind != "deduction")
        ]

    # Points

    def points(self) -> list[Row]:
        rows: list[Row] = []
        for subject, subject_id in self.subjects():
            for indicator in self.scheme.indicators:
                if indicator.subject != subject or indicator.kind == "flag":
                    continue
                for period in periods_until(self.month, indicator.period):
                    if self.has_in(indicator, subject_id, period):
                        rows += self.points_of_period(indicator, period, subject_id)
        return rows

    def points_of_period(self, indicator: Indicator, period: Period, subject_id: int) -> list[Row]:
        """The one row, or none."""
        values = self.counting(indicator, subject_id, range(period.first, period.until(self.month) + 1))
        measured = _measured(indicator.measure, values)
        scored = self.scored(indicator, period, subject_id, measured)
        if scored is None:
            return []
        earned, attainable = scored
        if earned == 0 and attainable == 0 and (indicator.kind != "base" or not values):
            return []
        value = None if measured is None else _rounded(measured)
        return [(indicator.subject, subject_id, indicator.code, period.name, len(values), value, earned, attainable)]

    def scored(
        self, indicator: Indicator, period: Period, subject_id: int, measured: Fraction | None
    ) -> tuple[int, int] | None:
        """Earned and attainable, None where the indicator is left out."""
        if indicator.kind == "base":
            asked = self.asked(indicator, period, subject_id)
            return _not_done(indicator, asked) if measured is None else _done(indicator, asked, measured)
        if measured is None:
            return None
        return (_bonus(indicator, measured), 0) if indicator.kind == "bonus" else (-_deduction(indicator, measured), 0)

    def asked(self, indicator: Indicator, period: Period, subject_id: int) -> _Asked:
        """What the rule asks of the subject in the period, by its months."""
        last = period.until(self.month)
        had = [month for month in range(period.first, last + 1) if self.has(indicator, subject_id, month)]
        voluntary = sum(1 for month in had if self.voluntary(indicator, subject_id, month))
        excused = sum(1 for month in had if self.excused(indicator, subject_id, month))
        binding, having = len(had) - voluntary - excused, len(had)
        if indicator.missing == "full":
            having = period.months
        if indicator.due == "close" and last in had:
            ahead = period.last - last
            having = min(period.months, having + ahead)
            binding += 0 if self.voluntary(indicator, subject_id, last) else ahead
        excused_duty = any(self.has_excuse(indicator, subject_id, month) for month in had)
        return _Asked(binding, having, excused, period.months, period.closed(self.month), excused_duty)

    # Total

    def sums(self, subject: str, subject_id: int, points: list[Row]) -> tuple[int, int, int, int]:
        """E, A, B and D of the contract."""
        sums = {"base": 0, "bonus": 0, "deduction": 0}
        attainable = 0
        for indicator in self.scheme.indicators:
            rows = [row for row in points if row[:3] == (subject, subject_id, indicator.code)]
            if rows:
                sums[indicator.kind] += _capped(sum(abs(row[6]) for row in rows), indicator.yearly_cap)
                attainable += _capped(sum(row[7] for row in rows), indicator.yearly_cap)
        bonus = min(self.scheme.member.bonus_cap, sums["bonus"])
        deduction = min(self.scheme.member.deduction_cap, sums["deduction"])
        return sums["base"], attainable, bonus, deduction

    def totals(self, points: list[Row]) -> list[Row]:
        rows: list[Row] = []
        least = _rounded(Fraction(self.scheme.member.min_attainable * month_of_year(self.month), 12))
        for member_id, (unit_id, classes) in self.organization.members[self.month].items():
            sums = self.sums("member", member_id, points)
            total = _total(*sums) if sums[1] >= least else None
            rows.append((member_id, unit_id, self.peer_group(classes), *sums, total, self.band(total)))
        return rows

    def peer_group(self, classes: Iterable[str]) -> str:
        for group in self.scheme.member.peer_groups[:-1]:
            if group.any_of is None or set(classes) & set(group.any_of):
                return group.name
        return self.scheme.member.peer_groups[-1].name

    def band(self, total: int | None) -> str | None:
        bands = sorted((Fraction(band.at_least, 10), band.name) for band in self.scheme.member.bands)
        reached = [name for at_least, name in bands if total is not None and at_least <= total]
        return reached[-1] if reached else None

    # Rank

    def ranks(self, totals: list[Row]) -> list[Row]:
        rows: list[Row] = []
        rated = [(row[0], row[2], row[7], self.organization.chain(row[1])) for row in totals if row[7] is not None]
        for member_id, group, total, chain in rated:
            for scope in chain:
                peers = [its for _, its_group, its, its_chain in rated if its_group == group and scope in its_chain]
                if len(peers) >= self.scheme.member.min_peers:
                    rows.append((member_id, scope, *_place(total, peers)))
        return rows

    # Flags

    def flags(self) -> list[Row]:
        rows: list[Row] = []
        for subject, subject_id in self.subjects():
            for indicator in self.scheme.indicators:
                if indicator.subject != subject or indicator.kind != "flag":
                    continue
                if not self.has(indicator, subject_id, self.month) or self.voluntary(indicator, subject_id, self.month):
                    continue
                look = self.streak_flag if indicator.measure == "streak" else self.measure_flag
                rows += [(subject, subject_id, indicator.code, *seen) for seen in look(indicator, subject_id)]
        return rows

    def streak_flag(self, indicator: Indicator, subject_id: int) -> list[tuple[int, str]]:
        streak = 0
        for month in range(self.month, self.month - 12, -1):
            if not self.binds(indicator, subject_id, month):
                continue
            values = self.values(indicator, subject_id, [month])
            if values and max(values) > 0:
                break
            if values:
                streak += 1
        if indicator.target is not None and 1000 * streak >= indicator.target:
            return [(1000 * streak, "raised")]
        if indicator.warn_at and streak >= min(indicator.warn_at):
            return [(1000 * streak, "warned")]
        return []

    def measure_flag(self, indicator: Indicator, subject_id: int) -> list[tuple[int, str]]:
        period = period_holding(self.month, indicator.period)
        values = self.values(indicator, subject_id, range(period.first, self.month + 1))
        measured = _measured(indicator.measure, values)
        if measured is not None and measured > 0 and measured >= (indicator.target or 0):
            return [(_rounded(measured), "raised")]
        return []

    # Units

    def unit_totals(self, points: list[Row], totals: list[Row]) -> list[Row]:
        below: dict[int, list[int]] = {unit.unit_id: [] for unit in self.organization.units}
        for row in totals:
            for scope in self.organization.chain(row[1]):
                if row[7] is not None:
                    below[scope].append(row[7])
        rows: list[Row] = []
        for unit in self.organization.units:
            totals_of_all_alike = [total for other in self.alike(unit) for total in below[other.unit_id]]
            part = self.members_part(below[unit.unit_id], totals_of_all_alike)
            own = _total(*self.sums("unit", unit.unit_id, points))
            rows.append((unit.unit_id, len(below[unit.unit_id]), part, own, self.unit_total(part, own)))
        return rows

    def alike(self, unit: UnitRow) -> list[UnitRow]:
        """The units of the same level and type, itself among them."""
        return [other for other in self.organization.units if (other.level, other.type) == (unit.level, unit.type)]

    def members_part(self, totals: list[int], totals_of_all_alike: list[int]) -> int | None:
        if len(totals) < self.scheme.unit.min_members:
            return None
        mean = _rounded(Fraction(sum(totals_of_all_alike), len(totals_of_all_alike)))
        shrink = self.scheme.unit.shrink
        return _rounded(Fraction(sum(totals) + shrink * mean, len(totals) + shrink))

    def unit_total(self, part: int | None, own: int | None) -> int | None:
        if part is None or own is None:
            return own if part is None else part
        weight = self.scheme.unit.members_weight
        return _rounded(Fraction(weight * part + (100 - weight) * own, 100))

    def unit_ranks(self, unit_totals: list[Row]) -> list[Row]:
        rows: list[Row] = []
        total_of = {row[0]: row[4] for row in unit_totals if row[4] is not None}
        for unit in self.organization.units:
            if unit.unit_id not in total_of:
                continue
            for scope in self.organization.chain(unit.unit_id)[1:]:
                rivals = [
                    total_of[other.unit_id]
                    for other in self.alike(unit)
                    if other.unit_id in total_of and scope in self.organization.chain(other.unit_id)
                ]
                rows.append((unit.unit_id, scope, *_place(total_of[unit.unit_id], rivals)))
        return rows
