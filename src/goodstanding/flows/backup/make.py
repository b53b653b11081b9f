"""Makes a backup while people work. The database comes first: whatever it speaks of then lies in files already, and
those are never changed, so files that come afterwards can only be more than it needs."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from goodstanding import __version__
from goodstanding.flows.backup import databases, manifest
from goodstanding.flows.backup.manifest import DATA, DATABASES, BackupManifest, Report
from goodstanding.lake.publish import place_new
from goodstanding.models import AssignmentStep, Lesson, Objection, Run

#: What is made anew where it is missing, what is on its way, and the database, which is copied in its own way.
_NOT = ("static", "lake/scratch")
DATABASE = "goodstanding.sqlite3"


def make(destination: Path, *, at: datetime, report: Report) -> BackupManifest:
    """Makes a backup in a folder that is new, and reads it through. Raises Refused where it does not come out whole."""
    with place_new(destination) as folder:
        folder.chmod(0o700)
        kind = "postgresql" if connection.vendor == "postgresql" else "sqlite"
        database = folder / DATABASES[kind]
        rows = databases.dump(database, report)
        files, links = _files(folder, report)
        files[database.name] = (database.stat().st_size, manifest.digest_of(database))
        has_key = f"{DATA}/secret-key" in files
        backup = BackupManifest(
            made_at=at.isoformat(timespec="seconds"), program=__version__, database=kind, has_key=has_key, rows=rows,
            files=files, links=links,
        )  # fmt: skip
        backup.write(folder)
        manifest.check(folder, manifest.read(folder), lambda what, share: report(what, 0.7 + 0.3 * share))
    return backup


def _files(folder: Path, report: Report) -> tuple[dict[str, tuple[int, str]], dict[str, str]]:
    """Copies the data folder. Gives files and links by their path in the backup."""
    data, files, links = Path(settings.DATA), dict[str, tuple[int, str]](), dict[str, str]()
    (folder / DATA).mkdir()
    paths = list(_paths_to_copy(data))
    for number, path in enumerate(paths):
        name = f"{DATA}/{path.relative_to(data).as_posix()}"
        if path.is_symlink():
            links[name] = _link(path, folder / name, data)
        elif path.is_file():
            try:
                files[name] = manifest.copy(path, folder / name)
            except FileNotFoundError:
                (folder / name).unlink(missing_ok=True)  # Tidied up meanwhile: an import that is over.
        report("copying files", 0.3 + 0.4 * (number + 1) / len(paths))
    return files, links


def _paths_to_copy(folder: Path) -> Iterator[Path]:
    """Everything to copy below a folder: no folder of what is half made, no lock, and no database."""
    data = Path(settings.DATA)
    for path in sorted(folder.iterdir()):
        name = path.relative_to(data).as_posix()
        if name in _NOT or name.startswith(DATABASE) or path.name in {"building", "lock"} or _is_database(path):
            continue
        if path.name.endswith((".building", ".lock")) or path.is_socket() or path.is_fifo():
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _paths_to_copy(path)
        else:
            yield path


def _is_database(path: Path) -> bool:
    """Whether it is the database in use, or what SQLite keeps beside it."""
    return connection.vendor == "sqlite" and str(path).startswith(str(connection.settings_dict["NAME"]))


def _link(source: Path, copy: Path, data: Path) -> str:
    """Makes the same link again; within the data folder from here to there, so that it holds wherever that lies."""
    target = Path(os.readlink(source))  # noqa: PTH115 - the words of the link
    if target.is_absolute() and target.is_relative_to(data.resolve()):
        target = Path(os.path.relpath(target, source.parent.resolve()))
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.symlink_to(target)
    return str(target)


def missing(backup: BackupManifest) -> list[str]:
    """What the database speaks of and has no file in the backup: runs with lines, and attachments."""
    paths = {*backup.files, *backup.links}
    found = []
    for run in Run.objects.exclude(state__in=(Run.State.DRAFTING, Run.State.WITHDRAWN)):
        if not any(f"-{run.number}-{run.key}/" in path for path in paths):
            found.append(f"the run of month number {run.month}, {run.key}")
    named = {
        "objections": Objection.objects.exclude(attachment="").values_list("attachment", flat=True),
        "assignments": AssignmentStep.objects.exclude(attachment="").values_list("attachment", flat=True),
        "lessons": Lesson.objects.exclude(file="").values_list("file", flat=True),
    }
    for folder, names in named.items():
        found += [f"the attachment {name}" for name in names if f"{DATA}/{folder}/{name}" not in paths]
    return found
