"""The one way anything is put in place: written aside, fsynced, renamed, and the folder fsynced. A reader or a crash
sees the old
state or the new one, never a mix."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodstanding.engine.problems import InputError


@contextmanager
def swap(destination: Path, busy: str) -> Iterator[Path]:
    """Yields an empty folder to fill; when the block ends well, `destination` shows it, whole.

    `destination` becomes a link to numbered folders kept beside it, so that one rename changes it, and a reader who
    resolved the link
    before goes on reading what it found: the version before the last is kept. Raises InputError with the sentence
    `busy`
    while another one is being made.
    """
    versions = destination.parent / f".{destination.name}"
    versions.mkdir(parents=True, exist_ok=True)
    with _claimed(versions / "lock", busy):
        _sweep(versions, destination)
        building = versions / "building"
        building.mkdir()
        finished = versions / str(1 + max(_numbers(versions), default=0))
        try:
            yield building
            sync_tree(building)
            building.rename(finished)
        finally:
            # On a full disk, what was not finished must not keep the room.
            shutil.rmtree(building, ignore_errors=True)
        _point(destination, finished)
        _sweep(versions, destination, keep=int(finished.name) - 1)


@contextmanager
def place_new(destination: Path) -> Iterator[Path]:
    """Yields an empty folder to fill; when the block ends well it is `destination`; that must be empty before."""
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise InputError(f"{destination} is already there and not empty; name a new folder or move the old one away.")
    destination.parent.mkdir(parents=True, exist_ok=True)
    building = destination.parent / f".{destination.name}.building"
    with _claimed(
        destination.parent / f".{destination.name}.lock",
        f"Something else is being written to {destination}; wait until it ends.",
    ):
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        try:
            yield building
            sync_tree(building)
            building.rename(destination)
            _sync(destination.parent)
        finally:
            shutil.rmtree(building, ignore_errors=True)
            (destination.parent / f".{destination.name}.lock").unlink(missing_ok=True)


@contextmanager
def _claimed(lock: Path, busy: str) -> Iterator[None]:
    """Holds a lock that the kernel lets go of when the process dies."""
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(busy) from None
        yield


def _point(destination: Path, finished: Path) -> None:
    arrow = finished.parent / "arrow"
    arrow.unlink(missing_ok=True)
    arrow.symlink_to(Path(finished.parent.name) / finished.name)
    arrow.rename(destination)
    _sync(finished.parent)
    _sync(destination.parent)


def _numbers(versions: Path) -> list[int]:
    return [int(folder.name) for folder in versions.iterdir() if folder.name.isdecimal()]


def _sweep(versions: Path, destination: Path, keep: int | None = None) -> None:
    """Takes away what a killed run left and what no reader can have open any more."""
    shutil.rmtree(versions / "building", ignore_errors=True)
    current = destination.resolve().name if destination.is_symlink() else None
    for number in _numbers(versions):
        older = current is not None and keep is not None and number < keep
        never_shown = current is None or number > int(current)
        if older or never_shown:
            shutil.rmtree(versions / str(number), ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Writes everything below a folder through to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
