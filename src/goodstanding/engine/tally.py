"""Facts, counted once: how many and how much for each subject and cell."""

from collections.abc import Collection

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import bit_or, narrow, whole
from goodstanding.engine.population import Between, Population, union_all
from goodstanding.engine.tables import Inputs

ROWS = dict.fromkeys(["subject_id", "cell", "amount", "mark"], "int64")


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


def plain(facts: ir.Table, feeds: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """Each fact in each cell that it feeds: ROWS, with the amount in thousandths.

    Most facts count whatever the month was to the subject. Only the others - of value 0, or taken away by a deduction -
    are looked up in the months in which the rule bound it, because that costs a join.
    """
    free = _fed(facts, feeds.filter(feeds.dropped != rulebook.ALL))
    free = free.filter((free.dropped == rulebook.NOTHING) | free.value.isnull() | (free.value > 0))
    suspect = _fed(facts.filter(facts.value == 0), feeds.filter(feeds.dropped == rulebook.ZEROS))
    taken = _fed(facts.filter(facts.value.notnull()), feeds.filter(feeds.dropped == rulebook.ALL))
    careful = _where_bound(union_all([suspect, taken]), population, standings)
    return union_all([_rows(free), _rows(careful)])


def latest(facts: ir.Table, feeds: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """The same for cells whose latest fact is what counts: only that one carries an amount, the others carry 0."""
    fed = _where_it_counts(_fed(facts, feeds), population, standings)
    newest_first = ibis.window(
        group_by=[fed.subject_id, fed.cell],
        order_by=[fed.value.isnull(), fed.occurred_on.desc(), fed.fact_id.desc()],
    )
    placed = fed.mutate(place_in_time=ibis.row_number().over(newest_first))
    amount = ibis.ifelse(placed.place_in_time == 0, placed.value, ibis.ifelse(placed.value.isnull(), None, whole(0)))
    return placed.select("subject_id", "cell", amount=amount, mark=_mark(placed))


def _fed(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    return facts.join(feeds, [facts.kind == feeds.fact_kind, facts.fact_month == feeds.fact_month])


def _where_bound(fed: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """Only the facts of months in which the rule bound the subject."""
    standing = _standing(fed, population, standings)
    return standing.filter((standing.bound & standing.bit) > 0)


def _where_it_counts(fed: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """Without the facts that do not count in months in which the rule did not bind the subject."""
    standing = _standing(fed, population, standings)
    touched = (standing.dropped == rulebook.ALL) | ((standing.dropped == rulebook.ZEROS) & (standing.value == 0))
    return standing.filter(standing.value.isnull() | ~touched | ((standing.bound & standing.bit) > 0))


def _standing(fed: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    tracked = fed.join(population.subjects.select("subject_id", "track"), "subject_id")
    return tracked.join(standings.select("track", "place", "bound"), ["track", "place"])


def _rows(fed: ir.Table) -> ir.Table:
    counted = ibis.cases((fed.value > 0, whole(1000)), (fed.value == 0, whole(0)), else_=ibis.null("int64"))
    amount = ibis.ifelse(fed.measure == rulebook.COUNTED, counted, fed.value)
    return fed.select("subject_id", "cell", amount=amount, mark=_mark(fed))


def _mark(fed: ir.Table) -> ir.IntegerValue:
    """The bit of the month if the fact is excused or falls short."""
    return ibis.cases(
        (fed.value.isnull(), fed.excused_mark), (fed.value < fed.full_from, fed.short_mark), else_=whole(0)
    )


def tally(rows: ir.Table) -> ir.Table:
    """Sums each subject's rows in each cell: subject_id, cell, n, total, largest, marks.

    A row without an amount does not count; it only makes the cell stand, or marks its month.
    """
    return rows.group_by("subject_id", "cell").agg(
        n=rows.amount.count().cast("int64"),
        total=narrow(rows.amount.sum().fill_null(0)),
        largest=rows.amount.max().fill_null(0),
        marks=bit_or(rows.mark),
    )
