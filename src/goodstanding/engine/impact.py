"""What another scheme would change: every member's total under one scheme beside that under another.

Totals and changes are hundredths. Means are exact sums divided once, rounded half up by their size, so that exchanging
the two schemes changes nothing but the signs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow, quotient, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.rate.population import tags_of

#: Branches by how many members they have: from this many on.
SIZES = (1, 10, 20, 50)
#: Totals are counted in steps of this many hundredths; the last step takes 120.00 in.
STEP, LAST_STEP = 500, 23
#: Changes are counted by their size: from this many hundredths on.
REACHES = (1, 100, 200, 500, 1000, 2000)
#: How many gainers and losers are named.
NAMED = 20


@dataclass(frozen=True)
class Shift:
    """How the totals of some members changed, over those rated under both schemes."""

    members: int
    before: int
    after: int
    gained: int
    lost: int

    def __add__(self, other: "Shift") -> "Shift":
        return Shift(*[mine + its for mine, its in zip(_fields(self), _fields(other), strict=True)])

    @property
    def mean_before(self) -> int | None:
        """Hundredths, None where no member is counted."""
        return mean(self.before, self.members)

    @property
    def mean_after(self) -> int | None:
        """Hundredths, None where no member is counted."""
        return mean(self.after, self.members)

    @property
    def mean_change(self) -> int | None:
        """Hundredths, None where no member is counted."""
        return mean(self.after - self.before, self.members)


@dataclass(frozen=True)
class BandMove:
    """The members who were in one band and would be in another or the same; None: in no band, rated or not."""

    rated_before: bool
    rated_after: bool
    before: str | None
    after: str | None
    members: int
    change: int

    @property
    def moved(self) -> bool:
        """Whether these members, rated under both, change their band."""
        return self.rated_before and self.rated_after and self.before != self.after

    @property
    def mean_change(self) -> int | None:
        """Hundredths, None where they are not rated under both."""
        return mean(self.change, self.members) if self.rated_before and self.rated_after else None


@dataclass(frozen=True)
class Mover:
    """A member named for gaining or losing much."""

    member_id: int
    unit_id: int
    before: int
    after: int

    @property
    def change(self) -> int:
        """Hundredths."""
        return self.after - self.before


@dataclass(frozen=True)
class Impact:
    """The whole comparison.

    before, after: how many have a total in each step of 5. changes: how many changed by each reach, below 0 for losses.
    classes: a member with several counts in each. sizes: by the place in SIZES.
    """

    everyone: Shift
    bands: Sequence[BandMove]
    changes: Mapping[int, int]
    before: Mapping[int, int]
    after: Mapping[int, int]
    classes: Mapping[str, Shift]
    types: Mapping[str, Shift]
    sizes: Mapping[int, Shift]
    gainers: Sequence[Mover]
    losers: Sequence[Mover]

    def rated(self, before: bool, after: bool) -> int:
        """How many are rated under the one and under the other scheme."""
        return sum(band.members for band in self.bands if (band.rated_before, band.rated_after) == (before, after))

    @property
    def moved(self) -> int:
        """How many rated under both change their band."""
        return sum(band.members for band in self.bands if band.moved)


def mean(amount: int, parts: int) -> int | None:
    """amount / parts rounded half away from 0; None where parts is 0."""
    if parts == 0:
        return None
    size = (2 * abs(amount) + parts) // (2 * parts)
    return size if amount >= 0 else -size


def compared(before: ir.Table, after: ir.Table, members: ir.Table, units: ir.Table) -> ir.Table:
    """Each member once: member_id, unit_id, label, type, size, before, after, band_before, band_after, change.

    before, after: totals of the same snapshot. members: member_id, unit_id, label (the class text). change is null
    where the member is not rated under both.
    """
    old = before.select("member_id", before=before.total, band_before=before.band)
    new = after.select("member_id", after=after.total, band_after=after.band)
    rows = members.join(old, "member_id").join(new, "member_id").join(_branches(members, units), "unit_id")
    return rows.mutate(change=rows.after - rows.before)


def _branches(members: ir.Table, units: ir.Table) -> ir.Table:
    """The units that have members of their own: unit_id, type, size."""
    counted = members.group_by("unit_id").agg(count=members.count())
    steps = [(counted["count"] >= least, whole(place)) for place, least in reversed(list(enumerate(SIZES)))]
    sized = counted.select("unit_id", size=ibis.cases(*steps, else_=whole(0)))
    return units.select("unit_id", "type").join(sized, "unit_id")


def impact(backend: Backend, rows: ir.Table) -> Impact:
    """Sums up compared members (kept, as they are read several times)."""
    both = rows.filter(rows.change.notnull())
    groups = _groups(backend, both)
    return Impact(
        everyone=sum((shift for *_, shift in groups), Shift(0, 0, 0, 0, 0)),
        bands=_bands(backend, rows),
        changes=_counts(backend, both.select(key=_reach(both.change))),
        before=_counts(backend, _stepped(rows, "before")),
        after=_counts(backend, _stepped(rows, "after")),
        classes=_by(groups, lambda label, _type, _size: tags_of(label)),
        types=_by(groups, lambda _label, kind, _size: [kind]),
        sizes=_by(groups, lambda _label, _type, size: [size]),
        gainers=_movers(backend, both.filter(both.change > 0), both.change.desc()),
        losers=_movers(backend, both.filter(both.change < 0), both.change.asc()),
    )


def _fields(shift: Shift) -> tuple[int, ...]:
    return shift.members, shift.before, shift.after, shift.gained, shift.lost


Group = tuple[str, str, int, Shift]


def _groups(backend: Backend, both: ir.Table) -> list[Group]:
    """The shift of every set of classes, unit type and branch size that occurs; few, however many members there are."""
    summed = both.group_by("label", "type", "size").agg(
        members=both.count().cast("int64"),
        before_sum=narrow(both.before.sum()),
        after_sum=narrow(both.after.sum()),
        gained=narrow((both.change > 0).cast("int64").sum()),
        lost=narrow((both.change < 0).cast("int64").sum()),
    )
    columns = ["label", "type", "size", "members", "before_sum", "after_sum", "gained", "lost"]
    rows = backend.rows(summed.select(*columns))
    return [(label, kind, size, Shift(*sums)) for label, kind, size, *sums in rows]


def _by(groups: Iterable[Group], keys: Callable[[str, str, int], Iterable[Any]]) -> dict[Any, Shift]:
    """The groups drawn together by whatever keys each has, sorted."""
    found: dict[Any, Shift] = defaultdict(lambda: Shift(0, 0, 0, 0, 0))
    for label, kind, size, shift in groups:
        for key in keys(label, kind, size):
            found[key] += shift
    return dict(sorted(found.items()))


def _bands(backend: Backend, rows: ir.Table) -> list[BandMove]:
    marked = rows.mutate(rated_before=rows.before.notnull(), rated_after=rows.after.notnull())
    keys = ["rated_before", "rated_after", "band_before", "band_after"]
    counted = marked.group_by(*keys).agg(
        members=marked.count().cast("int64"), total_change=narrow(marked.change.sum().fill_null(0))
    )
    moves = [BandMove(*row) for row in backend.rows(counted.select(*keys, "members", "total_change"))]
    return sorted(moves, key=lambda one: (one.rated_before, one.before or "", one.rated_after, one.after or ""))


def _reach(change: ir.IntegerColumn) -> ir.IntegerValue:
    """By how much: 0 for not at all, else the place in REACHES from 1 on, below 0 for a loss."""
    steps = [(change.abs() >= least, whole(place)) for place, least in reversed(list(enumerate(REACHES, start=1)))]
    reach = ibis.cases(*steps, else_=whole(0))
    return ibis.ifelse(change < 0, reach * -1, reach)


def _stepped(rows: ir.Table, column: str) -> ir.Table:
    rated = rows.filter(rows[column].notnull())
    return rated.select(key=ibis.least(quotient(rated[column], whole(STEP)), whole(LAST_STEP)))


def _counts(backend: Backend, keyed: ir.Table) -> dict[int, int]:
    counted = keyed.group_by("key").agg(members=keyed.count().cast("int64"))
    return dict(sorted(backend.rows(counted.select("key", "members"))))


def _movers(backend: Backend, rows: ir.Table, order: Any) -> list[Mover]:
    """Those who move most; of equals, the lower number first."""
    first = rows.order_by([order, rows.member_id.asc()]).limit(NAMED)
    return [Mover(*row) for row in backend.rows(first.select("member_id", "unit_id", "before", "after"))]
