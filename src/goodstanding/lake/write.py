"""Writes one table of a run: rows in their order, in row groups of one size, with the content digest taken on the way.

The size of the row groups never depends on how the rows arrive, so the same rows give the same bytes for any number of shards
and threads.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodstanding.engine.run import Column
from goodstanding.engine.tables import Output

ROW_GROUP = 1_048_576

_TYPES = {"int64": pa.int64(), "string": pa.dictionary(pa.int32(), pa.string())}


class ContentDigest:
    """SHA-256 of a table's content: for each column its name, which rows have a value, and the values.

    Numbers count as eight bytes, little end first, 0 where there is none; words as UTF-8 with a zero byte after each.
    """

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = {name: (hashlib.sha256(), hashlib.sha256()) for name in columns}

    def add(self, table: pa.Table) -> None:
        """Takes in further rows."""
        for name, (present, values) in self._columns.items():
            for chunk in table.column(name).chunks:
                present.update(np.asarray(chunk.is_valid().cast(pa.uint8())))
                values.update(_bytes_of(chunk))

    def hexdigest(self) -> str:
        """The digest of all rows so far."""
        whole = hashlib.sha256()
        for name, (present, values) in self._columns.items():
            whole.update(f"{name}\0{present.hexdigest()}\0{values.hexdigest()}\n".encode())
        return whole.hexdigest()


def _bytes_of(chunk: pa.Array) -> Any:
    if isinstance(chunk, pa.DictionaryArray):
        ended = pc.binary_join_element_wise(chunk.dictionary.fill_null(""), "", "\0")
        words = ended.take(chunk.indices.fill_null(0)) if len(ended) else pa.array([], pa.string())
        if chunk.null_count:
            words = pc.if_else(chunk.is_valid(), words, "\0")
        return _text_bytes(words)
    if pa.types.is_string(chunk.type):
        return _text_bytes(pc.binary_join_element_wise(chunk.fill_null(""), "", "\0"))
    return np.ascontiguousarray(chunk.fill_null(0).cast(pa.int64()), dtype="<i8")


def _text_bytes(words: pa.Array) -> Any:
    _, offsets, data = words.buffers()
    if data is None:
        return b""
    ends = np.frombuffer(offsets, dtype=np.int32)[words.offset : words.offset + len(words) + 1]
    return memoryview(data)[int(ends[0]) : int(ends[-1])]


class TableWriter:
    """Appends rows to one Parquet file. Use as a context manager; `rows` and `digest` are right after it closed."""

    def __init__(self, path: Path, output: Output) -> None:
        self.output = output
        self.rows = 0
        self._schema = pa.schema([(name, _TYPES[kind]) for name, kind in output.columns.items()])
        # The first key ascends or repeats, which differences pack better than a dictionary.
        ascending = next(name for name, kind in output.columns.items() if kind == "int64")
        self._file = pq.ParquetWriter(
            path,
            self._schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=[name for name in output.columns if name != ascending],
            column_encoding={ascending: "DELTA_BINARY_PACKED"},
            store_schema=False,
        )
        self._digest = ContentDigest(output.columns)
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0

    def append(self, batches: Iterable[pa.RecordBatch], columns: dict[str, Column]) -> None:
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


def _spelled(batch: pa.RecordBatch, column: Column) -> pa.Array:
    if column.source is None:
        return _words(np.zeros(batch.num_rows, dtype=np.int32), None, column.words or ())
    values = batch.column(column.source)
    if column.words is None:
        return values.dictionary_encode() if pa.types.is_string(values.type) else values
    return _words(values.fill_null(0).to_numpy(), np.asarray(values.is_null()), column.words)


def _words(codes: Any, missing: Any, words: Sequence[str]) -> pa.DictionaryArray:
    """The words of codes. Several codes may stand for one word; the dictionary has each word once, sorted."""
    distinct = sorted(set(words))
    places = np.array([distinct.index(word) for word in words] or [0], dtype=np.int32)
    indices = pa.array(places[codes], mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array(distinct, pa.string()))
