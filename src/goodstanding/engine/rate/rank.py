"""Places among peers, by counting: how many have each total in each scope, never by sorting everyone.

A *standing* is one total in one scope and group with the place that everybody with it shares; there are at most
12,001 of them in a scope and group, however many members it has.
"""

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow
from goodstanding.engine.backend import Backend


def ancestry(backend: Backend, units: ir.Table) -> ir.Table:
    """Every unit with itself and each unit above it: unit_id, scope_id, distance (0 for itself)."""
    edges = backend.keep(units.filter(units.parent_id.notnull()).select(child="unit_id", parent="parent_id"))
    step = backend.keep(units.select("unit_id", scope_id="unit_id", distance=ibis.literal(0, "int64")))
    steps = [step]
    while True:
        above = step.join(edges, step.scope_id == edges.child)
        step = backend.keep(above.select("unit_id", scope_id="parent", distance=above.distance + 1))
        ((count,),) = backend.rows(step.count().as_table())
        if not count:
            return ibis.union(*steps, distinct=False) if len(steps) > 1 else steps[0]
        steps.append(step)


def standings(placed: ir.Table, groups: list[str]) -> ir.Table:
    """The places in each scope and group: scope_id, the group columns, total, rank, of.

    placed: scope_id, the group columns, total and `members`, how many have it.
    """
    keys = ["scope_id", *groups]
    counted = placed.group_by(*keys, "total").agg(members=narrow(placed.members.sum()))
    best_first = ibis.window(group_by=keys, order_by=ibis.desc("total"), rows=(None, 0))
    summed = counted.mutate(
        so_far=narrow(counted.members.sum().over(best_first)),
        of=narrow(counted.members.sum().over(ibis.window(group_by=keys))),
    )
    return summed.select(*keys, "total", rank=1 + summed.so_far - summed.members, of="of")


def member_standings(
    backend: Backend, totals: ir.Table, ancestors: ir.Table, min_peers: int, parts: int = 1
) -> ir.Table:
    """The members' places, kept: scope_id, group, total, rank, of; fewer than min_peers in a group have none.

    parts: in how many parts of the scopes they are counted, in turn. More take less memory and give the same.
    """
    rated = totals.filter(totals.total.notnull())
    alike = rated.group_by("unit_id", "group", "total").agg(members=rated.count().cast("int64"))
    if parts > 1:
        alike = backend.keep(alike)
    ranked = []
    for part in range(parts):
        scopes = ancestors.filter(_part_of(ancestors.scope_id, parts) == part) if parts > 1 else ancestors
        placed = alike.join(scopes, "unit_id").select("scope_id", "group", "total", "members")
        places = standings(placed, ["group"])
        ranked.append(backend.keep(places.filter(places.of >= min_peers)))
    return ibis.union(*ranked, distinct=False) if parts > 1 else ranked[0]


def _part_of(number: ir.IntegerValue, parts: int) -> ir.IntegerValue:
    """The part of a number, from 0; the remainder alone is negative for numbers below 0, which would lose them."""
    return (number % parts + parts) % parts


def member_ranks(totals: ir.Table, ancestors: ir.Table, places: ir.Table) -> ir.Table:
    """Each rated member's places: member_id, scope_id, rank, of."""
    rated = totals.filter(totals.total.notnull()).select("member_id", "unit_id", "group", "total")
    scoped = rated.join(ancestors.select("unit_id", "scope_id"), "unit_id")
    return scoped.join(places, ["scope_id", "group", "total"]).select("member_id", "scope_id", "rank", "of")


def unit_ranks(unit_totals: ir.Table, ancestors: ir.Table) -> ir.Table:
    """Each unit's places among its like (same level and type) under each unit above it: unit_id, scope_id, rank, of.

    unit_totals: unit_id, level, type, total.
    """
    known = unit_totals.filter(unit_totals.total.notnull()).select("unit_id", "level", "type", "total")
    # A subtree includes its top, so a unit counts among its like in its own scope too, but is only ranked under others.
    scoped = known.join(ancestors, "unit_id")
    places = standings(scoped.mutate(members=ibis.literal(1, "int64")), ["level", "type"])
    below = scoped.filter(scoped.distance > 0)
    return below.join(places, ["scope_id", "level", "type", "total"]).select("unit_id", "scope_id", "rank", "of")
