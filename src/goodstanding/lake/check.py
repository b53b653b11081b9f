"""Checks a lake that is already there, from any writer, for everything that would make a rating wrong."""

# ruff: noqa: S608 - the pieces of these queries are names from this package, never text of the input.

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.backends.files import alike, parquet_sql
from goodstanding.engine.period import month_text, parse_month
from goodstanding.engine.problems import Problem
from goodstanding.engine.scheme.scheme import MOST_VALUE, Scheme
from goodstanding.lake.build.tables import FACTS_FILE, MEMBERS_FILE, UNITS_FILE
from goodstanding.lake.build.units import judge_tree
from goodstanding.lake.forms import holds, name_fault
from goodstanding.lake.layout import Lake, parquet_files

#: A check names so many rows and counts the rest: ten million lines are of no use.
MOST_NAMED = 1000

#: What a rating can count to, and the columns in which a file can hold more.
_LARGEST = 2**63 - 1
_NUMBERED = {
    "units": ("unit_id", "parent_id"),
    "members": ("member_id", "unit_id"),
    "facts": ("fact_id", "subject_id"),
}

#: What is wrong with single rows: table, condition, message.
_ROWS = (
    ("units", "unit_id IS NULL OR level IS NULL OR type IS NULL OR name IS NULL", "a cell that must be filled is null"),
    ("members", "member_id IS NULL OR unit_id IS NULL OR classes IS NULL", "a cell that must be filled is null"),
    ("members", "list_contains(list_transform(classes, lambda word: word IS NULL), true)", "a class is null"),
    (
        "facts",
        "fact_id IS NULL OR subject IS NULL OR subject_id IS NULL OR kind IS NULL OR occurred_on IS NULL",
        "a cell that must be filled is null",
    ),
    *(
        (table, f"{column} > {_LARGEST}", f"{column} is beyond 64 bits")
        for table, columns in _NUMBERED.items()
        for column in columns
    ),
    ("facts", "subject NOT IN ('member', 'unit')", "the subject is neither member nor unit"),
    ("facts", "kind = ''", "the kind is empty"),
    ("facts", "value < 0", "the value is negative"),
    ("facts", f"value > {MOST_VALUE}", "the value is larger than 1,000,000.000"),
    ("facts", "year(occurred_on) * 12 + month(occurred_on) - 1 <> month", "occurred_on is not in its folder's month"),
)
_ORPHANS = (
    ("members", "unit_id NOT IN (SELECT unit_id FROM units WHERE unit_id IS NOT NULL)", "no unit has this unit_id"),
    (
        "facts",
        "subject = 'unit' AND subject_id NOT IN (SELECT unit_id FROM units WHERE unit_id IS NOT NULL)",
        "the fact is for a unit that does not exist",
    ),
)
_REPEATS = (
    ("units", "unit_id", "an earlier row has this unit_id"),
    ("members", "month, member_id", "an earlier row of this month has this member_id"),
    ("facts", "fact_id", "an earlier row has this fact_id"),
)
_NOBODY = (
    "SELECT count(*) FROM (SELECT subject_id AS member_id FROM facts WHERE subject = 'member')"
    " ANTI JOIN members USING (member_id)"
)


#: Types by what they hold: as DuckDB calls them, and as a rating reads them.
_KINDS = {"int64": "BIGINT", "string": "VARCHAR", "date32[day]": "DATE", "list<string>": "VARCHAR[]"}
_READ = {"int64": "int64", "string": "string", "date32[day]": "date", "list<string>": "array<string>"}


@dataclass(frozen=True)
class CheckedLake:
    """What was found; a fault's file is relative to the lake, its line a row of it from 1, or 0 for the whole file.

    `rows` has the number of rows of each table, in files of the right form.
    """

    faults: tuple[Problem, ...]
    warnings: tuple[str, ...]
    rows: dict[str, int]


def check_lake(lake: Lake, schemes: Sequence[Scheme], *, memory: str = "1GB", threads: int = 2) -> CheckedLake:
    """Checks every file and row of a lake. Nothing is raised for what is wrong with it, and nothing is changed."""
    faults = list[Problem]()
    with tempfile.TemporaryDirectory() as spill:
        settings = {"memory_limit": memory, "threads": threads, "temp_directory": spill}
        with duckdb.connect(config=settings) as sql:
            for table, schema in (("units", UNITS_FILE), ("members", MEMBERS_FILE), ("facts", FACTS_FILE)):
                files = _sound_files(lake, table, schema, faults)
                _view(sql, table, schema, files)
            faults += _found(sql, lake)
            warnings = tuple(_warnings(sql, schemes)) if not _unreadable(faults) else ()
            rows = {table: _count(sql, f"SELECT count(*) FROM {table}") for table in ("units", "members", "facts")}
    return CheckedLake(tuple(sorted(set(faults))), warnings, rows)


def _sound_files(lake: Lake, table: str, schema: pa.Schema, faults: list[Problem]) -> list[tuple[Path, int]]:
    """The files of a table that can be read, with their months (0 for units); the others go to `faults`."""
    sound = []
    for path, month in _files(lake, table, faults):
        wrong = _form_fault(path, schema)
        if wrong:
            faults.append(Problem(_name(lake, path), 0, wrong))
        else:
            sound.append((path, month))
    return sound


def _files(lake: Lake, table: str, faults: list[Problem]) -> Iterator[tuple[Path, int]]:
    if table == "units":
        yield lake.units, 0
        return
    for folder in sorted((lake.root / table).glob("*")):
        try:
            month = parse_month(folder.name.removeprefix("month="))
        except ValueError:
            faults.append(Problem(_name(lake, folder), 0, "is not a month's folder; name it like month=2016-10"))
            continue
        yield from ((path, month) for path in parquet_files(folder))


def _name(lake: Lake, path: Path) -> str:
    return path.absolute().relative_to(lake.root.absolute()).as_posix()


def _form_fault(path: Path, schema: pa.Schema) -> str | None:
    try:
        found = pq.read_schema(path)
    except (OSError, pa.ArrowException):
        return "is not there" if not path.exists() else "is not a Parquet file that can be read"
    expected = {field.name: _plain(field.type) for field in schema}
    columns = {field.name: _plain(field.type) for field in found}
    if len(found) != len(schema) or set(columns) != set(expected):
        return f"has the columns {_spelled(columns)}; they must be {_spelled(expected)}"
    if all(holds(found.field(name).type, _READ[kind]) for name, kind in expected.items()):
        return name_fault(path)
    return f"has the columns {_spelled(columns)}; they must be {_spelled(expected)}"


def _plain(kind: pa.DataType) -> str:
    """A type by what it holds, whatever its encoding and the names inside it."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"list<{_plain(kind.value_type)}>"
    return str(kind).removeprefix("large_")


def _spelled(columns: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _view(sql: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, files: list[tuple[Path, int]]) -> None:
    """A view of all rows with `filename`, `row` from 1 and `month`."""
    if not files:
        empty = pa.schema([*schema, ("filename", pa.string()), ("row", pa.int64()), ("month", pa.int64())])
        sql.register(table, empty.empty_table())
        return
    months = pa.table({"filename": [str(path.absolute()) for path, _ in files], "month": [month for _, month in files]})
    sql.register(f"{table}_months", months)
    kept = ", ".join(f'CAST("{field.name}" AS {_kind(field, files)}) AS "{field.name}"' for field in schema)
    groups = alike([path for path, _ in files], dict.fromkeys(schema.names, ""))
    parts = [
        f"SELECT {kept}, filename, file_row_number + 1 AS row, month FROM"
        f" {parquet_sql(group, ('filename = true', 'file_row_number = true'))} JOIN {table}_months USING (filename)"
        for group in groups
    ]
    sql.execute(f"CREATE VIEW {table} AS {' UNION ALL '.join(parts)}")


def _kind(field: "pa.Field[Any]", files: Sequence[tuple[Path, int]]) -> str:
    """A column's type, wide enough for every number that one of the files can hold."""
    unsigned = pa.types.is_integer(field.type) and any(
        pa.types.is_uint64(pq.read_schema(path).field(field.name).type) for path, _month in files
    )
    return "HUGEINT" if unsigned else _KINDS[_plain(field.type)]


def _found(sql: duckdb.DuckDBPyConnection, lake: Lake) -> Iterator[Problem]:
    for table, condition, message in (*_ROWS, *_ORPHANS):
        yield from _named(sql, lake, table, f"SELECT filename, row FROM {table} WHERE {condition}", message)
    for table, keys, message in _REPEATS:
        repeated = f"SELECT {keys} FROM {table} GROUP BY {keys} HAVING count(*) > 1"
        nth = f"row_number() OVER (PARTITION BY {keys} ORDER BY filename, row) AS nth"
        numbered = f"SELECT filename, row, {nth} FROM {table} SEMI JOIN ({repeated}) USING ({keys})"
        later = f"SELECT filename, row FROM ({numbered}) WHERE nth > 1"
        yield from _named(sql, lake, table, later, message)
    yield from _tree(sql, lake)


def _named(sql: duckdb.DuckDBPyConnection, lake: Lake, table: str, query: str, message: str) -> Iterator[Problem]:
    try:
        rows = sql.execute(f"{query} ORDER BY ALL LIMIT {MOST_NAMED + 1}").fetchall()
        total = _count(sql, f"SELECT count(*) FROM ({query})") if len(rows) > MOST_NAMED else len(rows)
    except duckdb.Error as error:
        yield Problem(table, 0, f"{_UNREADABLE}: {str(error).splitlines()[0]}")
        return
    for filename, row in rows[:MOST_NAMED]:
        yield Problem(_name(lake, Path(filename)), row, message)
    if total > MOST_NAMED:
        yield Problem(table, 0, f"{message} ({total - MOST_NAMED:,} more rows)")


_UNREADABLE = "the rows cannot be read"


def _unreadable(faults: Sequence[Problem]) -> bool:
    return any(fault.message.startswith(_UNREADABLE) for fault in faults)


def _tree(sql: duckdb.DuckDBPyConnection, lake: Lake) -> Iterator[Problem]:
    rows = sql.execute(
        "SELECT TRY_CAST(unit_id AS BIGINT) AS unit_id, min(row) AS row, arg_min(parent_id IS NULL, row) AS orphan,"
        " coalesce(TRY_CAST(any_value(parent_id ORDER BY row) AS BIGINT), 0) AS parent_id FROM units"
        f" WHERE unit_id <= {_LARGEST} GROUP BY ALL ORDER BY row"
    ).fetchnumpy()
    place = np.asarray(rows["row"], np.int64)
    tree = judge_tree(
        np.asarray(rows["unit_id"], np.int64),
        np.asarray(rows["parent_id"], np.int64),
        np.asarray(rows["orphan"], np.bool_),
    )
    name = _name(lake, lake.units)
    if not tree.has_root and lake.units.exists():
        yield Problem(name, 0, "no unit is the root: leave parent_id of exactly one unit null")
    for wrong, message in (
        (tree.second_root, "a second root: an earlier unit has no parent either"),
        (tree.unknown_parent, "no unit has this parent_id"),
        (tree.cycle, "the unit is above itself"),
    ):
        yield from (Problem(name, int(row), message) for row in place[wrong][:MOST_NAMED])


def _warnings(sql: duckdb.DuckDBPyConnection, schemes: Sequence[Scheme]) -> Iterator[str]:
    nobody = _count(sql, _NOBODY)
    if nobody:
        yield f"{nobody:,} facts are for members who are in no snapshot."
    months = sql.execute("SELECT DISTINCT month FROM facts EXCEPT SELECT month FROM members ORDER BY ALL").fetchall()
    yield from (f"There are facts but no members in {month_text(month)}." for (month,) in months)
    if not schemes:
        return
    kinds = {kind for scheme in schemes for kind in scheme.fact_kinds}
    classes = {word for scheme in schemes for word in scheme.classes}
    for kind, count in sql.execute("SELECT kind, count(*) FROM facts GROUP BY ALL ORDER BY ALL").fetchall():
        if kind is not None and kind not in kinds:
            yield f"No scheme names the kind {kind!r} ({count:,} facts)."
    words = "SELECT word, count(*) FROM (SELECT unnest(classes) AS word FROM members) GROUP BY ALL ORDER BY ALL"
    for word, count in sql.execute(words).fetchall():
        if word is not None and word not in classes:
            yield f"No scheme names the class {word!r} ({count:,} rows of members)."


def _count(sql: duckdb.DuckDBPyConnection, query: str) -> int:
    row: tuple[int, ...] | None = sql.execute(query).fetchone()
    return row[0] if row else 0
