"""Units: their own indicators, their members' part shrunk towards their like, and the total of both."""

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow, rdiv, whole
from goodstanding.engine.rate.total import total_of
from goodstanding.engine.scheme.scheme import UnitRules


def member_sums(totals: ir.Table, ancestors: ir.Table) -> ir.Table:
    """How many rated members each subtree has and the sum of their totals: unit_id, n, sum."""
    rated = totals.filter(totals.total.notnull())
    direct = rated.group_by("unit_id").agg(members=rated.count().cast("int64"), amount=narrow(rated.total.sum()))
    spread = direct.join(ancestors, "unit_id").select(unit_id="scope_id", members="members", amount="amount")
    return spread.group_by("unit_id").agg(n=narrow(spread.members.sum()), sum=narrow(spread.amount.sum()))


def own_totals(summed: ir.Table) -> ir.Table:
    """The units' own totals from their sums, as for members but without a least attainable: unit_id, own."""
    scored = summed.filter(summed.attainable > 0)
    return scored.select(unit_id="subject_id", own=total_of(scored))


def unit_totals(units: ir.Table, sums: ir.Table, own: ir.Table, rules: UnitRules) -> ir.Table:
    """Every unit's line: unit_id, level, type, n, members_part, own, total."""
    rows = units.select("unit_id", "level", "type").left_join(sums, "unit_id").drop("unit_id_right")
    rows = rows.left_join(own, "unit_id").drop("unit_id_right")
    rows = rows.mutate(n=rows.n.fill_null(0), sum=rows["sum"].fill_null(0))
    like = ibis.window(group_by=[rows.level, rows.type])
    rows = rows.mutate(all_n=narrow(rows.n.sum().over(like)), all_sum=narrow(rows["sum"].sum().over(like)))
    enough = (rows.n >= rules.min_members) & (rows.all_n > 0)
    mean = rdiv(rows.all_sum, ibis.greatest(rows.all_n, whole(1)))
    part = rdiv(rows["sum"] + rules.shrink * mean, ibis.greatest(rows.n + rules.shrink, whole(1)))
    rows = rows.mutate(members_part=ibis.ifelse(enough, part, ibis.null("int64")))
    weight = whole(rules.members_weight)
    both = rdiv(weight * rows.members_part + (100 - rules.members_weight) * rows.own, whole(100))
    total = both.coalesce(rows.members_part, rows.own)
    return rows.select("unit_id", "level", "type", "n", "members_part", "own", total=total)
