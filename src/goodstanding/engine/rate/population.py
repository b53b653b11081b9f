"""Who is rated, and as what they lived through the months that a run looks at.

A *profile* is what a scheme sees in a set of classes (for a unit: its type and level). Most of a million members share
a few hundred profiles, so which rule applies to whom is worked out once per profile. A member's twelve months are
packed into four numbers, three months each; 0 stands for "not a member then". Equal twelve months are one *track*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import narrow, quotient, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import WINDOW, month_text, window_of
from goodstanding.engine.problems import InputError
from goodstanding.engine.tables import Inputs

_BITS = 20
_RADIX = 2**_BITS
WORDS = ["months_1", "months_2", "months_3", "months_4"]


@dataclass(frozen=True)
class Population:
    """The subjects of a run.

    subjects: subject_id, unit_id, track, profile (in the run's month).
    tracks: track, months_1 .. months_4 - the different twelve months that were lived through.
    """

    subjects: ir.Table
    tracks: ir.Table
    month: int


def union_all(tables: Sequence[ir.Table]) -> ir.Table:
    """The rows of all tables."""
    return reduce(lambda one, other: one.union(other, distinct=False), tables)


def profile_in(table: ir.Table, slot: int) -> ir.IntegerValue:
    """The profile in a month of the window (0 to 11), read off the packed months."""
    return quotient(table[WORDS[slot // 3]], whole(_RADIX ** (slot % 3))) % _RADIX


def labelled_members(inputs: Inputs, month: int) -> ir.Table:
    """A month's snapshot with the classes as one text: member_id, unit_id, label."""
    members = inputs.members[month]
    return members.select("member_id", "unit_id", label=members.classes.join(";").fill_null(""))


def member_labels(backend: Backend, inputs: Inputs, month: int) -> list[str]:
    """The different class texts of the months that a run looks at, sorted; gathered once for all shards."""
    months = [one for one in window_of(month) if one in inputs.members]
    labels = union_all([labelled_members(inputs, month).select("label").distinct() for month in months]).distinct()
    return sorted(label for (label,) in backend.rows(labels))


def profile_codes(backend: Backend, labels: Sequence[str], profiles: Sequence[int]) -> ir.Table:
    """The profiles of members by their class texts: label, profile."""
    rows: list[dict[str, object]] = [
        {"label": label, "profile": profile} for label, profile in zip(labels, profiles, strict=True)
    ]
    return backend.table(rows, {"label": "string", "profile": "int64"})


def tags_of(label: str) -> frozenset[str]:
    """The classes in a class text."""
    return frozenset(word for word in label.split(";") if word)


def member_population(backend: Backend, inputs: Inputs, month: int, codes: ir.Table, only: "Between") -> Population:
    """The members in the month's snapshot whose number lies in a stretch."""
    months = [one for one in window_of(month) if one in inputs.members]
    history = union_all([_coded(inputs, one, month, codes, only) for one in months])
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
    history = union_all([coded.mutate(slot=whole(slot)) for slot in range(WINDOW)])
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


def _coded(inputs: Inputs, one: int, month: int, codes: ir.Table, only: Between) -> ir.Table:
    labelled = only(labelled_members(inputs, one), "member_id")
    coded = labelled.join(codes, "label")
    return coded.select(subject_id="member_id", profile="profile", slot=whole(_slot(one, month)))


def _slot(one: int, month: int) -> int:
    return one - window_of(month).start


def _population(backend: Backend, history: ir.Table, now: ir.Table, month: int) -> Population:
    subjects = backend.keep(_packed(history).join(now, "subject_id"))
    _refuse_doubles(backend, subjects, month)
    tracks = backend.keep(_numbered(subjects.select(*WORDS).distinct()))
    here = subjects.join(tracks, WORDS)
    seen = here.select("subject_id", "unit_id", "track", profile=profile_in(here, WINDOW - 1))
    return Population(backend.keep(seen), tracks, month)


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
        raise InputError(
            f"Member {first} stands twice in one of the months up to {month_text(month)}; "
            "run 'goodstanding lake check' to see every such row, and take one of them out."
        )
