"""Writes the accepted rows as a lake's files, each in the order of its keys."""

# ruff: noqa: S608 - the pieces of these queries are names from this package, never text of the input.

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.period import first_day, month_text
from goodstanding.engine.problems import InputError
from goodstanding.lake.build.staging import Staging
from goodstanding.lake.build.tables import FACTS_FILE, MEMBERS_FILE, UNITS_FILE
from goodstanding.lake.layout import Lake

ROW_GROUP = 122_880

_MONTH = "(year(occurred_on) * 12 + month(occurred_on) - 1)"
#: The months that facts, beginnings and last months of memberships touch.
_TOUCHED = f"""
    SELECT min("from"), max(last) FROM (
        SELECT "from", greatest("from", "until" - 1) AS last FROM sound_members
        UNION ALL SELECT NULL, (SELECT max({_MONTH}) FROM sound_facts))"""


def snapshot_months(staging: Staging, to: int | None = None) -> range:
    """From the first membership's first month to `to`, or to the last that a fact, a beginning or an end touches.

    Raises InputError where `to` lies before that month: what happened then would be left out without a word.
    """
    first, last = staging.sql.execute(_TOUCHED).fetchall()[0]
    if to is not None and last is not None and to < last:
        raise InputError(
            f"--to {month_text(to)} is before {month_text(last)}, the last month that the members and facts tell of; "
            "name that month or a later one, or leave out what came after."
        )
    return range(0) if first is None else range(first, (last if to is None else to) + 1)


def write_lake(staging: Staging, lake: Lake, progress: Callable[[float], None], to: int | None = None) -> None:
    """Writes units, snapshots (to the month `to`, where one is given) and facts; months without rows have no folder."""
    _write(staging, UNITS_FILE, "sound_units ORDER BY unit_id", lake.units)
    snapshots = list(snapshot_months(staging, to))
    with_facts = [
        int(month)
        for (month,) in staging.sql.execute(f"SELECT DISTINCT {_MONTH} FROM sound_facts ORDER BY ALL").fetchall()
    ]
    for done, month in enumerate(snapshots):
        query = f'sound_members WHERE "from" <= {month} AND ("until" IS NULL OR "until" > {month}) ORDER BY member_id'
        _write(staging, MEMBERS_FILE, query, lake.members(month) / "part-0000.parquet")
        progress(done / (len(snapshots) + len(with_facts)))
    for done, month in enumerate(with_facts, len(snapshots)):
        days = f"occurred_on BETWEEN {_day(month)} AND last_day({_day(month)})"
        query = f"sound_facts WHERE {days} ORDER BY subject, subject_id, occurred_on, fact_id"
        _write(staging, FACTS_FILE, query, lake.facts(month) / "part-0000.parquet")
        progress(done / (len(snapshots) + len(with_facts)))
    progress(1.0)


def _day(month: int) -> str:
    return f"DATE '{first_day(month).isoformat()}'"


def _write(staging: Staging, schema: pa.Schema, query: str, path: Path) -> None:
    rows = staging.sql.execute(f"SELECT {', '.join(schema.names)} FROM {query}").fetch_record_batch(ROW_GROUP)
    writer: pq.ParquetWriter | None = None
    for batch in rows:
        if not batch.num_rows:
            continue
        if writer is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = _writer(path, schema)
        writer.write_batch(
            pa.RecordBatch.from_arrays([_cast(batch, field) for field in schema], schema=schema), ROW_GROUP
        )
    if writer is not None:
        writer.close()


def _cast(batch: pa.RecordBatch, field: Any) -> Any:
    return batch.column(field.name).cast(field.type)


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    repetitive = ("level", "type", "classes.list.element", "subject", "kind", "value", "occurred_on")
    repeated: Any = [name for name in repetitive if name.partition(".")[0] in schema.names]
    return pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=repeated, store_schema=False)
