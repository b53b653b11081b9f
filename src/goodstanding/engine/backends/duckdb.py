"""DuckDB, embedded: the default. Threads and memory are bounded; what does not fit goes to a scratch folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from goodstanding.engine.arithmetic import FUNCTIONS
from goodstanding.engine.backends.compiled import sql_of
from goodstanding.engine.backends.files import alike, parquet_sql

_BATCH_ROWS = 1_000_000

#: The types of the tables, as DuckDB calls them.
_KINDS = {"int64": "BIGINT", "string": "VARCHAR", "date": "DATE", "array<string>": "VARCHAR[]"}


class DuckDBBackend:
    """Runs expressions in this process."""

    name = "duckdb"

    def __init__(self, scratch: Path, threads: int | None = None, memory: str | None = None) -> None:
        options: dict[str, Any] = {"temp_directory": str(scratch), "preserve_insertion_order": False}
        if threads is not None:
            options["threads"] = threads
        if memory is not None:
            options["memory_limit"] = memory
        self._connection = ibis.duckdb.connect(":memory:", **options)
        self._numbers = count()
        self._kept: list[str] = []
        for name, (parameters, body, _) in FUNCTIONS.items():
            self._run(f"CREATE MACRO {name}({', '.join(parameters)}) AS {body}")
        self.version = str(self._connection.con.execute("SELECT version()").fetchone()[0])

    def _run(self, sql: str) -> Any:
        return self._connection.con.execute(sql)

    def _sql(self, table: ir.Table) -> str:
        return sql_of(table, self.name, self._connection.compile)

    def parquet(self, files: Sequence[Path], columns: dict[str, str]) -> ir.Table:
        """The rows of Parquet files as a table with these columns and types."""
        name = self._name("input")
        cast = ", ".join(f'CAST("{column}" AS {_KINDS[kind]}) AS "{column}"' for column, kind in columns.items())
        parts = [f"SELECT {cast} FROM {parquet_sql(group)}" for group in alike(files, columns)]
        self._run(f'CREATE VIEW "{name}" AS {" UNION ALL ".join(parts)}')
        return self._connection.table(name)

    def table(self, rows: list[dict[str, object]], columns: dict[str, str]) -> ir.Table:
        """A small table made of rows."""
        content = pa.Table.from_pylist(rows, schema=ibis.schema(columns).to_pyarrow())
        name = self._name("small")
        self._connection.con.register("incoming", content)
        self._run(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
        self._connection.con.unregister("incoming")
        return self._kept_table(name)

    def keep(self, table: ir.Table) -> ir.Table:
        """The table computed once, for several uses, until the scope around it ends."""
        name = self._name("kept")
        self._run(f'CREATE TABLE "{name}" AS {self._sql(table)}')
        return self._kept_table(name)

    def step(self, table: ir.Table) -> ir.Table:
        """The table as it is: every operator is a step of its own here."""
        return table

    @contextmanager
    def scope(self) -> Iterator[None]:
        """A block at whose end everything that was kept or made in it is dropped."""
        before = len(self._kept)
        try:
            yield
        finally:
            while len(self._kept) > before:
                self._run(f'DROP TABLE "{self._kept.pop()}"')

    def rows(self, table: ir.Table) -> list[tuple[Any, ...]]:
        """A small result, fetched."""
        fetched: list[tuple[Any, ...]] = self._run(self._sql(table)).fetchall()
        return fetched

    def batches(self, table: ir.Table) -> Iterator[pa.RecordBatch]:
        """A large result in its order, as Arrow record batches."""
        result = self._run(self._sql(table)).fetch_arrow_table(_BATCH_ROWS)
        yield from result.to_batches()

    def close(self) -> None:
        """Lets the memory go."""
        self._connection.disconnect()

    def _name(self, stem: str) -> str:
        return f"{stem}_{next(self._numbers)}"

    def _kept_table(self, name: str) -> ir.Table:
        self._kept.append(name)
        return self._connection.table(name)
