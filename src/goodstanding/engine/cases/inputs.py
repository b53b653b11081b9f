"""From worked cases to the rows that go into a run; several cases can share one organization without meeting."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goodstanding.engine.backend import Backend
from goodstanding.engine.cases.case import NUMBERS, Case, CaseMember, CaseUnit
from goodstanding.engine.period import month_of, window_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import FACTS, MEMBERS, UNITS, Inputs

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Situation:
    """Rows of the input tables; members and facts by month number."""

    units: Rows = field(default_factory=list)
    members: dict[int, Rows] = field(default_factory=lambda: defaultdict(list))
    facts: dict[int, Rows] = field(default_factory=lambda: defaultdict(list))


def shift_of(position: int) -> int:
    """What is added to every number of the case at that place among the cases of one organization."""
    return position * NUMBERS


def situation(cases: Sequence[Case], scheme: Scheme) -> Situation:
    """The organization in which all these cases live side by side; they share their month."""
    assert len({case.month for case in cases}) == 1, "cases of one organization share their month"
    joined = Situation()
    for position, case in enumerate(cases):
        _add(joined, case, scheme, shift_of(position))
    return joined


def inputs_of(backend: Backend, these: Situation) -> Inputs:
    """The rows as tables of a backend."""
    return Inputs(
        units=backend.table(these.units, UNITS),
        members={month: backend.table(rows, MEMBERS) for month, rows in these.members.items()},
        facts={month: backend.table(rows, FACTS) for month, rows in these.facts.items()},
    )


def _add(joined: Situation, case: Case, scheme: Scheme, shift: int) -> None:
    for unit in case.units or (only_unit(scheme),):
        parent = None if unit.parent is None else unit.parent + shift
        node = {"unit_id": unit.id + shift, "parent_id": parent, "level": unit.level, "type": unit.type}
        joined.units.append({**node, "name": f"unit {unit.id}"})
    for month in window_of(case.month):
        for member in members_in(case, month):
            joined.members[month].append(
                {"member_id": member.id + shift, "unit_id": member.unit + shift, "classes": list(member.classes)}
            )
    for number, (month, row) in enumerate(_facts(case, shift), start=1):
        joined.facts[month].append({"fact_id": number + shift, **row})


def only_unit(scheme: Scheme) -> CaseUnit:
    """The unit of a case that writes none: at the first level, of the type of that name or else of the first type."""
    level = next(iter(scheme.unit_levels), "unit")
    kind = level if level in scheme.unit_types else next(iter(scheme.unit_types), level)
    return CaseUnit(id=1, parent=None, level=level, type=kind)


def members_in(case: Case, month: int) -> list[CaseMember]:
    """Each member's row that holds in a month: the latest that has begun, unless it has ended."""
    begun: dict[int, CaseMember] = {}
    for row in sorted(case.members, key=lambda member: member.from_):
        if row.from_ <= month:
            begun[row.id] = row
    return [row for row in begun.values() if row.until is None or month < row.until]


def _facts(case: Case, shift: int) -> Iterator[tuple[int, dict[str, object]]]:
    for fact in case.facts:
        for day in fact.on:
            yield (
                month_of(day),
                {
                    "subject": fact.subject,
                    "subject_id": fact.subject_id + shift,
                    "kind": fact.kind,
                    "value": fact.value,
                    "occurred_on": day,
                },
            )
