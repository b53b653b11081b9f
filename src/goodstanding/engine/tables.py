"""The tables that go in and come out, with their columns, types and keys. Everything else about their form follows
from here."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

#: What a lake's raw tables hold (see the lake's layout for their files).
UNITS = {"unit_id": "int64", "parent_id": "int64", "level": "string", "type": "string", "name": "string"}
MEMBERS = {"member_id": "int64", "unit_id": "int64", "classes": "array<string>"}
FACTS = {
    "fact_id": "int64",
    "subject": "string",
    "subject_id": "int64",
    "kind": "string",
    "value": "int64",
    "occurred_on": "date",
}


@dataclass(frozen=True)
class Inputs:
    """A lake's tables for one run: all units, and snapshots and facts by month number where there are any."""

    units: ir.Table
    members: Mapping[int, ir.Table]
    facts: Mapping[int, ir.Table]


@dataclass(frozen=True)
class Output:
    """One table of a run: its columns with their types, and how many of the first of them are its key."""

    name: str
    columns: Mapping[str, str]
    keys: int


_POINTS = {
    "subject": "string",
    "subject_id": "int64",
    "indicator": "string",
    "period": "string",
    "n": "int64",
    "value": "int64",
    "earned": "int64",
    "attainable": "int64",
}
_TOTALS = {
    "member_id": "int64",
    "unit_id": "int64",
    "peer_group": "string",
    "earned": "int64",
    "attainable": "int64",
    "bonus": "int64",
    "deduction": "int64",
    "total": "int64",
    "band": "string",
}
_RANKS = {"member_id": "int64", "scope_id": "int64", "rank": "int64", "of": "int64"}
_FLAGS = {"subject": "string", "subject_id": "int64", "indicator": "string", "value": "int64", "level": "string"}
_UNIT_TOTALS = {"unit_id": "int64", "n": "int64", "members_part": "int64", "own": "int64", "total": "int64"}
_UNIT_RANKS = {"unit_id": "int64", "scope_id": "int64", "rank": "int64", "of": "int64"}

OUTPUTS = {
    output.name: output
    for output in (
        Output("points", _POINTS, 4),
        Output("totals", _TOTALS, 1),
        Output("ranks", _RANKS, 2),
        Output("flags", _FLAGS, 3),
        Output("unit_totals", _UNIT_TOTALS, 1),
        Output("unit_ranks", _UNIT_RANKS, 2),
    )
}
