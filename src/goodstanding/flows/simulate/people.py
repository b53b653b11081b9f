"""The people of a strand of branches: what each of them is, and what becomes of them in the months simulated."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from goodstanding.flows.simulate import classes
from goodstanding.flows.simulate.classes import LOTS, SPELLS

Ints = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

SMALLEST, LARGEST = 3, 50
NEVER = 1 << 30


@dataclass(frozen=True)
class People:
    """One row a person who is a member in any of the months, by branch; branches are numbered within the strand.

    `joined`, `left` (the first month without them), `moved`, `retires`, `full_from`, `spell_from` and `spell_until` are
    months. `slack` has mean 1: it is 0 for those who never miss anything. `phase` (0 to 11) is when their turn comes.
    """

    home: Ints
    joined: Ints
    left: Ints
    moved: Ints
    new_branch: Ints
    traits: dict[str, Flags]
    retires: Ints
    full_from: Ints
    spell: Ints
    spell_from: Ints
    spell_until: Ints
    stranger: Floats
    luck: Ints
    slack: Floats
    phase: Ints

    def present(self, month: int) -> Ints:
        """The rows of those who are members at the end of the month."""
        return np.flatnonzero((self.joined <= month) & (month < self.left))

    def branch(self, month: int) -> Ints:
        """Everyone's branch at the end of the month."""
        return np.where(self.moved <= month, self.new_branch, self.home)

    def settled(self, month: int) -> Ints:
        """Since when everyone has been in that branch."""
        return np.where(self.moved <= month, self.moved, self.joined)


def branch_sizes(members: int, branches: int, stream: Generator) -> Ints:
    """How many members each branch has: skewed, between the smallest and the largest size, adding up exactly."""
    smallest = min(SMALLEST, members // branches)
    sizes = np.clip(stream.lognormal(np.log(15.8), 0.5, branches).astype(np.int64), smallest, LARGEST)
    while (missing := members - int(sizes.sum())) != 0:
        step = 1 if missing > 0 else -1
        bound = LARGEST if missing > 0 else smallest
        movable = stream.permutation(np.flatnonzero(sizes != bound))
        sizes[movable[: abs(missing)]] += step
    return sizes


def settle(sizes: Ints, joiners: int, span: tuple[int, int], dullness: Floats, stream: Generator) -> People:
    """The people of branches of these sizes in the first month, and so many more who join later, until the last."""
    first, last = span
    branches = len(sizes)
    home = np.concatenate([np.repeat(np.arange(branches), sizes), stream.integers(0, branches, joiners)])
    joined = np.full(len(home), first)
    joined[len(home) - joiners :] = first if first == last else stream.integers(first + 1, last + 1, joiners)
    order = np.argsort(home, kind="stable")
    home, joined = home[order], joined[order]
    n = len(home)
    newcomer = joined > first
    traits = _traits(newcomer, stream)
    left = _event(classes.LEAVES, n, first, last, stream)
    spell, spell_from, spell_until = _spells(n, first, last, stream)
    return People(
        home=home,
        joined=joined,
        left=np.where(left > joined, left, NEVER),
        moved=_after(_event(classes.MOVES, n, first, last, stream), joined),
        new_branch=stream.integers(0, branches, n),
        traits=traits,
        retires=np.where(traits[classes.WORKING[0]], _event(classes.RETIRES, n, first, last, stream), NEVER),
        full_from=_full_from(traits[classes.PROBATIONARY], newcomer, joined, stream),
        spell=spell,
        spell_from=spell_from,
        spell_until=spell_until,
        stranger=stream.random(n, np.float32),
        luck=stream.permutation(n),
        slack=_slack(dullness[home], stream),
        phase=stream.integers(0, 12, n, np.uint8),
    )


def _traits(newcomer: Flags, stream: Generator) -> dict[str, Flags]:
    found: dict[str, Flags] = {}
    for lot in LOTS:
        has = stream.random(len(newcomer), np.float32) < lot.share
        for word in lot.among:
            has &= found[word]
        for word in lot.never:
            has &= ~found[word]
        found[lot.word] = has & ~newcomer if lot.word == "old" else has
    return found


def _event(chance: float, n: int, first: int, last: int, stream: Generator) -> Ints:
    """The month after the first in which something happens to each of n people, at a chance a month; or NEVER."""
    if first == last:
        return np.full(n, NEVER)
    months = stream.integers(first + 1, last + 1, n)
    return np.where(stream.random(n, np.float32) < chance * (last - first), months, NEVER)


def _after(month: Ints, joined: Ints) -> Ints:
    return np.where(month > joined, month, NEVER)


def _full_from(probationary: Flags, newcomer: Flags, joined: Ints, stream: Generator) -> Ints:
    """Newcomers are on probation for its whole length, the others for what is left of it."""
    rest = stream.integers(1, classes.MONTHS_ON_PROBATION + 1, len(joined))
    rest[newcomer] = classes.MONTHS_ON_PROBATION
    return np.where(probationary | newcomer, joined + rest, 0)


def _spells(n: int, first: int, last: int, stream: Generator) -> tuple[Ints, Ints, Ints]:
    """At most one spell a person: its place in SPELLS (-1 for none), its first month, the month after it."""
    kind, start, until = np.full(n, -1), np.full(n, NEVER), np.full(n, NEVER)
    for number, spell in enumerate(SPELLS):
        length = stream.integers(spell.months[0], spell.months[1] + 1, n)
        # So many must begin for `share` of all to be in one in any month, when a spell may have begun before the first.
        begins = stream.random(n) < spell.share * (last - first + length) / length
        begins &= kind < 0
        month = first + 1 - length + (stream.random(n) * (last - first + length)).astype(np.int64)
        kind[begins], start[begins] = number, month[begins]
        until[begins] = (month + length)[begins]
    return kind, start, until


def _slack(dullness: Floats, stream: Generator) -> Floats:
    """What part of what is due a person lets go, relative to the mean: a long tail, times the branch's dullness."""
    share: Floats = stream.beta(1.8, 9.0, len(dullness)).astype(np.float32)
    return share / np.float32(1.8 / 10.8) * dullness
