"""The database in which rows are judged. It lives on the lake's own disk and keeps its memory bounded."""

# ruff: noqa: S608 - the pieces of these queries are names from this package, never text of the input.

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from goodstanding.lake.build.batches import BatchSource
from goodstanding.lake.build.cells import typed
from goodstanding.lake.build.sources import stream
from goodstanding.lake.build.tables import FACTS, MEMBERS, UNITS, Incoming


@dataclass(frozen=True)
class Count:
    """Rows of one table; accepted + refused = read."""

    read: int
    accepted: int
    refused: int


class Staging:
    """For each table T: `T` all its rows, `late_T` those refused only beside other rows, `sound_T` those accepted."""

    def __init__(self, folder: Path, memory: str, threads: int) -> None:
        self.folder = folder
        settings = {"memory_limit": memory, "threads": threads, "temp_directory": str(folder / "spill")}
        # DuckDB takes what follows a question mark in a database's path for options; without a file, it spills instead.
        database = ":memory:" if "?" in str(folder) else folder / "staging.duckdb"
        self.sql = duckdb.connect(database, config={**settings, "preserve_insertion_order": False})

    def close(self) -> None:
        """Lets go of the files."""
        self.sql.close()

    def take(self, table: Incoming, files: Sequence[BatchSource], progress: Callable[[float], None]) -> None:
        """Reads a table's files and judges each row by itself."""
        self.sql.register("incoming", stream(table, files, progress))
        self.sql.execute(f"CREATE TABLE {table.name} AS {typed(table, 'incoming')}")
        self.sql.unregister("incoming")
        self.sql.execute(f"CREATE TABLE late_{table.name} (seq BIGINT, fault VARCHAR, fault_value VARCHAR)")
        self.sql.execute(
            f"CREATE VIEW sound_{table.name} AS"
            f" SELECT * FROM {table.name} ANTI JOIN late_{table.name} USING (seq) WHERE {table.name}.fault IS NULL"
        )

    def count(self, table: Incoming) -> Count:
        """How many rows there are and how they were judged."""
        name = table.name
        read, faulty = self._row(f"SELECT count(*), count(fault) FROM {name}")
        (late,) = self._row(f"SELECT count(*) FROM late_{name}")
        (accepted,) = self._row(f"SELECT count(*) FROM sound_{name}")
        count = Count(read, accepted, faulty + late)
        assert count.accepted + count.refused == count.read, f"{name}: {count}"
        return count

    def faults(self) -> set[str]:
        """All faults that were found, each once."""
        tables = [f"{late}{table.name}" for table in (UNITS, MEMBERS, FACTS) for late in ("", "late_")]
        union = " UNION ".join(f"SELECT fault FROM {name} WHERE fault IS NOT NULL" for name in tables)
        return {fault for (fault,) in self.sql.execute(union).fetchall()}

    def refused(self, table: Incoming) -> duckdb.DuckDBPyConnection:
        """A cursor over (place, fault, value) of a table's refused rows in the order of the input."""
        name = table.name
        return self.sql.execute(
            f"SELECT seq, fault, fault_value FROM {name} WHERE fault IS NOT NULL"
            f" UNION ALL SELECT seq, fault, fault_value FROM late_{name} ORDER BY seq"
        )

    def _row(self, query: str) -> tuple[int, ...]:
        row: tuple[int, ...] | None = self.sql.execute(query).fetchone()
        assert row is not None
        return row
