"""The roll of a month: which of a strand's people are members at its end, in which branch and with which classes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.flows.simulate import classes
from goodstanding.flows.simulate.classes import LOTS, OFFICES, SPELLS
from goodstanding.flows.simulate.people import Flags, Floats, Ints, People


@dataclass(frozen=True)
class MembershipYears:
    """One row a member: their row among the people, branch within the strand, and traits by word."""

    rows: Ints
    branch: Ints
    traits: dict[str, Flags]
    takes_part: Floats

    def classes(self, declared: Sequence[str], stranger: Floats) -> Flags:
        """Members x declared classes. Classes that are not known here are dealt out evenly by `stranger`, in [0, 1)."""
        has = np.zeros((len(self.rows), len(declared)), np.bool_)
        for column, word in enumerate(declared):
            if word in self.traits:
                has[:, column] = self.traits[word]
        unknown = [column for column, word in enumerate(declared) if word not in self.traits]
        dealt = (stranger[self.rows] * len(declared)).astype(np.int64)
        for number, column in enumerate(unknown):
            has[:, column] = dealt == number
        return has


def roll_of(people: People, month: int, has_groups: Flags) -> MembershipYears:
    """The roll at the end of a month; `has_groups` says which branches have groups."""
    rows = people.present(month)
    branch = people.branch(month)[rows]
    traits = _lasting(people, rows, month) | _spells(people, rows, month)
    traits[classes.GROUP] = has_groups[branch]
    traits |= _offices(people, rows, branch, traits, month)
    return MembershipYears(rows, branch, traits, _takes_part(traits))


def _lasting(people: People, rows: Ints, month: int) -> dict[str, Flags]:
    traits = {word: has[rows] for word, has in people.traits.items()}
    retired = people.retires[rows] <= month
    traits[classes.RETIRED] = traits[classes.RETIRED] | retired
    for word in classes.WORKING:
        traits[word] = traits[word] & ~retired
    traits[classes.PROBATIONARY] = people.full_from[rows] > month
    traits[classes.FULL] = ~traits[classes.PROBATIONARY]
    return traits


def _spells(people: People, rows: Ints, month: int) -> dict[str, Flags]:
    running = (people.spell_from[rows] <= month) & (month < people.spell_until[rows])
    return {spell.word: running & (people.spell[rows] == number) for number, spell in enumerate(SPELLS)}


def _offices(people: People, rows: Ints, branch: Ints, traits: dict[str, Flags], month: int) -> dict[str, Flags]:
    """Offices go to those who can hold one, then to those longest in the branch, so that a holder seldom changes."""
    unfit = traits[classes.PROBATIONARY].copy()
    for word in ("elderly_sick", *(spell.word for spell in SPELLS)):
        unfit |= traits[word]
    order = np.lexsort((people.luck[rows], people.settled(month)[rows], unfit, branch))
    sizes = np.bincount(branch)
    rank = np.empty(len(rows), np.int64)
    rank[order] = np.arange(len(rows)) - (np.cumsum(sizes) - sizes)[branch[order]]
    held, free = {}, np.ones(len(rows), np.bool_)
    before = np.zeros(len(sizes), np.int64)
    for office in OFFICES:
        places = np.zeros(len(sizes), np.int64)
        for size, holders in office.holders:
            places[sizes >= size] = holders
        held[office.word] = (rank >= before[branch]) & (rank < (before + places)[branch])
        free &= ~held[office.word]
        before += places
    return held | {classes.ORDINARY: free}


def _takes_part(traits: dict[str, Flags]) -> npt.NDArray[np.float32]:
    part = np.ones(len(traits[classes.FULL]), np.float32)
    for trait in (*LOTS, *SPELLS):
        if trait.takes_part < 1:
            np.minimum(part, trait.takes_part, out=part, where=traits[trait.word])
    return part
