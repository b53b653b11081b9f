"""Writes one table of a run: rows in their order, in row groups of one size, with the content digest taken on the way.

The size of the row groups never depends on how the rows arrive, so the same rows give the same bytes for any number
of shards and threads.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.run import TableColumn
from goodstanding.engine.tables import Output
from goodstanding.lake.digest import ContentDigest

ROW_GROUP = 1_048_576

_TYPES = {"int64": pa.int64(), "string": pa.dictionary(pa.int32(), pa.string())}


class TableWriter:
    """Appends rows to one Parquet file. Use as a context manager; `rows` and `digest` are right after it closed."""

    def __init__(self, path: Path, output: Output) -> None:
        self.output = output
        self.rows = 0
        self._schema = pa.schema([(name, _TYPES[kind]) for name, kind in output.columns.items()])
        # The first key ascends or repeats, which differences pack better than a dictionary.
        ascending = next(name for name, kind in output.columns.items() if kind == "int64")
        dictionary: Any = [name for name in output.columns if name != ascending]
        self._file = pq.ParquetWriter(
            path,
            self._schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=dictionary,
            column_encoding={ascending: "DELTA_BINARY_PACKED"},
            store_schema=False,
        )
        self._digest = ContentDigest(output.columns)
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0

    def append(self, batches: Iterable[pa.RecordBatch], columns: dict[str, TableColumn]) -> None:
        """Adds rows, with words put in the place of their codes."""
        sources = [columns[name] for name in self.output.columns]
        for batch in batches:
            arrays = [_spelled(batch, column) for column in sources]
            self._waiting.append(pa.record_batch(arrays, names=list(self.output.columns)))
            self._waiting_rows += batch.num_rows
            if self._waiting_rows >= ROW_GROUP:
                self._write(whole_groups=True)

    def close(self) -> None:
        """Writes what is left."""
        self._write(whole_groups=False)
        self._file.close()

    @property
    def digest(self) -> str:
        """The content digest of the rows written."""
        return self._digest.hexdigest()

    def _write(self, *, whole_groups: bool) -> None:
        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting)
        count = table.num_rows - table.num_rows % ROW_GROUP if whole_groups else table.num_rows
        for start in range(0, count, ROW_GROUP):
            group = table.slice(start, min(ROW_GROUP, count - start)).combine_chunks()
            self._digest.add(group)
            self._file.write_table(group, row_group_size=ROW_GROUP)
        self.rows += count
        self._waiting = table.slice(count).to_batches()
        self._waiting_rows = table.num_rows - count


def _spelled(batch: pa.RecordBatch, column: TableColumn) -> Any:
    if column.source is None:
        return _words(np.zeros(batch.num_rows, dtype=np.int32), None, column.words or ())
    values = batch.column(column.source)
    if column.words is None:
        return values.dictionary_encode() if pa.types.is_string(values.type) else values
    return _words(values.fill_null(0).to_numpy(), np.asarray(values.is_null()), column.words)


def _words(codes: Any, missing: Any, words: Sequence[str]) -> Any:
    """The words of codes. Several codes may stand for one word; the dictionary has each word once, sorted."""
    distinct = sorted(set(words))
    places = np.array([distinct.index(word) for word in words] or [0], dtype=np.int32)
    indices = pa.array(places[codes], mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array(distinct, pa.string()))
