"""Chance that can be repeated: a stream for every purpose, strand and month, so that none depends on another."""

from enum import IntEnum

from numpy.random import Generator, Philox, SeedSequence


class Purpose(IntEnum):
    """What a stream is drawn for. The numbers are part of every simulated lake: never reuse or reorder them."""

    TREE = 0
    BRANCHES = 1
    PEOPLE = 2
    FACTS = 3
    UNIT_FACTS = 4


def dice(seed: int, purpose: Purpose, *numbers: int) -> Generator:
    """The stream for a purpose and these numbers (a strand's, a month's)."""
    return Generator(Philox(SeedSequence(seed, spawn_key=(purpose, *numbers))))
