"""Which classes of voters are counted together, because one of them is too small to be secret. Pure."""

from collections.abc import Mapping

#: So many valid votes hide each other; a result of fewer is not shown, and not stored.
LEAST = 5


def counted_together(sizes: Mapping[int, int]) -> dict[int, int]:
    """With which class each is counted: by their numbers, from the number of votes of each.

    A class of fewer than five is counted with the largest other one, at the weight of that one, again and again until
    every class has five or only one is left. Of equals the first is taken.
    """
    together = {number: number for number in sizes}
    left = dict(sizes)
    while len(left) > 1:
        small = min(left, key=lambda number: (left[number], number))
        if left[small] >= LEAST:
            break
        votes = left.pop(small)
        large = max(left, key=lambda number: (left[number], -number))
        left[large] += votes
        together = {number: large if into == small else into for number, into in together.items()}
    return together
