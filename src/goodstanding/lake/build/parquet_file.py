"""Reads a Parquet file's columns as the text that a CSV file would hold."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodstanding.lake.build.batches import BatchSource, broken, sound, wrong_columns

_BATCH_ROWS = 1 << 16
#: Up to here every whole number is a float of its own.
_EXACT = float(1 << 53)


def read_parquet(source: BatchSource) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file, numbered from 1."""
    done = 0
    try:
        with pq.ParquetFile(source.path) as file:
            fault = _schema_fault(source, file.schema_arrow)
            if fault is not None:
                yield broken(source, 0, *fault)
                return
            for batch in file.iter_batches(_BATCH_ROWS, columns=list(source.table.columns)):
                rows = np.arange(done + 1, done + 1 + batch.num_rows, dtype=np.int64)
                # Before the batch goes out: an error here must not come after its rows.
                ready = sound(source, rows, [_text(source, name, batch.column(name)) for name in source.table.columns])
                done += batch.num_rows
                source.bytes_read = source.size * done // max(1, file.metadata.num_rows)
                yield ready
    except (pa.ArrowException, OSError) as error:
        yield broken(source, done + 1, "damaged@" if done else "parquet@", str(error))


def _schema_fault(source: BatchSource, schema: pa.Schema) -> tuple[str, str] | None:
    wrong = wrong_columns(source.table, schema.names)
    if wrong:
        return "columns@", wrong
    for name in source.table.columns:
        kind = schema.field(name).type
        if not _readable(name, kind):
            return "parquet@", f"the column {name} has the type {kind}"
    return None


def _readable(name: str, kind: pa.DataType) -> bool:
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return name == "classes" and _is_text(kind.value_type)
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    plain = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_date, pa.types.is_timestamp)
    return _is_text(kind) or pa.types.is_null(kind) or any(holds(kind) for holds in plain)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


def _text(source: BatchSource, name: str, cells: Any) -> Any:
    kind = cells.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pc.binary_join(cells.cast(pa.list_(pa.string())), ";")
    if pa.types.is_floating(kind):
        return _float_text(cells)
    if pa.types.is_decimal(kind):
        return _without_zeros(cells.cast(pa.string()))
    if pa.types.is_timestamp(kind):
        return _day(source, name, pc.replace_substring_regex(cells.cast(pa.string()), r" 00:00:00(\.0+)?Z?$", ""))
    if pa.types.is_date(kind):
        return _day(source, name, cells.cast(pa.date32()).cast(pa.string()))
    return cells.cast(pa.string())


def _float_text(cells: Any) -> Any:
    """The shortest text of each float, in which a whole number has no point."""
    text = cells.cast(pa.string())
    cells = cells.cast(pa.float64())
    numbers = cells.to_numpy(zero_copy_only=False)
    whole = pa.array((np.floor(numbers) == numbers) & (np.abs(numbers) <= _EXACT))
    return pc.if_else(whole, pc.if_else(whole, cells, 0.0).cast(pa.int64()).cast(pa.string()), text)


def _without_zeros(text: Any) -> Any:
    # A decimal's scale is a matter of its column, not of the amount.
    return pc.replace_substring_regex(pc.replace_substring_regex(text, r"(\.\d*?)0+$", r"\1"), r"\.$", "")


def _day(source: BatchSource, name: str, text: Any) -> Any:
    return pc.replace_substring_regex(text, r"^(\d{4}-\d{2})-01$", r"\1") if name in source.table.months else text
