"""What a backup says about itself: every file with its SHA-256, every link, and how many rows each table has."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from pydantic import BaseModel

from goodstanding.engine.problems import InputError, Problem

NAME = "backup.json"
#: In a backup, where the copy of the data folder is, and the database by its kind.
DATA = "data"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
_FORMAT = 1
_PIECE = 1 << 20

#: (what is being done, share done from 0 to 1)
Report = Callable[[str, float], None]


class BackupManifest(BaseModel, frozen=True, extra="forbid"):
    """files: by path in the backup, size and SHA-256. links: by path, where to. has_key: the secret is in here."""

    made_at: str
    program: str
    database: str
    has_key: bool
    rows: Mapping[str, int]
    files: Mapping[str, tuple[int, str]]
    links: Mapping[str, str]
    format: int = _FORMAT

    def write(self, folder: Path) -> None:
        """Puts it into the backup."""
        (folder / NAME).write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> BackupManifest:
    """The manifest of a backup. Raises InputError where there is none that this program understands."""
    try:
        manifest = BackupManifest.model_validate_json((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{folder} is no backup: it has no {NAME}; name one that goodstanding backup made.") from None
    except ValueError as error:
        raise InputError(f"{folder / NAME} cannot be read; take another backup.") from error
    if manifest.format != _FORMAT or manifest.database not in DATABASES:
        raise InputError(f"{folder} was made by another version, {manifest.program}; restore it with that one.")
    for path in (*manifest.files, *manifest.links):
        _refuse_odd(path, folder)
    for path, to in manifest.links.items():
        _refuse_odd(_joined(PurePosixPath(path).parent, to), folder)
    return manifest


def _refuse_odd(path: str, folder: Path) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise InputError(f"{folder / NAME} names {path}, which lies outside of the backup; take another backup.")


def _joined(parent: PurePosixPath, to: str) -> str:
    """Where a link leads, with every `..` worked out; what leads out begins with one."""
    found: list[str] = []
    for part in (*parent.parts, *PurePosixPath(to).parts):
        if part == ".." and found and found[-1] != "..":
            found.pop()
        else:
            found.append(part)
    return "/".join(found)


def check(folder: Path, manifest: BackupManifest, report: Report) -> None:
    """Reads every file of a backup. Raises InputError with every one that is missing, damaged or too many."""
    faults = [Problem(path, 0, "not in the manifest") for path in sorted(set(_paths(folder)) - _named(manifest))]
    faults += [Problem(path, 0, "missing") for path in manifest.links if not (folder / path).is_symlink()]
    total, done = sum(size for size, _digest in manifest.files.values()) or 1, 0
    for path, (size, digest) in manifest.files.items():
        file = folder / path
        if not file.is_file() or file.is_symlink():
            faults.append(Problem(path, 0, "missing"))
        elif file.stat().st_size != size or digest_of(file) != digest:
            faults.append(Problem(path, 0, "damaged"))
        done += size
        report("checking the backup", done / total)
    if faults:
        raise InputError(f"The backup in {folder} is not whole; take another one.", tuple(faults))


def _paths(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _named(manifest: BackupManifest) -> set[str]:
    return {*manifest.files, *manifest.links, NAME}


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy(original: Path, duplicate: Path) -> tuple[int, str]:
    """Copies a file with its rights. Gives the size and the SHA-256 of what was read."""
    digest, size = hashlib.sha256(), 0
    duplicate.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with original.open("rb") as source, duplicate.open("wb") as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
            size += len(piece)
    duplicate.chmod(original.stat().st_mode & 0o777)
    return size, digest.hexdigest()
