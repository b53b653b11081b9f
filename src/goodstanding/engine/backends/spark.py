"""Spark: a local one, a cluster, or a Spark Connect server. The cluster must see the lake's folder under the same
path."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from goodstanding.engine.arithmetic import FUNCTIONS
from goodstanding.engine.backends.compiled import sql_of
from goodstanding.engine.backends.files import alike

#: Overflow must fail instead of wrapping round, and days are days whatever the clock of the machine says.
_SETTINGS = {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}

_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}

#: In one process a few large partitions are better than Spark's two hundred, and nothing needs to listen to the
#: network.
_LOCAL = {
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "3g",
}

_PATTERN = set("{}[]*?\\")


class SparkBackend:
    """Runs expressions on Spark. Kept tables and large results go through Parquet in the scratch folder."""

    name = "spark"

    def __init__(self, scratch: Path, master: str | None = None, remote: str | None = None) -> None:
        self._session = _session(master, remote)
        self._connection = ibis.pyspark.connect(self._session)
        self._scratch = scratch
        self._numbers = count()
        self._kept: list[tuple[str, Path]] = []
        self._leaving: list[Path] = []
        for setting, value in _SETTINGS.items():
            self._session.conf.set(setting, value)
        for name, (parameters, _, body) in FUNCTIONS.items():
            typed = ", ".join(f"{parameter} BIGINT" for parameter in parameters)
            self._session.sql(f"CREATE OR REPLACE TEMPORARY FUNCTION {name}({typed}) RETURNS BIGINT RETURN {body}")
        self.version = str(self._session.version)

    def parquet(self, files: Sequence[Path], columns: dict[str, str]) -> ir.Table:
        """The rows of Parquet files as a table with these columns and types."""
        parts = [self._view(self._read(paths)) for group in alike(files, columns) for paths in _apart(group)]
        cast = [part.select(**{name: part[name].cast(kind) for name, kind in columns.items()}) for part in parts]
        return ibis.union(*cast, distinct=False) if len(cast) > 1 else cast[0]

    def _read(self, paths: Sequence[str]) -> Any:
        # A lake's folder may have any name: without the option, marks in it are taken for patterns.
        return self._session.read.option("__globPaths__", "false").parquet(*paths)

    def table(self, rows: list[dict[str, object]], columns: dict[str, str]) -> ir.Table:
        """A small table made of rows."""
        schema = ibis.schema(columns)
        path = self._path()
        path.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=schema.to_pyarrow()), path / "rows.parquet")
        return self._kept_table(path)

    def keep(self, table: ir.Table) -> ir.Table:
        """The table computed once, for several uses, until the scope around it ends."""
        path = self._path()
        self._frame(table).write.parquet(str(path))
        return self._kept_table(path)

    def step(self, table: ir.Table) -> ir.Table:
        """The table computed by itself: Spark compiles what follows a sum into one method, which Java ends at 64 KB."""
        return self.keep(table)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """A block at whose end everything that was kept or made in it is dropped."""
        before = len(self._kept)
        try:
            yield
        finally:
            # Spark may still be ending a task whose result is not needed, so files go one scope later than their views.
            for path in self._leaving:
                rmtree(path, ignore_errors=True)
            self._leaving = [path for _, path in self._kept[before:]]
            while len(self._kept) > before:
                self._session.catalog.dropTempView(self._kept.pop()[0])

    def rows(self, table: ir.Table) -> list[tuple[Any, ...]]:
        """A small result, fetched."""
        return [tuple(row) for row in self._frame(table).collect()]

    def batches(self, table: ir.Table) -> Iterator[pa.RecordBatch]:
        """A large result in its order, as Arrow record batches; Spark numbers the files of a sorted result in order."""
        path = self._path()
        self._frame(table).write.parquet(str(path))
        for file in sorted(path.glob("part-*.parquet")):
            yield from pq.ParquetFile(file).iter_batches()
        rmtree(path)

    def close(self) -> None:
        """Ends the session; a local one goes with it."""
        self._session.stop()

    def _frame(self, table: ir.Table) -> Any:
        return self._session.sql(sql_of(table, self.name, self._connection.compile))

    def _path(self) -> Path:
        return self._scratch.resolve() / f"table-{next(self._numbers)}"

    def _view(self, frame: Any) -> ir.Table:
        name = f"table_{next(self._numbers)}"
        frame.createOrReplaceTempView(name)
        return self._connection.table(name)

    def _kept_table(self, path: Path) -> ir.Table:
        table = self._view(self._read([str(path)]))
        self._kept.append((table.get_name(), path))
        return table


def _apart(files: Sequence[Path]) -> list[list[str]]:
    """Resolved paths, each with marks of patterns alone: Spark reads all that it is asked for once for each of them."""
    paths = [str(file.resolve()) for file in files]
    plain = [path for path in paths if not _PATTERN & set(path)]
    return [*([plain] if plain else []), *[[path] for path in paths if _PATTERN & set(path)]]


def _session(master: str | None, remote: str | None) -> SparkSession:
    builder = SparkSession.builder.appName("goodstanding")
    if remote is not None:
        return builder.remote(remote).getOrCreate()
    master = master or "local[*]"
    local = master.startswith("local")
    if local:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    for setting, value in {**_QUIET, **(_LOCAL if local else {})}.items():
        builder = builder.config(setting, value)
    return builder.master(master).getOrCreate()
