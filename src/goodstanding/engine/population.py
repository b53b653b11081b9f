"""Who is rated, and as what they lived through the year.

A *profile* is a set of classes (for a unit: its type and level). Most of a million members share a few hundred
profiles, so which
rule applies to whom is worked out once per profile. A member's year is packed into four numbers, three months each,
so that the profile in any month can be read off without another join; 0 stands for "not a member then".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow, quotient, whole
from goodstanding.engine.backends import Backend
from goodstanding.engine.fault import Refused
from goodstanding.engine.period import first_of_year, month_text
from goodstanding.engine.tables import Inputs

_BITS = 20
_RADIX = 2**_BITS
WORDS = ["year_1", "year_2", "year_3", "year_4"]


@dataclass(frozen=True)
class Population:
    """The subjects of a run.

    subjects: subject_id, unit_id, track, profile (in the run's month), year_1 .. year_4.
    tracks: track, year_1 .. year_4 - the different years that were lived through.
    """

    subjects: ir.Table
    tracks: ir.Table
    month: int

    @property
    def slots(self) -> range:
        """The months of the year that count, 0 for January."""
        return range(self.month - first_of_year(self.month) + 1)


def union_all(tables: Sequence[ir.Table]) -> ir.Table:
    """The rows of all tables."""
    return reduce(lambda one, other: one.union(other, distinct=False), tables)


def profile_in(table: ir.Table, slot: ir.IntegerValue) -> ir.IntegerValue:
    """The profile in a month (0 to 11), read off the packed year."""
    word = quotient(slot, whole(3))
    packed = ibis.cases(
        (word == 0, table.year_1), (word == 1, table.year_2), (word == 2, table.year_3), else_=table.year_4
    )
    place = slot % 3
    unit = ibis.cases((place == 0, whole(1)), (place == 1, whole(_RADIX)), else_=whole(_RADIX**2))
    return quotient(packed, unit) % _RADIX


def labelled_members(inputs: Inputs, month: int) -> ir.Table:
    """A month's snapshot with the classes as one text: member_id, unit_id, label."""
    members = inputs.members[month]
    return members.select("member_id", "unit_id", label=members.classes.join(";").fill_null(""))


def member_labels(backend: Backend, inputs: Inputs, month: int) -> list[str]:
    """The different class texts of the year up to the month, sorted; gathered once for all shards."""
    months = [one for one in range(first_of_year(month), month + 1) if one in inputs.members]
    labels = union_all([labelled_members(inputs, one).select("label").distinct() for one in months]).distinct()
    return sorted(label for (label,) in backend.rows(labels))


def profile_codes(backend: Backend, labels: Sequence[str]) -> ir.Table:
    """The profiles of members by their class texts: label, profile."""
    rows: list[dict[str, object]] = [{"label": label, "profile": code} for code, label in enumerate(labels, start=1)]
    return backend.table(rows, {"label": "string", "profile": "int64"})


def tags_of(label: str) -> frozenset[str]:
    """The classes in a class text."""
    return frozenset(word for word in label.split(";") if word)


def member_population(backend: Backend, inputs: Inputs, month: int, codes: ir.Table, only: "Between") -> Population:
    """The members in the month's snapshot whose number lies in a stretch."""
    months = [one for one in range(first_of_year(month), month + 1) if one in inputs.members]
    history = union_all([_coded(inputs, one, codes, only) for one in months])
    now = only(labelled_members(inputs, month), "member_id").select(subject_id="member_id", unit_id="unit_id")
    return _population(backend, history, now, month)


def unit_kinds(backend: Backend, inputs: Inputs) -> list[tuple[str, str]]:
    """The different (type, level) of units, sorted."""
    return sorted(backend.rows(inputs.units.select("type", "level").distinct()))


def unit_population(backend: Backend, inputs: Inputs, month: int, pairs: Sequence[tuple[str, str]]) -> Population:
    """Every unit, with its type and level as its classes in every month."""
    units = inputs.units
    known: list[dict[str, object]] = [
        {"type": kind, "level": level, "profile": place} for place, (kind, level) in enumerate(pairs, start=1)
    ]
    codes = backend.table(known, {"type": "string", "level": "string", "profile": "int64"})
    coded = units.join(codes, ["type", "level"]).select(subject_id="unit_id", profile="profile")
    slots = range(month - first_of_year(month) + 1)
    history = union_all([coded.mutate(slot=whole(slot)) for slot in slots])
    now = units.select(subject_id="unit_id", unit_id="unit_id")
    return _population(backend, history, now, month)


@dataclass(frozen=True)
class Between:
    """A stretch of subject numbers, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def __call__(self, table: ir.Table, column: str) -> ir.Table:
        """The table's rows inside the stretch."""
        if self.first is not None:
            table = table.filter(table[column] >= self.first)
        if self.last is not None:
            table = table.filter(table[column] <= self.last)
        return table


def _coded(inputs: Inputs, month: int, codes: ir.Table, only: Between) -> ir.Table:
    labelled = only(labelled_members(inputs, month), "member_id")
    coded = labelled.join(codes, "label")
    return coded.select(subject_id="member_id", profile="profile", slot=whole(month - first_of_year(month)))


def _population(backend: Backend, history: ir.Table, now: ir.Table, month: int) -> Population:
    subjects = backend.keep(_packed(history).join(now, "subject_id"))
    _refuse_doubles(backend, subjects, month)
    tracks = backend.keep(_numbered(subjects.select(*WORDS).distinct()))
    here = subjects.join(tracks, WORDS)
    slot = whole(month - first_of_year(month))
    return Population(backend.keep(here.mutate(profile=profile_in(here, slot))), tracks, month)


def _packed(history: ir.Table) -> ir.Table:
    word, place = quotient(history.slot, whole(3)), history.slot % 3
    unit = ibis.cases((place == 0, whole(1)), (place == 1, whole(_RADIX)), else_=whole(_RADIX**2))
    shifted = history.mutate(word=word, part=history.profile * unit)
    sums = {
        name: narrow(shifted.part.sum(where=shifted.word == number).fill_null(0)) for number, name in enumerate(WORDS)
    }
    return shifted.group_by("subject_id").agg(**sums, rows=shifted.count(), months=shifted.slot.nunique())


def _numbered(tracks: ir.Table) -> ir.Table:
    return tracks.mutate(track=ibis.row_number().over(order_by=WORDS).cast("int64"))


def _refuse_doubles(backend: Backend, subjects: ir.Table, month: int) -> None:
    doubled = subjects.filter(subjects.rows != subjects.months).subject_id.min()
    ((first,),) = backend.rows(doubled.as_table())
    if first is not None:
        raise Refused(
            f"Member {first} stands twice in one month of {month_text(month)[:4]}; "
            "run 'goodstanding lake check' to see every such row, and take one of them out."
        )
