"""Where the seal and the files of dossiers lie: in the data folder, for the application only."""

import gzip
import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from goodstanding.documents.copy import canonical
from goodstanding.engine.problems import InputError
from goodstanding.models import Dossier

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from goodstanding.documents.seal import Seal

_KEY, _CERTIFICATE = "key.pem", "certificate.pem"


def seal_folder() -> Path:
    """Where the seal lies; certificates of earlier seals lie in `earlier` below it."""
    return Path(settings.DATA) / "seal"


def the_seal(organization: str, at: datetime) -> "Seal":
    """The organization's seal. It is made when it is first needed, by one process for all. Raises InputError."""
    folder = seal_folder()
    if not (folder / _CERTIFICATE).is_file():
        _make(folder, organization, at)
    return _read(folder, (folder / _CERTIFICATE).stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(folder: Path, _changed: int) -> "Seal":
    from goodstanding.documents.seal import read_seal  # noqa: PLC0415 - few processes ever need it

    try:
        return read_seal((folder / _KEY).read_bytes(), (folder / _CERTIFICATE).read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(
            f"The seal in {folder} cannot be used ({error}). Put {_KEY} and {_CERTIFICATE} back from your backup."
        ) from None


def _make(folder: Path, organization: str, at: datetime) -> None:
    """Both files appear together, because the folder is renamed into its place when it is whole."""
    from goodstanding.documents.seal import new_seal  # noqa: PLC0415

    draft = folder.with_name(f"seal.{os.getpid()}")
    draft.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in zip((_KEY, _CERTIFICATE), new_seal(organization, at), strict=True):
        _write(draft / name, content)
    try:
        draft.rename(folder)
    except OSError:  # Another process was first; its seal is everybody's.
        for name in (_KEY, _CERTIFICATE):
            (draft / name).unlink(missing_ok=True)
        draft.rmdir()


def certificates() -> list["Certificate"]:
    """The certificate of the seal in use, and those of earlier ones."""
    from goodstanding.documents.seal import read_certificate  # noqa: PLC0415

    folder = seal_folder()
    paths = [folder / _CERTIFICATE, *sorted((folder / "earlier").glob("*.pem"))]
    return [read_certificate(path.read_bytes()) for path in paths if path.is_file()]


def public_certificate() -> bytes | None:
    """The certificate as a file to give away; none before the first document is sealed."""
    path = seal_folder() / _CERTIFICATE
    return path.read_bytes() if path.is_file() else None


def path_of(dossier: Dossier, form: str, language: str) -> Path:
    """Where a file of an issue lies: by its year and its own key, never by a name that people gave."""
    folder = Path(settings.DATA) / "dossiers" / str(dossier.year) / dossier.key[:2]
    return folder / f"{dossier.key}-{dossier.number}-{language}.{form}"


def keep(path: Path, content: bytes) -> str:
    """Stores a whole file or none. Returns its digest."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        _write(draft, content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)  # Half a file on a full disk is of no use and takes room.
        raise
    return hashlib.sha256(content).hexdigest()


def keep_data(dossier: Dossier, data: Mapping[str, Any]) -> None:
    """Stores what an issue says, so that it can be printed again when the ledger has moved on."""
    path = path_of(dossier, "json.gz", "data")
    if not path.is_file():
        keep(path, gzip.compress(canonical(data), mtime=0))


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def pems() -> tuple[bytes, bytes]:
    """Key and certificate as they lie there, for processes that print."""
    return (seal_folder() / _KEY).read_bytes(), (seal_folder() / _CERTIFICATE).read_bytes()


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()
