"""From points to sums, totals, peer groups and bands."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow, quotient, rdiv, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import month_of_year
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.rate.population import Population, union_all
from goodstanding.engine.scheme.scheme import MemberRules, Scheme

SUMS = ["earned", "attainable", "bonus", "deduction"]


def sums(points: ir.Table, yearly_caps: Mapping[int, int], rules: MemberRules) -> ir.Table:
    """Each subject's earned, attainable, bonus and deduction in thousandths, all caps applied."""
    scored = points.filter(points.kind != rule_cells.FLAGGED)
    bounded = _bounded(scored, yearly_caps)
    summed = bounded.group_by("subject_id").agg(
        earned=_sum_of(bounded.earned, bounded.kind == rule_cells.BASE),
        attainable=_sum_of(bounded.attainable, bounded.kind == rule_cells.BASE),
        bonus=_sum_of(bounded.earned, bounded.kind == rule_cells.BONUS),
        deduction=_sum_of(bounded.earned * -1, bounded.kind == rule_cells.DEDUCTION),
    )
    return summed.mutate(
        bonus=ibis.least(summed.bonus, whole(rules.bonus_cap)),
        deduction=ibis.least(summed.deduction, whole(rules.deduction_cap)),
    )


def _sum_of(amount: ir.IntegerColumn, where: ir.BooleanColumn) -> ir.IntegerScalar:
    return narrow(amount.sum(where=where).fill_null(0))


def _bounded(points: ir.Table, yearly_caps: Mapping[int, int]) -> ir.Table:
    """The points, with those of an indicator whose yearly cap can be reached drawn together under the cap."""
    columns = ["subject_id", "kind", "earned", "attainable"]
    if not yearly_caps:
        return points.select(*columns)
    points = points.mutate(place=quotient(points.cell, whole(12)))
    capped = points.filter(points.place.isin(list(yearly_caps)))
    yearly = capped.group_by("subject_id", "place", "kind").agg(
        earned=narrow(capped.earned.sum()), attainable=narrow(capped.attainable.sum())
    )
    cap = ibis.cases(*[(yearly.place == place, whole(limit)) for place, limit in yearly_caps.items()], else_=whole(0))
    yearly = yearly.mutate(
        earned=ibis.greatest(ibis.least(yearly.earned, cap), cap * -1), attainable=ibis.least(yearly.attainable, cap)
    )
    free = points.filter(points.place.notin(list(yearly_caps)))
    return union_all([free.select(*columns), yearly.select(*columns)])


def total_of(rows: ir.Table) -> ir.IntegerValue:
    """The total in hundredths; only where attainable is above 0."""
    share = rdiv(10_000 * rows.earned, ibis.greatest(rows.attainable, whole(1)))
    moved = share + rdiv(rows.bonus, whole(10)) - rdiv(rows.deduction, whole(10))
    return ibis.least(whole(12_000), ibis.greatest(whole(0), moved))


def totals(groups: ir.Table, summed: ir.Table, population: Population, scheme: Scheme) -> ir.Table:
    """Every member's line: subject_id, unit_id, group (place in peer_groups), the sums, total (hundredths, null: not
    rated)."""
    people = population.subjects.select("subject_id", "unit_id", "profile").join(groups, "profile")
    rows = people.left_join(summed, "subject_id")
    rows = rows.mutate(**{name: rows[name].fill_null(0) for name in SUMS})
    least = _least_attainable(scheme.member, population.month)
    rated = (rows.attainable > 0) & (rows.attainable >= least)
    rows = rows.mutate(total=ibis.ifelse(rated, total_of(rows), ibis.null("int64")))
    return rows.select("subject_id", "unit_id", "group", *SUMS, "total")


def _least_attainable(rules: MemberRules, month: int) -> int:
    return (2 * rules.min_attainable * month_of_year(month) + 12) // 24


def peer_groups(backend: Backend, scheme: Scheme, tags: Sequence[frozenset[str]]) -> ir.Table:
    """The place of each profile's peer group in the scheme: profile, group."""
    names = [group.name for group in scheme.member.peer_groups]
    rows: list[dict[str, object]] = [
        {"profile": number, "group": names.index(scheme.peer_group(classes))}
        for number, classes in enumerate(tags, start=1)
    ]
    return backend.table(rows, {"profile": "int64", "group": "int64"})
