"""Many rows between the database and a CSV file: COPY on PostgreSQL, plain cursors on SQLite."""

# ruff: noqa: S608 - table and column names come from this package, never from input.

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

_BLOCK = 1 << 20
_ROWS = 5_000


def rows_out(query: str, parameters: Sequence[Any], file: Path) -> int:
    """Writes what a query gives to a file. Gives how many rows that were. Memory does not grow with them."""
    parameters = [_adapted(parameter) for parameter in parameters]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, file.open("wb") as out:
            with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)", parameters) as blocks:
                for block in blocks:
                    out.write(block)
            return int(cursor.rowcount)
    written = 0
    with connection.cursor() as cursor, file.open("w", newline="", encoding="utf-8") as text:
        cursor.execute(query, parameters)
        writer = csv.writer(text)
        while rows := cursor.fetchmany(_ROWS):
            writer.writerows(rows)
            written += len(rows)
    return written


def _adapted(value: Any) -> Any:
    """A moment as this database keeps it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def rows_in(table: str, columns: Sequence[str], file: Path, first: Sequence[tuple[str, Any]] = ()) -> int:
    """Puts a file's rows into a table; an empty cell is NULL. Gives how many.

    first: columns with one value for every row, put before those of the file.
    """
    names = ", ".join([name for name, _value in first] + list(columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as into:
                head = "".join(f"{value}," for _name, value in first)
                for block in _with_head(file, head):
                    into.write(block)
            return int(cursor.rowcount)
        marks = ", ".join(["%s"] * (len(first) + len(columns)))
        written = 0
        for rows in _batches(file, tuple(value for _name, value in first)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            written += len(rows)
    return written


def _with_head(file: Path, head: str) -> Iterator[str]:
    """The file in blocks, with the same cells before every line. No cell of these files holds a line break."""
    with file.open(encoding="utf-8", newline="") as text:
        while lines := text.readlines(_BLOCK):
            yield "".join(head + line for line in lines)


def _batches(file: Path, head: tuple[Any, ...]) -> Iterator[list[tuple[Any, ...]]]:
    with file.open(encoding="utf-8", newline="") as text:
        rows: list[tuple[Any, ...]] = []
        for line in csv.reader(text):
            rows.append(head + tuple(cell if cell != "" else None for cell in line))
            if len(rows) == _ROWS:
                yield rows
                rows = []
        if rows:
            yield rows
