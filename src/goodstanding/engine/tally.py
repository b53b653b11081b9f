"""Facts, counted once: how many and how much for each subject and cell."""

from collections.abc import Collection, Sequence

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import narrow, whole
from goodstanding.engine.population import Between, Population, union_all
from goodstanding.engine.rulebook import Cell
from goodstanding.engine.standing import with_standing
from goodstanding.engine.tables import Inputs

FACTS = {
    **{"subject_id": "int64", "kind": "string", "value": "int64", "occurred_on": "date"},
    **{"fact_id": "int64", "fact_month": "int64"},
}
ROWS = dict.fromkeys(["subject_id", "cell", "amount"], "int64")


def facts_of(
    inputs: Inputs, subject: str, first: int, last: int, only: Between, kinds: Collection[str]
) -> ir.Table | None:
    """The facts about members or units from one month to another: subject_id, kind, fact_month, value and what orders
    them."""
    parts = [
        only(facts.filter((facts.subject == subject) & facts.kind.isin(sorted(kinds))), "subject_id").select(
            "subject_id", "kind", "value", "occurred_on", "fact_id", fact_month=whole(month)
        )
        for month, facts in sorted(inputs.facts.items())
        if first <= month <= last
    ]
    return union_all(parts) if parts and kinds else None


def delicate(facts: ir.Table, cells: Sequence[Cell]) -> ir.Table:
    """The facts for which it matters what the rule was to the subject in their month - excused ones, those that fall
    short and those that a deduction takes away; most facts count whatever the month was."""
    wanted = facts.value.isnull() | (facts.value <= 0) | facts.kind.isin(sorted(_taken_away(cells)))
    for full_from, kinds in _short_below(cells).items():
        wanted |= facts.kind.isin(sorted(kinds)) & (facts.value < full_from)
    return facts.filter(wanted).select("subject_id", "kind", "fact_month", "value")


def _taken_away(cells: Sequence[Cell]) -> set[str]:
    return {kind for cell in cells if cell.indicator.kind == "deduction" for kind in cell.indicator.facts}


def _short_below(cells: Sequence[Cell]) -> dict[int, set[str]]:
    """The kinds by the value below which one of their facts can fall short."""
    kinds: dict[int, set[str]] = {}
    for cell in cells:
        if cell.in_months and cell.full_from > 1:
            kinds.setdefault(cell.full_from, set()).update(cell.indicator.facts)
    return kinds


def fed(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """Each fact with each cell that it feeds."""
    return facts.join(feeds, [facts.kind == feeds.fact_kind, facts.fact_month == feeds.fact_month])


def counting(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """The facts above 0 of base, bonus and flag, and what flags count besides, in each cell: ROWS."""
    found = fed(facts.filter(facts.value.notnull()), feeds.filter(feeds.dropped != rulebook.ALL))
    return _rows(found.filter((found.value > 0) | (found.dropped == rulebook.NOTHING)))


def counting_where_bound(facts: ir.Table, feeds: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """The other delicate facts, from months in which the rule bound the subject: ROWS."""
    found = fed(facts.filter(facts.value.notnull()), feeds.filter(feeds.dropped != rulebook.NOTHING))
    found = found.filter((found.dropped == rulebook.ALL) | (found.value <= 0))
    placed = with_standing(found, population, standings)
    return _rows(placed.filter((placed.bound & placed.bit) > 0))


def latest(facts: ir.Table, feeds: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """The same for cells whose latest fact is what counts: only that one carries an amount, the others carry 0."""
    real = with_standing(fed(facts.filter(facts.value.notnull()), feeds), population, standings)
    left_out = (real.dropped == rulebook.ALL) | ((real.dropped == rulebook.ZEROS) & (real.value <= 0))
    real = real.filter(~left_out | ((real.bound & real.bit) > 0))
    newest_first = ibis.window(
        group_by=[real.subject_id, real.cell], order_by=[real.occurred_on.desc(), real.fact_id.desc()]
    )
    placed = real.mutate(turn=ibis.row_number().over(newest_first))
    return placed.select("subject_id", "cell", amount=ibis.ifelse(placed.turn == 0, placed.value, whole(0)))


def _rows(found: ir.Table) -> ir.Table:
    counted = ibis.ifelse(found.value > 0, whole(1000), whole(0))
    return found.select(
        "subject_id", "cell", amount=ibis.ifelse(found.measure == rulebook.COUNTED, counted, found.value)
    )


def tally(rows: ir.Table) -> ir.Table:
    """Sums each subject's rows in each cell: subject_id, cell, n, total, largest.

    A row without an amount does not count; it only makes the cell stand.
    """
    return rows.group_by("subject_id", "cell").agg(
        n=rows.amount.count().cast("int64"),
        total=narrow(rows.amount.sum().fill_null(0)),
        largest=rows.amount.max().fill_null(0),
    )
