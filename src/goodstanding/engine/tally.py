"""Facts, counted once: how many and how much for each subject and cell."""

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import narrow, whole
from goodstanding.engine.population import Between, union_all
from goodstanding.engine.tables import Inputs

NO_ROWS = {"subject_id": "int64", "cell": "int64", "hits": "int64", "amount": "int64"}


def facts_of(inputs: Inputs, subject: str, first: int, last: int, only: Between) -> ir.Table | None:
    """The facts about members or units from one month to another: subject_id, kind, fact_month, value and what orders
    them."""
    parts = [
        only(facts.filter(facts.subject == subject), "subject_id").select(
            "subject_id", "kind", "value", "occurred_on", "fact_id", fact_month=whole(month)
        )
        for month, facts in sorted(inputs.facts.items())
        if first <= month <= last
    ]
    return union_all(parts) if parts else None


def happened(facts: ir.Table, feeds: ir.Table, *, with_latest: bool) -> ir.Table:
    """Each fact in each cell that it feeds: subject_id, cell, hits (1, or 0 when excused), amount in thousandths."""
    fed = facts.join(feeds, [facts.kind == feeds.fact_kind, facts.fact_month == feeds.fact_month])
    if not with_latest:
        return _plain(fed)
    latest = fed.filter(fed.measure == rulebook.LATEST)
    return _plain(fed.filter(fed.measure != rulebook.LATEST)).union(_latest(latest), distinct=False)


def _plain(fed: ir.Table) -> ir.Table:
    counted = ibis.cases((fed.value > 0, whole(1000)), else_=whole(0))
    return fed.select(
        "subject_id",
        "cell",
        hits=fed.value.notnull().cast("int64"),
        amount=ibis.ifelse(fed.measure == rulebook.COUNTED, counted, fed.value),
    )


def _latest(fed: ir.Table) -> ir.Table:
    real = fed.filter(fed.value.notnull())
    newest_first = ibis.window(
        group_by=[real.subject_id, real.cell], order_by=[real.occurred_on.desc(), real.fact_id.desc()]
    )
    all_of_cell = ibis.window(group_by=[real.subject_id, real.cell])
    placed = real.mutate(place=ibis.row_number().over(newest_first), hits=real.count().over(all_of_cell))
    first = placed.filter(placed.place == 0)
    return first.select("subject_id", "cell", hits=first.hits.cast("int64"), amount=first.value)


def tally(rows: ir.Table) -> ir.Table:
    """Sums each subject's rows in each cell: subject_id, cell, n, total, largest. A row without hits only makes the
    cell stand."""
    counted = rows.mutate(amount=rows.amount.fill_null(0))
    return counted.group_by("subject_id", "cell").agg(
        n=narrow(counted.hits.sum()),
        total=narrow(counted.amount.sum()),
        largest=counted.amount.max(),
    )
