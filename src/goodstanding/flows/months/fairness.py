"""Whether a draft treats groups of members alike, by what is known of them in the organization and nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from goodstanding.engine.period import first_day, last_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.rating.fairness import Mask, RatedPeople, gaps, rank_correlation
from goodstanding.models import CheckIn, Fact, Meeting, Member, RosterEntry, Run, Standing, Unit
from goodstanding.queries.ledger.in_force import in_force

#: A member for so many years at most, by the group's name.
_YEARS = (2, 10, 30)
#: Branches are put into so many groups by their number of members.
_SIZES = 4

Groups = Mapping[str, Mapping[str, Mask]]


def fairness(run: Run, scheme: Scheme) -> dict[str, Any]:
    """Every group's gap with its flags, and how totals go with the size of a branch and what it offered.

    `gaps` as in flows.rating.fairness; `size` and `offered` are rank correlations, None where nothing varies.
    """
    lines = Standing.objects.filter(run=run, total__isnull=False).order_by("member_id")
    found = list(lines.values_list("member_id", "unit_id", "total", "band"))
    member, branch, total = (np.array([line[place] for line in found], dtype=np.int64) for place in range(3))
    best = max(scheme.member.bands, key=lambda band: band.at_least).name
    top = np.array([line[3] == best for line in found], dtype=bool)
    sizes = _sizes(branch)
    people = RatedPeople(total, top, branch, _groups(run, scheme, member, branch, sizes))
    offered = _meetings(run)
    return {
        "gaps": [asdict(gap) | {"flagged": list(gap.flagged)} for gap in gaps(people)],
        "size": rank_correlation(total, sizes),
        "offered": rank_correlation(total, [offered[int(unit)] for unit in branch]),
    }


def _groups(run: Run, scheme: Scheme, member: Any, branch: Any, sizes: Any) -> Groups:
    month = {"month": run.month, "member__isnull": False}
    excused = in_force(Fact.objects.filter(value=None, **month)).values_list("member_id", flat=True)
    joined = dict(Member.objects.values_list("pk", "joined_on").iterator())
    end = last_day(run.month)
    years = np.array([(end - joined[int(one)]).days // 365 for one in member], dtype=np.int64)
    return {
        "class": _classes(run, scheme, member),
        "type": _types(branch),
        "size": _by_size(sizes),
        "years": _by_years(years),
        "excused": {"yes": _among(member, excused)},
        "check_in": {"phone": _among(member, _by_phone(run))},
    }


def _classes(run: Run, scheme: Scheme, member: Any) -> dict[str, Mask]:
    snapshot = run.snapshots[str(run.month)]
    stored = dict(RosterEntry.objects.filter(snapshot=snapshot).values_list("member_id", "classes").iterator())
    words = [set(stored.get(int(one), "").split(";")) for one in member]
    return {word: np.array([word in own for own in words], dtype=bool) for word in scheme.classes}


def _types(branch: Any) -> dict[str, Mask]:
    types = dict(Unit.objects.values_list("pk", "type"))
    own = np.array([types[int(unit)] for unit in branch])
    return {str(name): own == name for name in np.unique(own)}


def _sizes(branch: Any) -> npt.NDArray[np.int64]:
    """Of each member, how many rated members the branch has."""
    _units, place, counts = np.unique(branch, return_inverse=True, return_counts=True)
    of_each: npt.NDArray[np.int64] = counts[place]
    return of_each


def _by_size(sizes: Any) -> dict[str, Mask]:
    """Members by the size of their branch, in groups of about as many members, named by the least and the most."""
    if not len(sizes):
        return {}
    edges = np.unique(np.quantile(sizes, np.linspace(0, 1, _SIZES + 1), method="nearest"))
    pairs = pairwise(edges)
    spans = [(low if number == 0 else low + 1, high) for number, (low, high) in enumerate(pairs)]
    return {f"{low}-{high}": (sizes >= low) & (sizes <= high) for low, high in spans}


def _by_years(years: Any) -> dict[str, Mask]:
    found, low = dict[str, Mask](), 0
    for high in _YEARS:
        found[f"{low}-{high}"] = (years >= low) & (years < high)
        low = high
    return found | {f"{low}-": years >= low}


def _among(member: Any, chosen: Iterable[int]) -> Mask:
    return np.isin(member, np.array(list(chosen), dtype=np.int64))


def _by_phone(run: Run) -> Iterable[int]:
    """Who checked in with a phone in that month."""
    found = CheckIn.objects.filter(proof__attendee__meeting__on__range=_days(run))
    return found.values_list("proof__attendee__member_id", flat=True).distinct()


def _meetings(run: Run) -> Counter[int]:
    """How many meetings each branch closed in that month."""
    closed = Meeting.objects.filter(state=Meeting.State.CLOSED, on__range=_days(run))
    return Counter(closed.values_list("unit_id", flat=True))


def _days(run: Run) -> tuple[date, date]:
    return first_day(run.month), last_day(run.month)
