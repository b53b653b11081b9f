"""From the facts that count to points, for one rule: its measure, and what the formula makes of it.

Exact integers only: a measure is a pair, points and values are thousandths. A part of a period's points goes with the
same part of its target and of its map's thresholds.
"""

from collections.abc import Sequence

from goodstanding.engine.explain.explanation import rounded
from goodstanding.engine.scheme.scheme import Indicator

#: An exact pair, num / den: a measure, or a part of a period's months.
Ratio = tuple[int, int]

WHOLE: Ratio = (1, 1)

#: These measure how well something was done, so that one fact by itself can reach or miss the target.
_QUALITIES = ("mean", "max", "latest")


def is_amount(indicator: Indicator) -> bool:
    """Whether the rule measures how much was done (count, sum), which grows with every fact."""
    return indicator.measure not in _QUALITIES


def measure(indicator: Indicator, values: Sequence[int]) -> Ratio | None:
    """The measure of values, oldest first; none over none."""
    if not values:
        return None
    kind = indicator.measure
    if kind == "mean":
        return sum(values), len(values)
    if kind == "count":
        return 1000 * sum(1 for value in values if value > 0), 1
    if kind == "latest":
        return values[-1], 1
    return (max(values) if kind == "max" else sum(values)), 1


def formula(indicator: Indicator, measured: Ratio, part: Ratio = WHOLE) -> int:
    """What a measure earns of that part of the points."""
    (num, den), (months, of) = measured, part
    if months == 0:
        return 0
    if indicator.formula == "map":
        reached = [step for step in indicator.map or () if num * of >= step[0] * months * den]
        return rounded(max(reached)[1] * months, of) if reached else 0
    full, target = rounded(indicator.points * months, of), (indicator.target or 0) * months * den
    if indicator.formula == "step":
        return full if num * of >= target else 0
    return min(full, rounded(full * num * of, target))


def falls_short(indicator: Indicator, value: int) -> bool:
    """Whether a fact with that value says that its month was not only excused: nothing done, or too little."""
    if value == 0 or is_amount(indicator):
        return value == 0
    return formula(indicator, (value, 1)) < indicator.points


def bonus(indicator: Indicator, measured: Ratio) -> int:
    """What a bonus adds in one period."""
    if indicator.formula == "per_unit":
        return capped(rounded(indicator.points * measured[0], 1000 * measured[1]), indicator.cap)
    return formula(indicator, measured)


def deduction(indicator: Indicator, measured: Ratio) -> int:
    """What a deduction takes in one period, as an amount above 0."""
    num, den = measured
    beyond = max(0, num - (indicator.target or 0) * den)
    return capped(rounded(indicator.points * beyond, 1000 * den), indicator.cap)


def reaches(ratio: Ratio, other: Ratio) -> bool:
    """Whether one is at least as large as the other."""
    return ratio[0] * other[1] >= other[0] * ratio[1]


def capped(amount: int, cap: int | None) -> int:
    """An amount, at most the cap where there is one."""
    return amount if cap is None else min(amount, cap)
