"""Writes a lake's three input tables from numpy columns, a batch at a time: the whole lake appears, or none of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.problems import InputError
from goodstanding.lake.layout import Lake
from goodstanding.lake.publish import place_new

Ints = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]

ROW_GROUP = 122_880
#: A part is closed after so many row groups, so that a file's footer stays small however many rows there are.
ROW_GROUPS_A_PART = 1024

_NUMBER = pa.int64()
_WORD = pa.dictionary(pa.int16(), pa.string())


def _required(name: str, kind: pa.DataType) -> "pa.Field[Any]":
    return pa.field(name, kind, nullable=False)


#: The tables as they are written; words are codes into a vocabulary here and plain strings to every reader.
UNITS = pa.schema(
    [
        _required("unit_id", _NUMBER),
        pa.field("parent_id", _NUMBER),
        _required("level", _WORD),
        _required("type", _WORD),
        _required("name", pa.string()),
    ]
)
MEMBERS = pa.schema(
    [
        _required("member_id", _NUMBER),
        _required("unit_id", _NUMBER),
        _required("classes", pa.list_(pa.field("element", _WORD, nullable=False))),
    ]
)
FACTS = pa.schema(
    [
        _required("fact_id", _NUMBER),
        _required("subject", _WORD),
        _required("subject_id", _NUMBER),
        _required("kind", _WORD),
        pa.field("value", _NUMBER),
        _required("occurred_on", pa.date32()),
    ]
)


class NotEmpty(InputError, ValueError):
    """The folder that a lake was to be written to already holds something."""


@dataclass(frozen=True)
class Vocabulary:
    """The words that codes stand for; a code is a word's place."""

    levels: Sequence[str]
    types: Sequence[str]
    classes: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True)
class UnitRows:
    """Units, n rows: ids, parents (0 for the root), codes of level and type, names."""

    unit_id: Ints
    parent_id: Ints
    level: Ints
    type: Ints
    name: Sequence[str]


@dataclass(frozen=True)
class MemberRows:
    """A month's members, n rows: ids, units, and `classes`, an n x (number of class words) matrix of who has which."""

    member_id: Ints
    unit_id: Ints
    classes: Flags


@dataclass(frozen=True)
class FactRows:
    """A month's facts, n rows: ids, subjects, codes of kinds, thousandths, which are excused, days since 1970."""

    fact_id: Ints
    subject_id: Ints
    kind: Ints
    value: Ints
    excused: Flags
    occurred_on: Ints


class _Parts:
    """Parquet files in one folder, cut into row groups of one size whatever the size of the batches."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self._folder, self._name, self._schema = folder, name, schema
        self._waiting: list[pa.RecordBatch] = []
        self._rows, self._parts, self._groups = 0, 0, 0
        self._file: pq.ParquetWriter | None = None

    def add(self, columns: Sequence["pa.Array[Any]"]) -> None:
        batch = pa.RecordBatch.from_arrays(columns, schema=self._schema)
        self._waiting.append(batch)
        self._rows += batch.num_rows
        if self._rows >= ROW_GROUP:
            self._write(self._rows - self._rows % ROW_GROUP)

    def close(self) -> None:
        """Writes what is still waiting. Without any rows there is no file."""
        if self._rows:
            self._write(self._rows)
        self.abandon()

    def abandon(self) -> None:
        """Closes the open file as it is."""
        if self._file is not None:
            self._file.close()
            self._file, self._groups, self._parts = None, 0, self._parts + 1

    def _write(self, rows: int) -> None:
        table = pa.Table.from_batches(self._waiting, self._schema)
        for start in range(0, rows, ROW_GROUP):
            # One chunk a row group: otherwise the pages, and so the bytes, would follow the batches.
            group = table.slice(start, min(ROW_GROUP, rows - start)).combine_chunks()
            self._part().write_table(group, row_group_size=ROW_GROUP)
            self._groups += 1
        self._waiting = table.slice(rows).to_batches()
        self._rows -= rows

    def _part(self) -> pq.ParquetWriter:
        if self._groups == ROW_GROUPS_A_PART:
            self.abandon()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = _parquet(self._folder / f"{self._name.format(self._parts)}.parquet", self._schema)
        return self._file


#: Columns that ascend are told by their steps; in the others few values come again and again.
_ASCENDING = ("unit_id", "member_id", "fact_id", "subject_id")
_REPEATED = ("parent_id", "level", "type", "classes.list.element", "subject", "kind", "value", "occurred_on")


def _parquet(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    options: dict[str, Any] = {
        "compression": "zstd",
        "use_dictionary": list(_REPEATED),
        "column_encoding": {name: "DELTA_BINARY_PACKED" for name in schema.names if name in _ASCENDING},
        # Readers see plain strings, not the dictionaries they are written from.
        "store_schema": False,
        "write_batch_size": 8192,
    }
    return pq.ParquetWriter(path, schema, **options)


@contextmanager
def new_lake(lake: Lake, vocabulary: Vocabulary) -> Iterator["RawLakeWriter"]:
    """Yields a writer; when the block ends well the lake is there, and when it does not there is nothing.

    Raises NotEmpty where the folder already holds files, and Refused while another process writes the same lake.
    """
    if lake.root.exists() and (not lake.root.is_dir() or any(lake.root.iterdir())):
        raise NotEmpty(f"{lake.root} already holds files; give a folder that is new or empty.")
    with place_new(lake.root) as folder:
        writer = RawLakeWriter(Lake(folder), vocabulary)
        try:
            yield writer
        except BaseException:
            writer.abandon()
            raise
        writer.close()


class RawLakeWriter:
    """Writes a lake's raw tables. A month's rows come in ascending order of their subjects; months in any order."""

    def __init__(self, lake: Lake, vocabulary: Vocabulary) -> None:
        self._lake, self._vocabulary = lake, vocabulary
        self._parts: dict[Path, _Parts] = {}

    def close(self) -> None:
        """Writes what is still waiting."""
        for parts in self._parts.values():
            parts.close()

    def abandon(self) -> None:
        """Closes all files without writing what is waiting."""
        for parts in self._parts.values():
            parts.abandon()

    def units(self, rows: UnitRows) -> None:
        """Adds units, in ascending order of their ids."""
        parts = self._table(self._lake.root, "units", UNITS)
        parents = _numbers(rows.parent_id, missing=rows.parent_id == 0)
        level, kind = _coded(rows.level, self._vocabulary.levels), _coded(rows.type, self._vocabulary.types)
        parts.add([_numbers(rows.unit_id), parents, level, kind, _texts(rows.name)])

    def members(self, month: int, rows: MemberRows) -> None:
        """Adds members to a month's snapshot."""
        parts = self._table(self._lake.members(month), "part-{:04d}", MEMBERS)
        parts.add([_numbers(rows.member_id), _numbers(rows.unit_id), self._classes(rows.classes)])

    def facts(self, month: int, subject: Literal["member", "unit"], rows: FactRows) -> None:
        """Adds a month's facts about members or about units; the two stand in files of their own, each in order."""
        stem = "part-{:04d}" if subject == "member" else "units-{:04d}"
        subjects = _coded(np.zeros(len(rows.fact_id), np.int16), [subject])
        self._table(self._lake.facts(month), stem, FACTS).add(
            [
                _numbers(rows.fact_id),
                subjects,
                _numbers(rows.subject_id),
                _coded(rows.kind, self._vocabulary.kinds),
                _numbers(rows.value, missing=rows.excused),
                _column(rows.occurred_on.astype(np.int32), pa.date32()),
            ]
        )

    def _table(self, folder: Path, name: str, schema: pa.Schema) -> _Parts:
        return self._parts.setdefault(folder / name, _Parts(folder, name, schema))

    def _classes(self, who: Flags) -> "pa.Array[Any]":
        codes = np.nonzero(who)[1]
        ends = _column(_ends(who.sum(axis=1)), pa.int32())
        lists: Any = pa.ListArray
        found: pa.Array[Any] = lists.from_arrays(
            ends, _coded(codes, self._vocabulary.classes), type=MEMBERS.field("classes").type
        )
        return found


# Arrays are made from their buffers: it copies nothing, and pa.array would load pandas, which takes a second.
def _column(values: Ints, kind: pa.DataType, missing: Flags | None = None) -> "pa.Array[Any]":
    present = None if missing is None else _buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [present, _buffer(values)])


def _buffer(content: Any) -> pa.Buffer:
    whole: Any = np.ascontiguousarray(content) if isinstance(content, np.ndarray) else content
    return pa.py_buffer(whole)


def _numbers(values: Ints, missing: Flags | None = None) -> "pa.Array[Any]":
    return _column(values.astype(np.int64, copy=False), _NUMBER, missing)


def _texts(texts: Sequence[str]) -> "pa.Array[Any]":
    encoded = [text.encode() for text in texts]
    ends = _ends(np.array([len(text) for text in encoded], np.int64))
    return pa.Array.from_buffers(pa.string(), len(texts), [None, _buffer(ends), _buffer(b"".join(encoded))])


def _ends(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def _coded(codes: Ints, words: Sequence[str]) -> "pa.Array[Any]":
    return pa.DictionaryArray.from_arrays(_column(codes.astype(np.int16), pa.int16()), _texts(words))
