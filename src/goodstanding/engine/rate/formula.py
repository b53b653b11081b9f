"""What a measured value gives: the formulas of the scheme, for a whole period and for part of one.

Where part of a period can be held against part of its target, what is done counts whole: of the k of l months that it
may be held against - from those that are owed to all of them - the k that gives the most.

Every product stays inside 64 bits. A measured value is cut at the target (at a map's threshold) before it is
multiplied, which changes no result; a scheme bounds points x target by 10^13 in thousandths, a period has at most
twelve months, and only means have a denominator other than 1, the number of their facts, which are never held against
part of a period. What still left 64 bits - a sum of facts, or what is paid per unit - fails, it never wraps round.
"""

from collections.abc import Callable
from functools import reduce

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import quotient, rdiv, whole
from goodstanding.engine.period import WINDOW
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.scheme.scheme import Scheme


def with_given(rows: ir.Table, scheme: Scheme, subject: str) -> ir.Table:
    """Adds given, what the measured value gives. rows: the cell's columns, num, den, least and most (how many months
    it may be held against, 1 and 1 where a part makes no sense)."""
    rows = rows.mutate(met=_met(rows, rows.target))
    return rows.mutate(given=_given(rows, scheme, subject))


def _given(rows: ir.Table, scheme: Scheme, subject: str) -> ir.IntegerValue:
    stepped = _part(rows, rows.points, rows.met)
    return ibis.cases(
        (rows.n == 0, whole(0)),
        (rows.formula == rule_cells.PRORATA, ibis.greatest(stepped, _short(rows))),
        (rows.formula == rule_cells.STEP, stepped),
        (rows.formula == rule_cells.PER_UNIT, _each(rows)),
        (rows.formula == rule_cells.MAP, _ladder(rows, scheme, subject)),
        else_=whole(0),
    )


def reached(rows: ir.Table) -> ir.BooleanValue:
    """Whether the measured value is as much as the whole target."""
    return rows.num >= rows.den * rows.target


def _met(rows: ir.Table, target: ir.IntegerValue) -> ir.IntegerValue:
    """In how many of the months the value meets its part of the target: the greatest k with num/den >= target k/l."""
    aim = rows.den * target
    return ibis.ifelse(aim == 0, rows.most, quotient(ibis.least(rows.num, aim) * rows.most, ibis.greatest(aim, 1)))


def _part(rows: ir.Table, points: ir.IntegerValue, months: ir.IntegerValue) -> ir.IntegerValue:
    """The points of so many months where that is at least what is owed."""
    return ibis.ifelse(months >= rows.least, rdiv(points * months, rows.most), whole(0))


def _short(rows: ir.Table) -> ir.IntegerValue:
    """The share of the points for a value below the target, held against the months for which it gives most.

    Without rounding each k gives the same, so only where the points do not divide by the months is more than one tried.
    """
    aim = rows.den * rows.target
    below = ibis.least(rows.num, aim)
    alike = rdiv(rows.points * below, ibis.greatest(aim, 1))
    tried = ibis.greatest(*[_share(rows, below, k) for k in range(1, WINDOW + 1)])
    return ibis.cases((rows.met >= rows.most, whole(0)), (rows.points % rows.most == 0, alike), else_=tried)


def _share(rows: ir.Table, below: ir.IntegerValue, k: int) -> ir.IntegerValue:
    full = rdiv(rows.points * k, rows.most)
    share = rdiv(full * below * rows.most, ibis.greatest(rows.target * k, 1))
    counts = (rows.least <= k) & (rows.most >= k) & (rows.met < k)
    return ibis.ifelse(counts, share, whole(0))


def _each(rows: ir.Table) -> ir.IntegerValue:
    free = ibis.ifelse(rows.kind == rule_cells.DEDUCTION, rows.target, whole(0))
    over = ibis.greatest(rows.num - free * rows.den, whole(0))
    return ibis.least(rows.cap, rdiv(rows.points * over, 1000 * rows.den))


def _ladder(rows: ir.Table, scheme: Scheme, subject: str) -> ir.IntegerValue:
    """The most points that a row's map gives over the months it may be held against."""
    branches = [
        (rows.place == place, _highest(rows, sorted(indicator.map)))
        for place, indicator in enumerate(scheme.indicators)
        if indicator.map and indicator.subject == subject
    ]
    return ibis.cases(*branches, else_=whole(0)) if branches else whole(0)


def _highest(rows: ir.Table, steps: list[tuple[int, int]]) -> ir.IntegerValue:
    """A step is the highest that is reached for every k up to its own that is beyond the next step's."""
    met = [_met(rows, whole(at_least)) for at_least, _points in steps]
    beyond = [*met[1:], whole(0)]
    parts = [
        ibis.ifelse(most_months > reached_next, _part(rows, whole(points), most_months), whole(0))
        for (_at_least, points), most_months, reached_next in zip(steps, met, beyond, strict=True)
    ]
    return _most(parts)


def _most(parts: list[ir.IntegerValue]) -> ir.IntegerValue:
    greatest: Callable[[ir.IntegerValue, ir.IntegerValue], ir.IntegerValue] = ibis.greatest
    return reduce(greatest, parts)
