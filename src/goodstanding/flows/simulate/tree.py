"""The tree of units. All above the branches are in memory; the branches follow by arithmetic, a stretch at a time.

Units are numbered depth first, so the branches below any unit, and the members in them, are one stretch of ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.simulate.random_streams import Purpose, dice

Longs = npt.NDArray[np.int64]

MEAN_BRANCH = 17.9
LARGE = 3_000_000

#: Level names from the root down, and how many units of the next level one has. The root takes whatever there is.
LEVELS = ("city", "district", "sub_district", "branch")
LEVELS_ABOVE = ("country", "province")
FAN_OUT = {"province": 11, "city": 18, "district": 8, "sub_district": 195, "committee": 9, "general_branch": 3}
OTHER_FAN_OUT = 8

#: Kinds of branches and their shares.
TYPES = {
    "village": 26,
    "community": 18,
    "government": 12,
    "public_institution": 12,
    "private_firm": 11,
    "state_firm": 8,
    "school": 5,
    "social_organization": 4,
    "retired": 3,
    "floating": 1,
}
OTHER_TYPE = 5


@dataclass(frozen=True)
class UnitTree:
    """Levels from the root down; the units above the branches in the order of their ids; the number of branches."""

    levels: tuple[str, ...]
    types: tuple[str, ...]
    branch_types: tuple[int, ...]
    branches: int
    first_branch: Longs
    parent_id: Longs
    level: Longs

    @property
    def units(self) -> int:
        """How many units there are in all."""
        return self.branches + len(self.first_branch)

    def branch_ids(self, branches: Longs) -> Longs:
        """The ids of branches (0 is the first): one more than all units that come before."""
        return branches + 1 + np.searchsorted(self.first_branch, branches, side="right")

    def branch_parents(self, branches: Longs) -> Longs:
        """The ids of the units right above branches."""
        lowest = np.flatnonzero(self.level == len(self.levels) - 2)
        above = lowest[np.searchsorted(self.first_branch[lowest], branches, side="right") - 1]
        return self.upper_ids(above)

    def upper_ids(self, places: Longs) -> Longs:
        """The ids of the units above the branches, by their place in the order of ids."""
        return self.first_branch[places] + places + 1

    def upper_types(self, places: Longs) -> Longs:
        """The codes of the types of units above the branches: each is of the type that its level is called."""
        return np.array([self.types.index(word) for word in self.levels[:-1]])[self.level[places]]

    def upper_starting(self, first: int, until: int) -> Longs:
        """The places of the units above the branches whose first branch is in [first, until)."""
        low, high = np.searchsorted(self.first_branch, [first, until])
        return np.arange(low, high)

    def type_chances(self) -> npt.NDArray[np.float64]:
        """The shares of `branch_types`."""
        weights = [TYPES.get(self.types[code], OTHER_TYPE) for code in self.branch_types]
        return np.array(weights, np.float64) / sum(weights)


def grow_tree(members: int, scheme: Scheme, seed: int) -> UnitTree:
    """A tree for so many members, in the scheme's words for levels and types where it has any."""
    levels = _levels(members, scheme)
    types = tuple(dict.fromkeys([*levels[:-1], *(scheme.unit_types or TYPES)]))
    of_branches = [types.index(word) for word in scheme.unit_types or TYPES if word not in levels[:-1]]
    branch_types = tuple(of_branches or [len(types) - 1])
    branches = max(1, round(members / MEAN_BRANCH))
    starts = _starts(levels, branches, seed)
    first_branch = np.concatenate(starts)
    level = np.repeat(np.arange(len(starts)), [len(nodes) for nodes in starts])
    order = np.lexsort((level, first_branch))
    first_branch, level = first_branch[order], level[order]
    return UnitTree(levels, types, branch_types, branches, first_branch, _parents(first_branch, level), level)


def _levels(members: int, scheme: Scheme) -> tuple[str, ...]:
    levels = tuple(scheme.unit_levels) or (*LEVELS_ABOVE, *LEVELS)
    if members <= LARGE:
        levels = tuple(word for word in levels if word not in LEVELS_ABOVE) or levels
    elif levels[0] == LEVELS[0]:
        levels = (*LEVELS_ABOVE, *levels)
    return levels if len(levels) > 1 else levels * 2


def _starts(levels: Sequence[str], branches: int, seed: int) -> list[Longs]:
    """For every level above the branches, from the root down, the first branch of each of its units."""
    stream = dice(seed, Purpose.TREE)
    found: list[Longs] = []
    children = branches
    for depth in reversed(range(len(levels) - 1)):
        nodes = max(1, round(children / FAN_OUT.get(levels[depth], OTHER_FAN_OUT))) if depth else 1
        first_child = np.arange(nodes) * children // nodes
        sway = (children // nodes) * 2 // 5
        first_child[1:] += stream.integers(-sway, sway + 1, nodes - 1)
        found.append(found[-1][first_child] if found else first_child)
        children = nodes
    return found[::-1]


def _parents(first_branch: Longs, level: Longs) -> Longs:
    """Depth first, a unit's parent is the last unit before it on the level above; 0 for the root."""
    ids = first_branch + np.arange(len(first_branch)) + 1
    parents = np.zeros_like(ids)
    for depth in range(1, int(level.max()) + 1):
        parents_above, units = np.flatnonzero(level == depth - 1), np.flatnonzero(level == depth)
        parents[units] = ids[parents_above[np.searchsorted(parents_above, units) - 1]]
    return parents
