"""A strand: a stretch of neighbouring branches with their people, drawn from streams of its own and so in any order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodstanding.flows.simulate import classes
from goodstanding.flows.simulate.events import Subjects
from goodstanding.flows.simulate.kinds import BITS, PHASES
from goodstanding.flows.simulate.membership import MembershipYears
from goodstanding.flows.simulate.people import Flags, Floats, Ints, People, branch_sizes, settle
from goodstanding.flows.simulate.random_streams import Purpose, dice
from goodstanding.flows.simulate.tree import UnitTree
from goodstanding.lake.writer import MemberRows, UnitRows

#: Branches in a strand: enough for numpy, few enough for memory. What a seed gives depends on it.
BRANCHES = 512


@dataclass(frozen=True)
class Plan:
    """What is simulated: the tree, the members of the first month, how many join until the last, and the months."""

    tree: UnitTree
    members: int
    joiners: int
    first: int
    last: int
    seed: int

    @property
    def strands(self) -> int:
        """How many strands the branches make."""
        return -(-self.tree.branches // BRANCHES)


@dataclass(frozen=True)
class Strand:
    """Some branches, the units that start among them, and their people, whose ids ascend with the rows."""

    units: UnitRows
    branch_ids: Ints
    member_ids: Ints
    people: People
    has_groups: Flags
    branch_phase: Ints
    unit_phase: Ints
    unit_slack: Floats

    def members(self, roll: MembershipYears, declared: Sequence[str]) -> MemberRows:
        """The rows of a month's snapshot, with the classes that the scheme declares."""
        who = roll.classes(declared, self.people.stranger)
        return MemberRows(self.member_ids[roll.rows], self.branch_ids[roll.branch], who)

    def member_subjects(self, roll: MembershipYears) -> Subjects:
        """The members of a month as those to whom facts happen."""
        bits = np.zeros(len(roll.rows), np.uint32)
        for word, bit in BITS.items():
            bits |= np.where(roll.traits[word], bit, np.uint32(0))
        return Subjects(
            ids=self.member_ids[roll.rows],
            branch=roll.branch,
            branch_phase=self.branch_phase,
            phase=self.people.phase[roll.rows],
            bits=bits,
            takes_part=roll.takes_part,
            slack=self.people.slack[roll.rows],
        )

    def unit_subjects(self) -> Subjects:
        """The units as those to whom facts happen: each stands for itself."""
        n = len(self.units.unit_id)
        return Subjects(
            ids=self.units.unit_id,
            branch=np.arange(n),
            branch_phase=self.unit_phase,
            phase=self.unit_phase,
            bits=np.zeros(n, np.uint32),
            takes_part=np.ones(n, np.float32),
            slack=self.unit_slack,
        )


def strand_of(plan: Plan, number: int) -> Strand:
    """The strand with that number, the same whichever others were drawn before."""
    begin, end = number * BRANCHES, min((number + 1) * BRANCHES, plan.tree.branches)
    first_member, members = _share(plan.members, begin, end, plan.tree.branches)
    first_joiner, joiners = _share(plan.joiners, begin, end, plan.tree.branches)
    stream = dice(plan.seed, Purpose.BRANCHES, number)
    branch_ids = plan.tree.branch_ids(np.arange(begin, end))
    units = _units(
        plan.tree, begin, end, stream.choice(plan.tree.branch_types, end - begin, p=plan.tree.type_chances())
    )
    dullness = stream.gamma(12.0, 1 / 12, len(units.unit_id)).astype(np.float32)
    of_branches = dullness[np.searchsorted(units.unit_id, branch_ids)]
    sizes = branch_sizes(members, end - begin, stream)
    stream_of_people = dice(plan.seed, Purpose.PEOPLE, number)
    people = settle(sizes, joiners, (plan.first, plan.last), of_branches, stream_of_people)
    return Strand(
        units=units,
        branch_ids=branch_ids,
        member_ids=1 + first_member + first_joiner + np.arange(members + joiners),
        people=people,
        has_groups=stream.random(end - begin) < classes.SHARE_OF_BRANCHES_WITH_GROUPS,
        branch_phase=stream.integers(0, PHASES, end - begin),
        unit_phase=stream.integers(0, PHASES, len(units.unit_id)),
        unit_slack=dullness,
    )


def _share(total: int, begin: int, end: int, branches: int) -> tuple[int, int]:
    """How many of a total fall before branch `begin`, and how many to [begin, end), evenly and without a remainder."""
    before = total * begin // branches
    return before, total * end // branches - before


def _units(tree: UnitTree, begin: int, end: int, branch_types: Ints) -> UnitRows:
    """The branches [begin, end) and the units above that start with one of them, in ascending order of ids."""
    places, branches = tree.upper_starting(begin, end), np.arange(begin, end)
    ids = np.concatenate([tree.upper_ids(places), tree.branch_ids(branches)])
    order = np.argsort(ids)
    lowest = len(tree.levels) - 1
    level = np.concatenate([tree.level[places], np.full(end - begin, lowest)])[order]
    return UnitRows(
        unit_id=ids[order],
        parent_id=np.concatenate([tree.parent_id[places], tree.branch_parents(branches)])[order],
        level=level,
        type=np.concatenate([tree.upper_types(places), branch_types])[order],
        name=_names(tree, ids[order], level, begin),
    )


def _names(tree: UnitTree, ids: Ints, level: Ints, begin: int) -> list[str]:
    titles = [word.replace("_", " ").capitalize() for word in tree.levels]
    lowest, branch = len(titles) - 1, begin
    names = []
    for number, depth in zip(ids.tolist(), level.tolist(), strict=True):
        branch += depth == lowest
        names.append(f"{titles[depth]} {branch if depth == lowest else number:06d}")
    return names
