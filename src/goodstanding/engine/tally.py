"""Facts, counted once: how many and how much for each subject and cell."""

from collections.abc import Collection

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import narrow, whole
from goodstanding.engine.population import Between, union_all
from goodstanding.engine.tables import Inputs

NO_ROWS = {"subject_id": "int64", "cell": "int64", "amount": "int64"}


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


def plain(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """Each fact in each cell that it feeds: subject_id, cell, amount in thousandths (null when excused)."""
    fed = _fed(facts, feeds)
    counted = ibis.cases((fed.value > 0, whole(1000)), (fed.value == 0, whole(0)), else_=ibis.null("int64"))
    return fed.select("subject_id", "cell", amount=ibis.ifelse(fed.measure == rulebook.COUNTED, counted, fed.value))


def latest(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """The same for cells whose latest fact is what counts: only that one carries an amount, the others carry 0."""
    fed = _fed(facts, feeds)
    real = fed.filter(fed.value.notnull())
    newest_first = ibis.window(
        group_by=[real.subject_id, real.cell], order_by=[real.occurred_on.desc(), real.fact_id.desc()]
    )
    placed = real.mutate(place=ibis.row_number().over(newest_first))
    return placed.select("subject_id", "cell", amount=ibis.ifelse(placed.place == 0, placed.value, whole(0)))


def _fed(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    return facts.join(feeds, [facts.kind == feeds.fact_kind, facts.fact_month == feeds.fact_month])


def tally(rows: ir.Table) -> ir.Table:
    """Sums each subject's rows in each cell: subject_id, cell, n, total, largest.

    A row without an amount does not count; it only makes the cell stand.
    """
    return rows.group_by("subject_id", "cell").agg(
        n=rows.amount.count().cast("int64"),
        total=narrow(rows.amount.sum().fill_null(0)),
        largest=rows.amount.max().fill_null(0),
    )
