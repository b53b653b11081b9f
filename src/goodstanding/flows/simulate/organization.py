"""Simulates an organization: strand by strand, month by month, into a lake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from goodstanding.engine.period import first_day, last_day, month_of_year
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.simulate import classes
from goodstanding.flows.simulate.chunk import Plan, Strand, strand_of
from goodstanding.flows.simulate.events import Happenings, happenings
from goodstanding.flows.simulate.kinds import Columns, columns, kinds_by_subject
from goodstanding.flows.simulate.membership import roll_of
from goodstanding.flows.simulate.random_streams import Purpose, dice
from goodstanding.flows.simulate.rhythm import the_rhythm
from goodstanding.flows.simulate.tree import grow_tree
from goodstanding.lake.layout import Lake
from goodstanding.lake.writer import FactRows, RawLakeWriter, Vocabulary, new_lake

#: Fact ids of a month start at its number times this; those of facts about units in the upper half.
FACTS_A_MONTH = 1 << 40


@dataclass(frozen=True)
class Simulated:
    """What was written: units, and by month number the members at its end and the facts that occurred in it."""

    units: int
    members: dict[int, int]
    facts: dict[int, int]


def simulate(
    lake: Lake,
    *,
    members: int,
    first: int,
    last: int,
    seed: int,
    scheme: Scheme,
    progress: Callable[[float], None],
) -> Simulated:
    """Writes a lake of a made-up organization with so many members at the end of the first month.

    Months are month numbers, both included. The same arguments give the same bytes. Memory does not grow with the
    members, who are drawn a few hundred branches at a time. `progress` is told the part that is done, 0 to 1, several
    times a second; when it raises, nothing is left behind. Raises ValueError on impossible arguments and NotEmpty on a
    folder that is taken.
    """
    plan = plan_of(members, first, last, seed, scheme)
    vocabulary = Vocabulary(plan.tree.levels, plan.tree.types, tuple(scheme.classes), tuple(scheme.fact_kinds))
    with new_lake(lake, vocabulary) as writer:
        run = _Run(plan, scheme, writer)
        for number in range(plan.strands):
            strand = strand_of(plan, number)
            writer.units(strand.units)
            for month in range(first, last + 1):
                run.month(number, strand, month)
                progress((number + (month - first + 1) / (last - first + 1)) / plan.strands)
    return Simulated(plan.tree.units, run.members, run.facts)


def plan_of(members: int, first: int, last: int, seed: int, scheme: Scheme) -> Plan:
    """The plan of a simulation. Raises ValueError on impossible arguments."""
    if members < 1:
        raise ValueError(f"an organization has at least one member, not {members}")
    if last < first:
        raise ValueError("the last month must not be before the first")
    if seed < 0:
        raise ValueError(f"a seed is 0 or more, not {seed}")
    joiners = round(members * classes.JOINS * (last - first))
    return Plan(grow_tree(members, scheme, seed), members, joiners, first, last, seed)


class _Run:
    """Writes months of strands and counts what was written; the counts also give the next fact its id."""

    def __init__(self, plan: Plan, scheme: Scheme, writer: RawLakeWriter) -> None:
        self._plan, self._writer = plan, writer
        self._classes = tuple(scheme.classes)
        of_members, of_units = kinds_by_subject(scheme)
        rhythm, months = the_rhythm(), range(1, 13)
        self._of_members = [columns(scheme, of_members, rhythm, month) for month in months]
        self._of_units = [columns(scheme, of_units, rhythm.of_units(len(of_units)), month) for month in months]
        every = range(plan.first, plan.last + 1)
        self.members = dict.fromkeys(every, 0)
        self.facts = dict.fromkeys(every, 0)
        self._unit_facts = dict.fromkeys(every, 0)

    def month(self, number: int, strand: Strand, month: int) -> None:
        """The snapshot and the facts of a strand in a month."""
        roll = roll_of(strand.people, month, strand.has_groups)
        self._writer.members(month, strand.members(roll, self._classes))
        self.members[month] += len(roll.rows)
        month_index = month_of_year(month) - 1
        stream = dice(self._plan.seed, Purpose.FACTS, number, month)
        drawn = happenings(self._of_members[month_index], strand.member_subjects(roll), _days(month), stream)
        self._facts_of_members(month, drawn)
        self._facts_of_units(number, strand, month, self._of_units[month_index])

    def _facts_of_members(self, month: int, drawn: Happenings) -> None:
        start = self.facts[month] - self._unit_facts[month]
        self._writer.facts(month, "member", _rows(drawn, month, start))
        self.facts[month] += len(drawn.kind)

    def _facts_of_units(self, number: int, strand: Strand, month: int, kinds: Columns) -> None:
        if len(kinds.code) == 0:
            return
        stream = dice(self._plan.seed, Purpose.UNIT_FACTS, number, month)
        drawn = happenings(kinds, strand.unit_subjects(), _days(month), stream)
        self._writer.facts(month, "unit", _rows(drawn, month, FACTS_A_MONTH // 2 + self._unit_facts[month]))
        self._unit_facts[month] += len(drawn.kind)
        self.facts[month] += len(drawn.kind)


def _days(month: int) -> int:
    return last_day(month).day


def _rows(drawn: Happenings, month: int, start: int) -> FactRows:
    begins = (first_day(month) - date(1970, 1, 1)).days
    return FactRows(
        fact_id=month * FACTS_A_MONTH + start + np.arange(len(drawn.kind)),
        subject_id=drawn.subject_id,
        kind=drawn.kind,
        value=drawn.value,
        excused=drawn.excused,
        occurred_on=drawn.day.astype(np.int32) + begins,
    )
