"""A full disk is known for what it is, whoever says it."""

import errno
import sqlite3
from pathlib import Path

import duckdb
import pytest

from goodstanding.engine.disk import is_full
from tests.disks import small_disk


def _said(act: object) -> BaseException:
    with pytest.raises(Exception) as said:
        act()  # type: ignore[operator]
    return said.value


def test_a_file_on_a_full_device() -> None:
    def write() -> None:
        with Path("/dev/full").open("wb", buffering=0) as file:
            file.write(b"a")

    assert is_full(_said(write))


def test_sqlite_that_cannot_grow(tmp_path: Path) -> None:
    def write() -> None:
        connection.execute("INSERT INTO t VALUES (zeroblob(1000000))")

    connection = sqlite3.connect(tmp_path / "small.sqlite3")
    connection.execute("CREATE TABLE t (a)")
    connection.execute("PRAGMA max_page_count = 2")
    assert is_full(_said(write))
    connection.close()


def test_sqlite_and_duckdb_on_a_small_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 256) as disk:
        connection = sqlite3.connect(disk / "small.sqlite3", isolation_level=None)
        connection.execute("CREATE TABLE t (a)")
        assert is_full(_said(lambda: connection.execute("INSERT INTO t VALUES (zeroblob(1000000))")))
        connection.close()
        query = f"COPY (SELECT random() FROM range(1000000)) TO '{disk}/big.parquet'"
        assert is_full(_said(lambda: duckdb.connect().execute(query)))


def test_what_came_of_it_counts_as_well() -> None:
    try:
        try:
            raise OSError(errno.EDQUOT, "quota")
        except OSError as first:
            raise ValueError("could not save") from first
    except ValueError as error:
        assert is_full(error)


@pytest.mark.parametrize(
    "error", [None, OSError(errno.EACCES, "no"), ValueError("No space left on device"), KeyError()]
)
def test_anything_else_is_something_else(error: BaseException | None) -> None:
    assert not is_full(error)
