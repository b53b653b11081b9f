"""Whether a month's rating treats groups of members alike: how far each lies from the others, and how sure that is.

Members of a branch share its meetings, so a branch counts as one draw: spreads are those of branches, not of members.
The more groups are looked at, the surer a gap has to be before it is called one (Bonferroni). The shares in the top
band are held against the four-fifths rule of the Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D),
which says little about small groups and therefore has to be sure as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

#: A group or its counterpart of fewer members, or in fewer branches, says too little.
LEAST_MEMBERS, LEAST_BRANCHES = 10, 5
#: A group so large is everybody.
_EVERYBODY = 0.9
#: A mean that lies so many hundredths lower is a gap, where it is sure; and a share in the top band below this part.
LEAST_GAP, FOUR_FIFTHS = 200, 0.8
_FALSE_ALARMS = 0.05

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class RatedPeople:
    """Everyone with a total. total: hundredths; top: whether in the best band; branch: the unit's number.

    groups: by dimension and name, who belongs to a group; all arrays are of one length.
    """

    total: Numbers
    top: Mask
    branch: Numbers
    groups: Mapping[str, Mapping[str, Mask]]


@dataclass(frozen=True)
class Gap:
    """How a group lies against the others, in hundredths. margin: by how much the difference may be off either way.

    ratio: its share in the top band as a part of the best group's, None where no member is there. flagged: for which
    reasons a person has to look and answer; empty for none.
    """

    dimension: str
    group: str
    n: int
    mean: int
    difference: int
    margin: int
    ratio: float | None
    flagged: tuple[str, ...]


def gaps(people: RatedPeople) -> list[Gap]:
    """Every group that is large enough, those with a flag first, then by how far they lie behind."""
    tested = list(_tested(people))
    # Two questions to each group, and one chance in twenty that any of them is a false alarm.
    level = _FALSE_ALARMS / (2 * len(tested)) if tested else _FALSE_ALARMS
    best = _best_shares(people, tested)
    found = [_gap(people, dimension, name, mask, level, best[dimension]) for dimension, name, mask in tested]
    return sorted(found, key=lambda gap: (not gap.flagged, gap.difference, gap.dimension, gap.group))


def _tested(people: RatedPeople) -> Iterator[tuple[str, str, Mask]]:
    everybody = len(people.total)
    for dimension, groups in people.groups.items():
        for name, mask in groups.items():
            inside = int(mask.sum())
            if min(inside, everybody - inside) < LEAST_MEMBERS or inside >= _EVERYBODY * everybody:
                continue
            if min(len(np.unique(people.branch[mask])), len(np.unique(people.branch[~mask]))) >= LEAST_BRANCHES:
                yield dimension, name, mask


def _best_shares(people: RatedPeople, tested: list[tuple[str, str, Mask]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for dimension, _name, mask in tested:
        share = max(float(people.top[mask].mean()), float(people.top[~mask].mean()))
        best[dimension] = max(best.get(dimension, 0.0), share)
    return best


def _gap(people: RatedPeople, dimension: str, name: str, mask: Mask, level: float, best: float) -> Gap:
    difference, error, freedom = _compared(people.total.astype(float), mask, people.branch)
    sure = _student(1 - level, freedom)
    ratio = float(people.top[mask].mean()) / best if best else None
    reasons = []
    if difference <= -LEAST_GAP and _lag(people.total.astype(float), mask, people.branch) > sure:
        reasons.append("mean")
    if ratio is not None and ratio < FOUR_FIFTHS and _lag(people.top.astype(float), mask, people.branch) > sure:
        reasons.append("top_band")
    return Gap(
        dimension=dimension,
        group=name,
        n=int(mask.sum()),
        mean=round(float(people.total[mask].mean())),
        difference=round(difference),
        margin=round(sure * error),
        ratio=None if ratio is None else round(ratio, 3),
        flagged=tuple(reasons),
    )


def _compared(value: npt.NDArray[np.float64], mask: Mask, branch: Numbers) -> tuple[float, float, int]:
    """How far a group's mean lies from the others', its standard error, and the degrees of freedom.

    The error is what the difference varies by when one branch after the other is left out (the jackknife).
    """
    _names, place = np.unique(branch, return_inverse=True)
    count = int(place.max()) + 1
    means, without = list[float](), list[npt.NDArray[np.float64]]()
    for part in (mask, ~mask):
        sums = np.bincount(place[part], weights=value[part], minlength=count)
        sizes = np.bincount(place[part], minlength=count)
        means.append(float(sums.sum() / sizes.sum()))
        without.append((sums.sum() - sums) / (sizes.sum() - sizes))
    difference, left_out = means[0] - means[1], without[0] - without[1]
    error = float(np.sqrt((count - 1) / count * ((left_out - left_out.mean()) ** 2).sum()))
    smaller = min(len(np.unique(place[mask])), len(np.unique(place[~mask])))
    return difference, error, smaller - 1


def _lag(value: npt.NDArray[np.float64], mask: Mask, branch: Numbers) -> float:
    """How far a group lies behind, in errors as they would be if it did not: few in a band vary less than many, and a
    group that is unlucky would otherwise be sure of it."""
    _names, place = np.unique(branch, return_inverse=True)
    sums = np.bincount(place, weights=(mask - mask.mean()) * (value - value.mean()))
    count = len(sums)
    return -float(sums.sum() / np.sqrt(count / (count - 1) * (sums**2).sum()))


def _student(share: float, freedom: int) -> float:
    """The value below which Student's t lies with that chance (Abramowitz and Stegun 26.7.5)."""
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def rank_correlation(one: npt.ArrayLike, other: npt.ArrayLike) -> float | None:
    """Spearman's, with middle ranks for what is equal; None where one of the two does not vary."""
    first, second = _ranked(np.asarray(one)), _ranked(np.asarray(other))
    if any(len(ranks) < LEAST_MEMBERS or ranks.std() == 0 for ranks in (first, second)):
        return None
    return round(float(np.corrcoef(first, second)[0, 1]), 3)


def _ranked(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    _names, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle: npt.NDArray[np.float64] = (ends - (counts - 1) / 2)[place]
    return middle
