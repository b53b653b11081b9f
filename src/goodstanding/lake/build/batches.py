"""What all readers share: where rows come from, and rows that tell what is wrong instead of what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goodstanding.lake.build.tables import ROW_BITS, Incoming

#: A value in an errors file is a hint where to look; a megabyte of it would not help.
LONGEST_VALUE = 200


@dataclass
class BatchSource:
    """One input file. `sheet` and `bytes_read` (bytes read so far) become known while it is read.

    scratch: a folder for what a reader puts on disk meanwhile.
    """

    table: Incoming
    number: int
    path: Path
    scratch: Path
    sheet: str = ""
    bytes_read: int = 0

    @property
    def size(self) -> int:
        """The file's size in bytes; 0 where there is none."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def seq(self, row: npt.NDArray[np.int64]) -> pa.Int64Array:
        """Row numbers of this file as places in the whole input."""
        return pa.array(row + (self.number << ROW_BITS), pa.int64())


@dataclass(frozen=True)
class Broken:
    """A row that could not be read: its number in the file, its fault, and what stands there."""

    row: int
    fault: str
    value: str


def sound(source: BatchSource, rows: npt.NDArray[np.int64], cells: Sequence[Any]) -> pa.RecordBatch:
    """A batch of rows that could be read, `cells` in the order of the table's columns, all of them text."""
    nothing = pa.nulls(len(rows), pa.string())
    return pa.RecordBatch.from_arrays([source.seq(rows), *cells, nothing, nothing], schema=source.table.stream)


def all_broken(source: BatchSource, rows: Sequence[Broken]) -> pa.RecordBatch:
    """A batch of rows that could not be read."""
    nothing = pa.nulls(len(rows), pa.string())
    columns: list[Any] = [
        source.seq(np.array([row.row for row in rows], np.int64)),
        *[nothing] * len(source.table.columns),
        pa.array([row.fault for row in rows], pa.string()),
        pa.array([clipped(row.value) for row in rows], pa.string()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=source.table.stream)


def broken(source: BatchSource, row: int, fault: str, value: str) -> pa.RecordBatch:
    """A batch of the one row that could not be read."""
    return all_broken(source, [Broken(row, fault, value)])


def clipped(text: str) -> str:
    """A text that is short enough for a message, and valid whatever it was."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


def wrong_columns(table: Incoming, found: Sequence[str]) -> str | None:
    """What is wrong with a header, in words; None where it has each of the table's columns once, in any order."""
    missing = [column for column in table.columns if column not in found]
    unknown = [column for column in dict.fromkeys(found) if column not in table.columns]
    twice = [column for column in dict.fromkeys(found) if list(found).count(column) > 1 and column in table.columns]
    parts = [("missing", missing), ("unknown", unknown), ("twice", twice)]
    faults = [f"{word}: {', '.join(columns)}" for word, columns in parts if columns]
    return "; ".join(faults) or None
