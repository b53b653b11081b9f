"""Explains one member's or one unit's line in a published run, from the run's points and the facts in the lake.

Before anything is shown, the subject alone is rated again: a lake that has changed since cannot explain the run.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from goodstanding.engine.backend import Backend
from goodstanding.engine.cases.in_memory import Rows, rate_in_memory
from goodstanding.engine.explain import lines as explanation_lines
from goodstanding.engine.explain.explanation import (
    ExplainedMonth,
    Explanation,
    MembersPart,
    Published,
    Rank,
    Sums,
    UnitNode,
    adds_up,
)
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.explain.lines import Evidence, Point
from goodstanding.engine.period import first_of_year, month_of_year, month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.rate import rank, unit_total
from goodstanding.engine.scheme.scheme import Scheme, Subject
from goodstanding.engine.tables import OUTPUTS, Inputs
from goodstanding.lake import read, run_account
from goodstanding.lake.layout import Lake

#: A member or a unit with its number.
Who = tuple[Subject, int]


@dataclass(frozen=True)
class ExplainedSubject:
    """An explanation with the scheme that its codes and words come from."""

    explanation: Explanation
    scheme: Scheme


@dataclass(frozen=True)
class _Subject:
    """Whom to explain, and where everything about it is. `inputs` holds nothing else but the units above."""

    kind: Subject
    id: int
    month: int
    scheme: Scheme
    lake: Lake
    folder: Path
    backend: Backend
    inputs: Inputs
    chain: Sequence[UnitNode]

    def published(self, table: str, key: str) -> list[tuple[Any, ...]]:
        """The subject's rows in one table of the run, in order."""
        rows = read.run_table(self.backend, self.folder, table)
        return sorted(self.backend.rows(_about(rows, self.kind, self.id, key)))


def explain(lake: Lake, scheme: str, month: int, who: Who, *, backend: Backend) -> ExplainedSubject:
    """Why a member or a unit has its line in the run of a scheme (by name) and month.

    Raises InputError where there is no such run or no such line in it, and where the lake is no longer what the run was
    made from.
    """
    subject, subject_id = who
    folder = read.run_folder(lake, month, scheme)
    rules = run_account.run_scheme(folder)
    with backend.scope():
        unit_id = _unit_of(backend, folder, subject, subject_id, month)
        everything = read.inputs(backend, lake, rules, month)
        chain = _chain(backend, everything.units, unit_id)
        inputs = _only(backend, everything, subject, subject_id, chain)
        rated_subject = _Subject(subject, subject_id, month, rules, lake, folder, backend, inputs, chain)
        _refuse_changed(rated_subject)
        explanation = _explanation(rated_subject, everything)
    if not adds_up(explanation):
        raise InputError(_changed(rated_subject))
    return ExplainedSubject(explanation, rules)


def _unit_of(backend: Backend, folder: Path, subject: Subject, subject_id: int, month: int) -> int:
    """The unit a subject stands in: a unit stands in itself."""
    name, key = ("totals", "member_id") if subject == "member" else ("unit_totals", "unit_id")
    table = read.run_table(backend, folder, name)
    rows = backend.rows(table.filter(table[key] == subject_id).select("unit_id"))
    if rows:
        return int(rows[0][0])
    if subject == "unit":
        raise InputError(
            f"There is no unit {subject_id} in the run of {month_text(month)}; look its number up in units.parquet."
        )
    raise InputError(
        f"Member {subject_id} was not a member at the end of {month_text(month)}, so that month's run has no line to "
        "explain; check the number or take another month."
    )


def _chain(backend: Backend, units: ir.Table, unit_id: int) -> list[UnitNode]:
    """The unit and each one above it, up to the root."""
    chain: list[UnitNode] = []
    above_id: int | None = unit_id
    while above_id is not None and len(chain) < 100:
        found = backend.rows(
            units.filter(units.unit_id == above_id).select("unit_id", "name", "level", "type", "parent_id")
        )
        if not found:
            break
        chain.append(UnitNode(*found[0][:4]))
        above_id = found[0][4]
    return chain


def _about(table: ir.Table, subject: Subject, subject_id: int, key: str) -> ir.Table:
    mine = table.filter(table[key] == subject_id)
    return mine.filter(mine.subject == subject) if "subject" in table.columns else mine


def _only(backend: Backend, everything: Inputs, subject: Subject, subject_id: int, chain: Sequence[UnitNode]) -> Inputs:
    """The lake with this subject alone in it: small tables, read once."""
    # A unit is looked at without its members: their part comes from the run's totals.
    wanted = [subject_id] if subject == "member" else []
    members = {
        month: backend.keep(table.filter(table.member_id.isin(wanted))) for month, table in everything.members.items()
    }
    facts = {
        month: backend.keep(_about(table, subject, subject_id, "subject_id"))
        for month, table in everything.facts.items()
    }
    units = everything.units
    above = units.filter(units.unit_id.isin([node.unit_id for node in chain]))
    return Inputs(backend.keep(above), members, facts)


def _changed(rated_subject: _Subject) -> str:
    return (
        f"The lake no longer matches the run of {rated_subject.scheme.name} for {month_text(rated_subject.month)}: "
        f"what it now says about {rated_subject.kind} {rated_subject.id} gives other points than were published. "
        "Rate the month again, then ask again."
    )


def _refuse_changed(rated_subject: _Subject) -> None:
    """Rates the subject alone and compares every row about it."""
    again = rate_in_memory(rated_subject.backend, rated_subject.inputs, rated_subject.scheme, rated_subject.month)
    tables = {"points": "subject_id", "flags": "subject_id"}
    if rated_subject.kind == "member":
        tables["totals"] = "member_id"
    for name, key in tables.items():
        if rated_subject.published(name, key) != _mine(again, name, rated_subject):
            raise InputError(_changed(rated_subject))


def _mine(tables: Rows, name: str, rated_subject: _Subject) -> list[tuple[Any, ...]]:
    if name == "totals":
        return tables[name]
    return sorted(row for row in tables[name] if row[:2] == (rated_subject.kind, rated_subject.id))


def _explanation(rated_subject: _Subject, everything: Inputs) -> Explanation:
    history = _history(rated_subject)
    evidence = _evidence(rated_subject, history)
    parts, flags = explanation_lines.categories(evidence), explanation_lines.flag_parts(evidence)
    member = rated_subject.kind == "member"
    return Explanation(
        subject=rated_subject.kind,
        subject_id=rated_subject.id,
        month=rated_subject.month,
        scheme=rated_subject.scheme.name,
        units=tuple(rated_subject.chain),
        history=tuple(each for each in history if each.month >= first_of_year(rated_subject.month)),
        tags=evidence.tags[rated_subject.month] or frozenset(),
        categories=parts,
        adjustments=explanation_lines.caps_on_all(parts, rated_subject.scheme.member),
        least_attainable=_least(rated_subject) if member else 0,
        members=None if member else _members_part(rated_subject, everything),
        published=_published_member(rated_subject) if member else _published_unit(rated_subject),
        ranks=_ranks(rated_subject),
        flags=flags,
        away=tuple(indicator.code for indicator in evidence.away),
        idle=explanation_lines.idle_facts(evidence, parts, flags),
    )


def _least(rated_subject: _Subject) -> int:
    """What must be at stake by that month to be rated."""
    return (2 * rated_subject.scheme.member.min_attainable * month_of_year(rated_subject.month) + 12) // 24


def _history(rated_subject: _Subject) -> tuple[ExplainedMonth, ...]:
    """A member's months that the run looked at; a unit has none, it is the same in every month."""
    if rated_subject.kind == "unit":
        return ()
    lived: list[ExplainedMonth] = []
    for month in read.months_needed(rated_subject.scheme, rated_subject.month):
        rows = (
            rated_subject.backend.rows(rated_subject.inputs.members[month].select("unit_id", "classes"))
            if month in rated_subject.inputs.members
            else []
        )
        explained_month = (
            ExplainedMonth(month, rows[0][0], tuple(rows[0][1] or ()), False)
            if rows
            else ExplainedMonth(month, None, (), False)
        )
        before = lived[-1] if lived and month != first_of_year(rated_subject.month) else explained_month
        lived.append(
            replace(
                explained_month,
                changed=(before.unit_id, set(before.classes))
                != (explained_month.unit_id, set(explained_month.classes)),
            )
        )
    return tuple(lived)


def _evidence(rated_subject: _Subject, history: Sequence[ExplainedMonth]) -> Evidence:
    own = (
        frozenset({rated_subject.chain[0].type, rated_subject.chain[0].level}) if rated_subject.kind == "unit" else None
    )
    months = read.months_needed(rated_subject.scheme, rated_subject.month)
    return Evidence(
        scheme=rated_subject.scheme,
        subject=rated_subject.kind,
        month=rated_subject.month,
        tags=_lived(history) if own is None else dict.fromkeys(months, own),
        facts=_facts(rated_subject),
        points={(row[2], row[3]): Point(*row[4:]) for row in rated_subject.published("points", "subject_id")},
        flags={row[2]: (row[3], row[4]) for row in rated_subject.published("flags", "subject_id")},
    )


def _lived(history: Sequence[ExplainedMonth]) -> dict[int, frozenset[str] | None]:
    return {each.month: None if each.unit_id is None else frozenset(each.classes) for each in history}


def _facts(rated_subject: _Subject) -> list[SubjectFact]:
    columns = ["fact_id", "kind", "value", "occurred_on"]
    rows = [
        row
        for table in rated_subject.inputs.facts.values()
        for row in rated_subject.backend.rows(table.select(*columns))
    ]
    return sorted((SubjectFact(*row) for row in rows), key=lambda fact: (fact.occurred_on, fact.fact_id))


def _named(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(OUTPUTS[table].columns, row, strict=True))


def _published_member(rated_subject: _Subject) -> Published:
    row = _named("totals", rated_subject.published("totals", "member_id")[0])
    sums = Sums(row["earned"], row["attainable"], row["bonus"], row["deduction"])
    return Published(sums, None, row["total"], row["band"], row["peer_group"])


def _published_unit(rated_subject: _Subject) -> Published:
    row = _named("unit_totals", rated_subject.published("unit_totals", "unit_id")[0])
    return Published(None, row["own"], row["total"], None, None)


def _ranks(rated_subject: _Subject) -> tuple[Rank, ...]:
    """From the nearest unit up."""
    name, key = ("ranks", "member_id") if rated_subject.kind == "member" else ("unit_ranks", "unit_id")
    ranks = {scope: (rank_number, of) for _, scope, rank_number, of in rated_subject.published(name, key)}
    return tuple(
        Rank(node.unit_id, node.name, *ranks[node.unit_id]) for node in rated_subject.chain if node.unit_id in ranks
    )


def _members_part(rated_subject: _Subject, everything: Inputs) -> MembersPart:
    """The members' part of a unit, from the run's totals."""
    totals = read.run_table(rated_subject.backend, rated_subject.folder, "totals")
    ancestors = rated_subject.backend.keep(rank.ancestry(rated_subject.backend, everything.units))
    sums = unit_total.member_sums(totals, ancestors)
    me = rated_subject.chain[0]
    alike = everything.units.filter((everything.units.level == me.level) & (everything.units.type == me.type))
    rows = rated_subject.backend.rows(sums.semi_join(alike, "unit_id").select("unit_id", "n", "sum"))
    mine: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0), {row[0]: (row[1], row[2]) for row in rows})
    rules = rated_subject.scheme.unit
    n, amount = mine[rated_subject.id]
    all_n, all_sum = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return MembersPart(n, amount, all_n, all_sum, rules.shrink, rules.min_members, rules.members_weight)
