"""Files that are handed in or taught with, as they lie here: each under a name that says its type and nothing else."""

import re
from pathlib import Path
from typing import Literal

from django.conf import settings

#: What files can stand beside; each has a folder of its own.
Folder = Literal["objections", "assignments", "lessons"]
#: By the ending under which a file is kept and given out.
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "mp4": "video/mp4",
    "webm": "video/webm",
}


def path_of(stored_as: str, folder: Folder) -> Path | None:
    """Where a file lies; none where there is none."""
    if not re.fullmatch(rf"[0-9a-f]{{32}}\.({'|'.join(TYPES)})", stored_as):
        return None
    path = folder_of(folder) / stored_as
    return path if path.is_file() else None


def type_of(path: Path) -> str:
    """As what it is given out."""
    return TYPES[path.suffix.removeprefix(".")]


def folder_of(folder: Folder) -> Path:
    """Where they lie; made where it is missing, for this user alone."""
    found: Path = settings.DATA / folder
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
