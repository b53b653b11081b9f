"""The database into a file and out of it: SQLite by its backup interface, PostgreSQL by pg_dump and pg_restore."""

# ruff: noqa: S608 - table names come from the database's own list.

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction

from goodstanding.engine.problems import InputError
from goodstanding.flows.backup.manifest import Report

_PAGES = 5_000


def dump(file: Path, report: Report) -> dict[str, int]:
    """Writes the database as it is at one moment. Gives the rows of every table at that moment."""
    if connection.vendor == "postgresql":
        return _dump_postgres(file, report)
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)) as source:
        # With a transaction open it reads what was there when that began; writers go on, and nothing begins anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(file)) as copy:
            source.backup(copy, pages=_PAGES, progress=lambda _state, left, all_: report(*_share(left, all_)))
            copy.execute("PRAGMA journal_mode = DELETE")
    os.chmod(file, 0o600)  # noqa: PTH101 - the same
    return look(file)


def _share(left: int, all_: int) -> tuple[str, float]:
    return "copying the database", 0.3 * (1 - left / max(all_, 1))


def look(file: Path) -> dict[str, int]:
    """The rows of every table in a copy of SQLite. Raises InputError where the copy is damaged."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
        (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise InputError(f"{file} is damaged ({verdict}); take another backup.")
        names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: _count(copy, name) for (name,) in names.fetchall()}


def _count(copy: sqlite3.Connection, table: str) -> int:
    return int(copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _dump_postgres(file: Path, report: Report) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        ((snapshot,),) = cursor.fetchall()
        report("copying the database", 0.0)
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}", "--no-password")
        report("counting rows", 0.3)
        rows = count_rows()
    file.chmod(0o600)
    return rows


def count_rows() -> dict[str, int]:
    """The rows of every table of the database in use."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            ((found[table],),) = cursor.fetchall()
    return found


def is_used() -> bool:
    """Whether the PostgreSQL database has an organization in it already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('goodstanding_organization') IS NOT NULL")
        ((used,),) = cursor.fetchall()
        if used:
            cursor.execute("SELECT count(*) FROM goodstanding_organization")
            ((used,),) = cursor.fetchall()
    return bool(used)


def restore_postgres(file: Path, rows: Mapping[str, int]) -> None:
    """Puts a dump in the place of whatever is in the database, in one transaction."""
    connection.close()
    idempotency_key = [
        "--single-transaction",
        "--exit-on-error",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
    ]
    _run("pg_restore", *idempotency_key, f"--dbname={connection.settings_dict['NAME']}", "--no-password", str(file))
    found = count_rows()
    if wrong := sorted(name for name in rows if found.get(name) != rows[name]):
        raise InputError(
            f"These tables have other numbers of rows than in the backup: {', '.join(wrong)}; restore again."
        )


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise InputError(f"{program} is not installed; it comes with the client programs of PostgreSQL.")
    where = connection.settings_dict
    variables = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    env = os.environ | {name: str(where[key]) for name, key in variables.items() if where[key]}
    done = subprocess.run([path, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise InputError(f"{program} failed: {' '.join(done.stderr.split())[:500]}")
