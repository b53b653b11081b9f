"""Excused facts: the months of which cells they take from what is owed."""

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import bit_or, whole
from goodstanding.engine.rate.tally import fed


def excuses(facts: ir.Table, feeds: ir.Table) -> ir.Table:
    """By subject and cell, the months with an excused fact (touched), and those of them in which no fact falls short
    (excused), as bits.

    facts: the delicate ones. feeds: of all cells; those whose full_from is 0 owe no months and are left out.
    """
    found = fed(facts, feeds.filter(feeds.full_from > 0))
    without = found.filter(found.value.isnull()).select("subject_id", "cell", "bit").distinct()
    short = found.filter(found.value < found.full_from).select(subject="subject_id", number="cell", month="bit")
    same = [without.subject_id == short.subject, without.cell == short.number, without.bit == short.month]
    marked = without.left_join(short.distinct(), same)
    return marked.group_by(excused_subject="subject_id", excused_cell="cell").agg(
        touched=bit_or(marked.bit), excused=bit_or(ibis.ifelse(marked.month.isnull(), marked.bit, whole(0)))
    )


def with_excuses(rows: ir.Table, found: ir.Table) -> ir.Table:
    """Adds touched and excused, 0 where there is no excused fact."""
    joined = rows.left_join(found, [rows.subject_id == found.excused_subject, rows.cell == found.excused_cell])
    return joined.mutate(touched=joined.touched.fill_null(0), excused=joined.excused.fill_null(0)).drop(
        "excused_subject", "excused_cell"
    )
