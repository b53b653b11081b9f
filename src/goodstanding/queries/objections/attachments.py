"""Files beside objections, as they lie here: each under a name that says its type and nothing else."""

import re
from pathlib import Path

from django.conf import settings

from goodstanding.models import Objection

#: By the ending under which a file is kept and given out.
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}


def path_of(objection: Objection) -> Path | None:
    """Where its file lies; none where there is none."""
    stored_as = objection.attachment
    if not re.fullmatch(r"[0-9a-f]{32}\.(pdf|png|jpg|txt)", stored_as):
        return None
    path = folder() / stored_as
    return path if path.is_file() else None


def type_of(path: Path) -> str:
    """As what it is given out."""
    return TYPES[path.suffix.removeprefix(".")]


def folder() -> Path:
    """Where they lie; made where it is missing, for this user alone."""
    found: Path = settings.DATA / "objections"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
