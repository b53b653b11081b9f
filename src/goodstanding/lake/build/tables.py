"""The three tables as they come in and as they are written."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

#: A row's place in the whole input: the file's number in the upper bits, the row's number in the lower.
ROW_BITS = 40

#: Members and facts of other years are taken for slips of the pen: one of them would add centuries of snapshots.
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class Incoming:
    """A table's name and its files' columns; `months` are those in which a first day may stand for its month."""

    name: str
    columns: tuple[str, ...]
    months: frozenset[str] = frozenset()

    @property
    def stream(self) -> pa.Schema:
        """What every reader yields: a row's place, its cells as text, and its fault where it could not be read."""
        text: dict[str, pa.DataType] = {name: pa.string() for name in (*self.columns, "fault", "fault_value")}
        return pa.schema({"seq": pa.int64(), **text})


UNITS = Incoming("units", ("unit_id", "parent_id", "level", "type", "name"))
MEMBERS = Incoming("members", ("member_id", "unit_id", "classes", "from", "until"), frozenset({"from", "until"}))
FACTS = Incoming("facts", ("fact_id", "subject", "subject_id", "kind", "value", "occurred_on"))


def _required(name: str, kind: pa.DataType) -> "pa.Field[Any]":
    return pa.field(name, kind, nullable=False)


UNITS_FILE = pa.schema(
    [
        _required("unit_id", pa.int64()),
        pa.field("parent_id", pa.int64()),
        _required("level", pa.string()),
        _required("type", pa.string()),
        _required("name", pa.string()),
    ]
)
MEMBERS_FILE = pa.schema(
    [
        _required("member_id", pa.int64()),
        _required("unit_id", pa.int64()),
        _required("classes", pa.list_(_required("element", pa.string()))),
    ]
)
FACTS_FILE = pa.schema(
    [
        _required("fact_id", pa.int64()),
        _required("subject", pa.string()),
        _required("subject_id", pa.int64()),
        _required("kind", pa.string()),
        pa.field("value", pa.int64()),
        _required("occurred_on", pa.date32()),
    ]
)
