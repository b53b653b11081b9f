"""Numbers about few people: which are not shown, and which others are not, so that none of the first follows from them.

The one definition, without a database. A count of 1 to 9 is small, and so is a row that holds one: a group and the rest
beside it are one row, since a reader who knows the whole and the group knows the rest. A whole and its parts are a
*sum*. Where one row of a sum is hidden, another one is too, for otherwise it would follow by subtraction.

Why nothing follows: every sum has no hidden row or at least two of them, and the sums of a tree meet in no circle. So
each hidden number can be made larger by one and another hidden one of the same sum smaller, and so on along the tree;
all that is shown stays as it is. Instead of believing this, its tests solve the equations.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

#: From so many on, a number about people says nothing about one of them.
LEAST = 10
#: The median of a branch is shown to its own members from so many on: they know each other, and it is no one's number.
LEAST_OF_ONES_OWN = 5
#: More kinds than this make no whole between them; to try more would take long.
_MOST_OF_A_WHOLE = 4


@dataclass(frozen=True)
class Row:
    """Counts that are shown together or not at all. size: of how many people they speak."""

    size: int
    counts: tuple[int, ...] = ()

    @property
    def is_small(self) -> bool:
        """Whether one of its numbers is about fewer than ten people, and more than none."""
        return any(is_small(count) for count in (self.size, *self.counts))


def is_small(count: int) -> bool:
    """Whether a number is about a handful of people. About nobody it says nothing of anybody."""
    return 0 < count < LEAST


def group(count: int, of: int) -> Row:
    """A group and the rest beside it."""
    return Row(of, (count, of - count))


def hidden_parts(parts: Sequence[Row], *, whole_is_hidden: bool, forced: Collection[int] = ()) -> frozenset[int]:
    """The places of the parts of a sum that are not shown. forced: those that must not be shown in any case.

    The smallest ones are taken until there are two unknown numbers, and ten people among those whose sum is known.
    """
    hidden = {index for index, part in enumerate(parts) if part.is_small or index in forced}
    others = sorted((part.size, index) for index, part in enumerate(parts) if part.size and index not in hidden)
    for _size, index in others:
        unknown = len(hidden) + whole_is_hidden
        people = sum(parts[hidden_index].size for hidden_index in hidden)
        if unknown == 0 or (unknown >= 2 and (people >= LEAST or whole_is_hidden) and hidden):
            break
        hidden.add(index)
    return frozenset(hidden)


def shown(counts: Mapping[str, int], *, whole_is_hidden: bool = False) -> dict[str, int | None]:
    """A distribution that stands alone, part by part, none for what is not shown."""
    names = list(counts)
    hidden = hidden_parts([Row(counts[name]) for name in names], whole_is_hidden=whole_is_hidden)
    return {name: None if index in hidden else counts[name] for index, name in enumerate(names)}


def seen_figures(figures: Mapping[str, Any]) -> dict[str, Any]:
    """A run's figures for those who may not see the members behind them: none for each number that is not shown.

    rated and the rest make all members; bands make the rated, and so do totals; those who moved and those who did not
    make all.
    """
    members, rated = figures["members"], figures["rated"]
    hides_rated = group(rated, members).is_small
    found = dict(figures) | {"rated": None if hides_rated else rated, "members": None if is_small(members) else members}
    for name in {"bands", "totals", "changes"} & figures.keys():
        counts = dict(figures[name])
        # Who has left is no part of those who are here.
        left = {"left": counts.pop("left")} if "left" in counts else {}
        hidden = is_small(members) if name == "changes" else hides_rated
        beside = {key: None if is_small(count) else count for key, count in left.items()}
        found[name] = shown(counts, whole_is_hidden=hidden) | beside
    if rated < LEAST:
        found["mean_change"] = None
    return found


def seen_groups(groups: Sequence[Mapping[str, Any]], of: int) -> list[dict[str, Any]]:
    """Groups of a comparison with the mean of each: none of their numbers where the group or the rest is small."""
    rows = [Row(figures["members"], (max(of - figures["members"], 0),)) for figures in groups]
    hidden = hidden_parts(rows, whole_is_hidden=is_small(of))
    return [
        {name: value if name == "name" or index not in hidden else None for name, value in figures.items()}
        for index, figures in enumerate(groups)
    ]


def wholes(rows: Sequence[tuple[int, Mapping[str, int]]], words: Sequence[str]) -> list[tuple[str, ...]]:
    """The kinds in families: those that make up the whole between them in every row, and each other one by itself.

    It is declared nowhere that every member is a full or a probationary one; a reader who subtracts knows it all the
    same.
    """
    found, free = list[tuple[str, ...]](), [word for word in words if any(counts.get(word) for _size, counts in rows)]
    for many in range(2, _MOST_OF_A_WHOLE + 1):
        for family in combinations(free, many):
            if set(family) <= set(free) and all(_makes(size, counts, family) for size, counts in rows):
                found.append(family)
                free = [word for word in free if word not in family]
    return found + [(word,) for word in words if not any(word in family for family in found)]


def _makes(size: int, counts: Mapping[str, int], family: Sequence[str]) -> bool:
    return sum(counts.get(word, 0) for word in family) == size
