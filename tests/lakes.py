"""Puts a small organization into a real lake, or into a backend's tables."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.backend import Backend
from goodstanding.engine.tables import FACTS, MEMBERS, UNITS, Inputs
from goodstanding.lake.layout import Lake
from tests.engine.oracle import Fact, Organization

Row = dict[str, object]

_ARROW: dict[str, pa.DataType] = {
    "int64": pa.int64(),
    "string": pa.string(),
    "date": pa.date32(),
    "array<string>": pa.list_(pa.string()),
}


def unit_rows(organization: Organization) -> list[Row]:
    """The units as rows of the lake."""
    return [vars(unit) for unit in organization.units]


def member_rows(organization: Organization) -> dict[int, list[Row]]:
    """The snapshots as rows of the lake, by month."""
    return {
        month: [
            {"member_id": member, "unit_id": unit, "classes": list(classes)} for member, (unit, classes) in rows.items()
        ]
        for month, rows in organization.members.items()
        if rows
    }


def fact_rows(facts: Sequence[Fact]) -> dict[int, list[Row]]:
    """The facts as rows of the lake, by month."""
    months: dict[int, list[Row]] = defaultdict(list)
    for fact in facts:
        months[fact.occurred_on.year * 12 + fact.occurred_on.month - 1].append(vars(fact))
    return months


def inputs_of(backend: Backend, organization: Organization) -> Inputs:
    """The organization as tables of a backend."""
    return Inputs(
        units=backend.table(unit_rows(organization), UNITS),
        members={month: backend.table(rows, MEMBERS) for month, rows in member_rows(organization).items()},
        facts={month: backend.table(rows, FACTS) for month, rows in fact_rows(organization.facts).items()},
    )


def write_lake(organization: Organization, folder: Path, *, parts: int = 1, backwards: bool = False) -> Lake:
    """The organization as a lake on disk; `parts` and `backwards` change the layout of the files, never their
    content."""
    lake = Lake(folder)
    _write(unit_rows(organization), UNITS, lake.units, backwards)
    for month, rows in member_rows(organization).items():
        _write_parts(rows, MEMBERS, lake.members(month), parts, backwards)
    for month, rows in fact_rows(organization.facts).items():
        _write_parts(rows, FACTS, lake.facts(month), parts, backwards)
    return lake


def _write_parts(rows: list[Row], columns: dict[str, str], folder: Path, parts: int, backwards: bool) -> None:
    for part in range(parts):
        _write(rows[part::parts], columns, folder / f"part-{part}.parquet", backwards)


def _write(rows: list[Row], columns: dict[str, str], path: Path, backwards: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    pq.write_table(pa.Table.from_pylist(rows[::-1] if backwards else rows, schema=schema), path)
