"""Where the files of imports and exports lie: under their own names, for the application only, and not for long."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from goodstanding.actions.operations.imports import FILES_KEPT

_PIECE = 1 << 20


def folder() -> Path:
    """The folder; it is made when it is first needed."""
    found: Path = settings.DATA / "rosters"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(stored_as: str) -> Path:
    """Where a file lies."""
    assert stored_as and "/" not in stored_as and not stored_as.startswith("."), stored_as
    return folder() / stored_as


def fresh(ending: str) -> Path:
    """A new empty file that only this user can read."""
    path = folder() / f"{secrets.token_hex(16)}.{ending}"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def keep(pieces: Iterable[bytes]) -> tuple[str, str]:
    """Stores a file that was brought. Gives the name it has here, and the SHA-256 of its content."""
    path, digest = fresh("brought"), hashlib.sha256()
    try:
        with path.open("wb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # Half a file on a full disk is of no use and takes room.
        raise
    return path.name, digest.hexdigest()


def pieces_of(path: Path) -> Iterable[bytes]:
    """A file, piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def drop(stored_as: str) -> None:
    """Deletes a file, if it is still there."""
    if stored_as:
        path_of(stored_as).unlink(missing_ok=True)


def tidy() -> int:
    """Deletes what has lain here for too long. Gives how many files that were."""
    oldest = time.time() - FILES_KEPT.total_seconds()
    old = [path for path in folder().iterdir() if path.is_file() and path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
