"""Planted gaps are found and chance is not taken for one; means, errors and ranks as a slow hand makes them."""

import random
from statistics import fmean

import numpy as np
import pytest

from goodstanding.flows.rating.fairness import Gap, Numbers, RatedPeople, gaps, rank_correlation

SEEDS, BRANCHES, EACH = 100, 120, 18
_CLASSES = {"retired": 0.2, "floating": 0.05, "elderly_sick": 0.06, "in_service": 0.15}


def population(seed: int, *, planted: int = 0) -> RatedPeople:
    """A district whose branches differ, with classes of every size and types of branches; nothing depends on them.

    planted: how many points the floating members, a twentieth, lose.
    """
    chance = np.random.default_rng(seed)
    branch: Numbers = np.repeat(np.arange(BRANCHES), EACH)
    types = chance.integers(0, 6, BRANCHES)[branch]
    classes = {name: chance.random(len(branch)) < share for name, share in _CLASSES.items()}
    drawn = 6500 + chance.normal(0, 500, BRANCHES)[branch] + chance.normal(0, 1200, len(branch))
    total: Numbers = np.clip(drawn - 100 * planted * classes["floating"], 0, 12000).astype(np.int64)
    by_type = {f"type {number}": types == number for number in range(6)}
    return RatedPeople(total, total >= 8000, branch, {"class": classes, "type": by_type})


def flagged(people: RatedPeople) -> set[str]:
    return {gap.group for gap in gaps(people) if gap.flagged}


def test_ten_points_planted_against_a_twentieth_are_found_in_ninety_five_of_a_hundred_districts() -> None:
    assert sum("floating" in flagged(population(seed, planted=10)) for seed in range(SEEDS)) >= 95


def test_where_nothing_is_planted_at_most_five_of_a_hundred_districts_are_flagged() -> None:
    assert sum(bool(flagged(population(seed))) for seed in range(SEEDS)) <= 5


def test_a_group_is_held_against_all_others() -> None:
    people = population(3, planted=10)
    found = next(gap for gap in gaps(people) if gap.group == "floating")
    mask = people.groups["class"]["floating"]
    inside = [int(total) for total, here in zip(people.total, mask, strict=True) if here]
    outside = [int(total) for total, here in zip(people.total, mask, strict=True) if not here]
    assert (found.n, found.mean) == (len(inside), round(fmean(inside)))
    assert found.difference == round(fmean(inside) - fmean(outside))
    assert found.difference + found.margin < 0 and "mean" in found.flagged


def test_the_error_of_a_difference_is_what_drawing_branches_again_makes_it() -> None:
    people = population(5)
    mask = people.groups["class"]["retired"]
    chance = random.Random(1)
    by_branch = [np.flatnonzero(people.branch == number) for number in range(BRANCHES)]
    drawn = []
    for _turn in range(300):
        rows = np.concatenate(chance.choices(by_branch, k=BRANCHES))
        drawn.append(people.total[rows][mask[rows]].mean() - people.total[rows][~mask[rows]].mean())
    found = next(gap for gap in gaps(people) if gap.group == "retired")
    one_error = found.margin / 2.86  # Student's t of one in 400, with 119 degrees of freedom.
    assert one_error == pytest.approx(float(np.std(drawn)), rel=0.15)


@pytest.mark.parametrize(("members", "branches"), [(9, 9), (40, 4)])
def test_a_group_that_is_too_small_or_in_too_few_branches_says_nothing(members: int, branches: int) -> None:
    people = population(7)
    mask = np.zeros(len(people.total), dtype=bool)
    places = [np.flatnonzero(people.branch == number)[: members // branches] for number in range(branches)]
    mask[np.concatenate(places)] = True
    people = RatedPeople(people.total, people.top, people.branch, {"class": {"few": mask}})
    assert gaps(people) == []


def test_a_top_band_that_a_group_hardly_reaches_is_flagged_though_its_mean_is_the_same() -> None:
    people = population(9)
    mask = people.groups["class"]["retired"]
    rest = population(10).total
    total: Numbers = np.where(mask, 6500, rest)
    found: Gap = gaps(RatedPeople(total, total >= 8000, people.branch, {"class": {"retired": mask}}))[0]
    assert found.flagged == ("top_band",) and found.ratio == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (range(12), range(12), 1.0),
        (range(12), [-value for value in range(12)], -1.0),
        ([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], [1, 2, 1, 2, 1, 2, 1, 2, 1, 2], 0.0),
        (range(12), [7] * 12, None),
    ],
)
def test_ranks_go_together_or_against_each_other(one: object, other: object, expected: float | None) -> None:
    assert rank_correlation(list(one), list(other)) == expected  # type: ignore[call-overload]
