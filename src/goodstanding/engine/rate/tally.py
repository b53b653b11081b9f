"""Facts, counted once: how many and how much for each subject and cell."""

from collections.abc import Collection

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow, whole
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.rate.bound_months import with_standing
from goodstanding.engine.rate.population import Between, Population, union_all
from goodstanding.engine.tables import Inputs

FACTS = {
    **{"subject_id": "int64", "kind": "string", "value": "int64", "occurred_on": "date"},
    **{"fact_id": "int64", "fact_month": "int64"},
}
ROWS = dict.fromkeys(["subject_id", "cell", "amount"], "int64")


def facts_of(
    inputs: Inputs, subject: str, first: int, last: int, only: Between, kinds: Collection[str] | None = None
) -> ir.Table | None:
    """The facts about members or units from one month to another: subject_id, kind, fact_month, value and what orders
    them. kinds: only these, which pays where they are few; what feeds nothing falls away later anyway."""
    parts = [
        only(_of_kinds(facts.filter(facts.subject == subject), kinds), "subject_id").select(
            "subject_id", "kind", "value", "occurred_on", "fact_id", fact_month=whole(month)
        )
        for month, facts in sorted(inputs.facts.items())
        if first <= month <= last
    ]
    return union_all(parts) if parts and kinds != set() else None


def _of_kinds(facts: ir.Table, kinds: Collection[str] | None) -> ir.Table:
    return facts if kinds is None else facts.filter(facts.kind.isin(sorted(kinds)))


def delicate(facts: ir.Table, kinds: ir.Table) -> ir.Table:
    """The facts for which it matters what the rule was to the subject in their month - excused ones, those that fall
    short and those that a deduction takes away; most facts count whatever the month was.

    kinds: see rulebook.delicate_rows.
    """
    known = facts.join(kinds, facts.kind == kinds.fact_kind)
    wanted = known.filter(known.value.isnull() | (known.value < known.below))
    return wanted.select("subject_id", "kind", "fact_month", "value")


def fed(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """Each fact with each cell that it feeds."""
    return facts.join(feeds, [facts.kind == feeds.fact_kind, facts.fact_month == feeds.fact_month])


def counting(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """The facts above 0 of base, bonus and flag, and what flags count besides, in each cell: ROWS."""
    found = fed(facts.filter(facts.value.notnull()), feeds.filter(feeds.dropped != rule_cells.ALL))
    return _rows(found.filter((found.value > 0) | (found.dropped == rule_cells.NOTHING)))


def counting_where_bound(facts: ir.Table, feeds: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """The other delicate facts, from months in which the rule bound the subject: ROWS."""
    found = fed(facts.filter(facts.value.notnull()), feeds.filter(feeds.dropped != rule_cells.NOTHING))
    found = found.filter((found.dropped == rule_cells.ALL) | (found.value <= 0))
    placed = with_standing(found, population, standings)
    return _rows(placed.filter((placed.bound & placed.bit) > 0))


def latest(facts: ir.Table, feeds: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """The same for cells whose latest fact is what counts: only that one carries an amount, the others carry 0."""
    real = with_standing(fed(facts.filter(facts.value.notnull()), feeds), population, standings)
    left_out = (real.dropped == rule_cells.ALL) | ((real.dropped == rule_cells.ZEROS) & (real.value <= 0))
    real = real.filter(~left_out | ((real.bound & real.bit) > 0))
    newest_first = ibis.window(
        group_by=[real.subject_id, real.cell], order_by=[real.occurred_on.desc(), real.fact_id.desc()]
    )
    placed = real.mutate(turn=ibis.row_number().over(newest_first))
    return placed.select("subject_id", "cell", amount=ibis.ifelse(placed.turn == 0, placed.value, whole(0)))


def _rows(found: ir.Table) -> ir.Table:
    counted = ibis.ifelse(found.value > 0, whole(1000), whole(0))
    return found.select(
        "subject_id", "cell", amount=ibis.ifelse(found.measure == rule_cells.COUNTED, counted, found.value)
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
