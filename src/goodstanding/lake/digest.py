"""The content digest of a table: the same for the same rows, whatever engine made them and however the file is laid
out."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodstanding.engine.tables import Output
from goodstanding.lake.forms import holds

_BATCH_ROWS = 1_048_576


class ContentDigest:
    """SHA-256 of a table's content: for each column its name, the rows without a value, and the values.

    Numbers count as eight bytes, little end first, 0 where there is none; words as UTF-8 with a zero byte after each;
    rows without a value by their numbers from 0, eight bytes each.
    """

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = {name: (hashlib.sha256(), hashlib.sha256()) for name in columns}
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Takes in further rows."""
        for name, (missing, values) in self._columns.items():
            row = self._rows
            for chunk in table.column(name).chunks:
                if chunk.null_count:
                    missing.update((np.flatnonzero(np.asarray(chunk.is_null())) + row).astype("<i8").tobytes())
                values.update(_bytes_of(chunk))
                row += len(chunk)
        self._rows += table.num_rows

    def hexdigest(self) -> str:
        """The digest of all rows so far."""
        whole = hashlib.sha256()
        for name, (missing, values) in self._columns.items():
            whole.update(f"{name}\0{missing.hexdigest()}\0{values.hexdigest()}\n".encode())
        return whole.hexdigest()


def _bytes_of(chunk: Any) -> Any:
    if isinstance(chunk, pa.DictionaryArray):
        ended = _ended(chunk.dictionary)
        texts = ended.take(chunk.indices.fill_null(0)) if len(ended) else pa.repeat("\0", len(chunk))
        if chunk.null_count:
            texts = pc.if_else(chunk.is_valid(), texts, "\0")
        return _text_bytes(texts)
    if pa.types.is_string(chunk.type):
        return _text_bytes(_ended(chunk))
    return np.ascontiguousarray(chunk.fill_null(0).cast(pa.int64()), dtype="<i8")


def _ended(texts: Any) -> Any:
    join: Any = pc.binary_join_element_wise
    return join(texts.fill_null(""), "", "\0")


def _text_bytes(texts: Any) -> Any:
    _, offsets, data = texts.buffers()
    if data is None:
        return b""
    ends = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(data)[int(ends[0]) : int(ends[-1])]


def file_digest(path: Path, output: Output) -> tuple[int, str]:
    """How many rows a written table has, and its content digest. Raises ValueError where it has another form."""
    digest, rows = ContentDigest(output.columns), 0
    with pq.ParquetFile(path) as file:
        _refuse_other_columns(file.schema_arrow, output)
        for batch in file.iter_batches(_BATCH_ROWS):
            batch.validate(full=True)
            digest.add(pa.Table.from_batches([batch]))
            rows += batch.num_rows
        if rows != file.metadata.num_rows:
            raise ValueError(f"its footer tells of {file.metadata.num_rows} rows, and it has {rows}")
    return rows, digest.hexdigest()


def _refuse_other_columns(found: pa.Schema, output: Output) -> None:
    if found.names != list(output.columns):
        raise ValueError(f"it has the columns {', '.join(found.names)}")
    for field in found:
        if not holds(field.type, output.columns[field.name]):
            raise ValueError(f"it has {field.name} as {field.type}")
