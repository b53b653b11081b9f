"""Puts a backup in the place of an installation. Everything is read and laid out beside before anything is touched;
then folders change places in one step, so that a restore that is killed leaves the old state or the new one."""

import ctypes
import errno
import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from goodstanding.engine.problems import InputError
from goodstanding.flows.backup import databases, manifest
from goodstanding.flows.backup.make import DATABASE
from goodstanding.flows.backup.manifest import DATA, DATABASES, BackupManifest, Report
from goodstanding.lake.publish import sync_tree

_AT_CWD, _EXCHANGE = -100, 2
#: What a program that only looked may have left in a data folder.
_NOTHING = {"static", "secret-key"}


def restore(folder: Path, *, over: bool, at: datetime, report: Report) -> tuple[BackupManifest, Path | None]:
    """Restores a backup. Gives what it says of itself, and where the state before lies now, if there was any.

    Raises InputError on a backup that is not whole or of another kind, and where something is in its place already.
    """
    backup, data = manifest.read(folder), Path(settings.DATA)
    kind = "postgresql" if connection.vendor == "postgresql" else "sqlite"
    if backup.database != kind:
        raise InputError(
            f"This backup is of a {backup.database} database, and here is {kind}; set DATABASE_URL to fit."
        )
    _refuse_used(data, kind, over)
    manifest.check(folder, backup, lambda what, share: report(what, 0.4 * share))
    fresh = data.parent / f".{data.name}.restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _lay_out(folder, backup, fresh, report)
        if kind == "postgresql":
            report("restoring the database", 0.8)
            databases.restore_postgres(folder / DATABASES[kind], backup.rows)
        connection.close()
        return backup, _change_places(fresh, data, at)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _refuse_used(data: Path, kind: str, over: bool) -> None:
    used = {path.name for path in data.iterdir()} - _NOTHING if data.is_dir() else set[str]()
    if over:
        return
    if used:
        raise InputError(f"{data} is in use already; name a new folder in GOODSTANDING_DATA, or add --over.")
    if kind == "postgresql" and databases.is_used():
        raise InputError("The database has an organization in it already; name an empty one, or add --over.")


def _lay_out(folder: Path, backup: BackupManifest, fresh: Path, report: Report) -> None:
    """The data folder as it will be, beside the one there is."""
    fresh.mkdir(mode=0o700, parents=True)
    for number, (name, (size, digest)) in enumerate(backup.files.items()):
        if name.startswith(f"{DATA}/"):
            if manifest.copy(folder / name, fresh / name.removeprefix(f"{DATA}/")) != (size, digest):
                raise InputError(f"{folder / name} changed while it was read; is it being written to?")
            report("copying files", 0.4 + 0.3 * number / len(backup.files))
    for name, to in backup.links.items():
        link = fresh / name.removeprefix(f"{DATA}/")
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(to)
    if backup.database == "sqlite":
        report("restoring the database", 0.7)
        database = fresh / DATABASE
        manifest.copy(folder / DATABASES["sqlite"], database)
        if databases.look(database) != backup.rows:
            raise InputError(f"{folder} has other numbers of rows than its manifest says; take another backup.")
    report("writing to the disk", 0.9)
    sync_tree(fresh)


def _change_places(fresh: Path, data: Path, at: datetime) -> Path | None:
    """Puts the new folder where the old one is. Gives where that is now; None where there was nothing in it."""
    before = data.parent / f"{data.name}-before-{at:%Y%m%dT%H%M%S}"
    used = data.is_dir() and bool({path.name for path in data.iterdir()} - _NOTHING)
    try:
        if data.exists():
            _exchange(fresh, data)
            fresh.rename(before)
        else:
            fresh.rename(data)
    except OSError as error:
        if error.errno not in {errno.EBUSY, errno.EXDEV}:
            raise
        raise InputError(
            f"{data} is a mount point and cannot be replaced; let GOODSTANDING_DATA be below it."
        ) from error
    if not used:
        shutil.rmtree(before, ignore_errors=True)
    return before if used else None


def _exchange(first: Path, second: Path) -> None:
    """Two folders change places, in one step."""
    call = ctypes.CDLL(None, use_errno=True).renameat2
    if call(_AT_CWD, os.fsencode(first), _AT_CWD, os.fsencode(second), _EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(second))
