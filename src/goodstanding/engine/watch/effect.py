"""Whether something moved after a case was closed: against units like it, with how far chance alone moves such a unit.

Amounts are hundredths of a point. The estimate is a difference in differences: the change of the unit less the mean
change of units like it. The interval comes from placebos: each of the others is taken in turn as if it had the case.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

#: With fewer units like it than this, 19 in 20 placebos say nothing of the edges.
LEAST_ALIKE = 20
#: How near the others lie: hundredths of the total before, and a part of its size.
NEAR_TOTAL, NEAR_SIZE = 500, 0.5
_EDGE = 0.025
_DRAWS = 2000


@dataclass(frozen=True)
class MovedUnit:
    """A unit before and after: its total (hundredths) then and later, and how many of its members were rated."""

    size: int
    before: int
    after: int

    @property
    def change(self) -> int:
        """By how much its total moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Effect:
    """What moved beyond what moved elsewhere. low, high: between which it lies, 19 times in 20; alike: units beside."""

    estimate: float
    low: float
    high: float
    alike: int

    @property
    def is_clear(self) -> bool:
        """Whether chance alone hardly moves a unit so far."""
        return self.low > 0 or self.high < 0


def matched(unit: MovedUnit, others: Sequence[MovedUnit]) -> list[MovedUnit]:
    """Those of the others that were like it before: about as large, with about the same total."""
    return [one for one in others if _near(unit, one)]


def _near(unit: MovedUnit, other: MovedUnit) -> bool:
    size = abs(other.size - unit.size) <= max(2, NEAR_SIZE * unit.size)
    return size and abs(other.before - unit.before) <= NEAR_TOTAL


def effect(unit: MovedUnit, others: Sequence[MovedUnit]) -> Effect | None:
    """The effect in one unit, from others of the same kind without a case; None where too few are like it."""
    changes = [one.change for one in matched(unit, others)]
    if len(changes) < LEAST_ALIKE:
        return None
    total, count = sum(changes), len(changes)
    estimate = unit.change - total / count
    placebos = sorted(change - (total - change) / (count - 1) for change in changes)
    return Effect(estimate, estimate - _at(placebos, 1 - _EDGE), estimate - _at(placebos, _EDGE), count)


def together(estimates: Sequence[float], seed: int = 1) -> Effect | None:
    """The mean effect of several cases, with its interval from drawing them anew; None for fewer than five."""
    if len(estimates) < 5:
        return None
    chance = random.Random(seed)  # noqa: S311 - no secret
    size = len(estimates)
    means = sorted(sum(chance.choices(estimates, k=size)) / size for _draw in range(_DRAWS))
    return Effect(sum(estimates) / size, _at(means, _EDGE), _at(means, 1 - _EDGE), size)


def _at(ordered: Sequence[float], share: float) -> float:
    """The value below which about such a share of ordered values lies, the outer one of two neighbours."""
    place = share * (len(ordered) - 1)
    return ordered[int(place) if share < 1 / 2 else -int(-place // 1)]
