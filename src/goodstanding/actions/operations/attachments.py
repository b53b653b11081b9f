"""Files that are sent: what members hand in beside their words, and what is taught with.

Each is of one of a few types, told by its content and never by its name. Files lie here as they came, for this user
alone, and are not sealed: a part of a film can be given out without the rest of it being read.
"""

import os
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.names.unseen import typed
from goodstanding.queries.operations.attachments import Folder, folder_of

MOST_BYTES = 5 * 1024 * 1024
#: So near the end of a PDF stands that it ends.
LAST = 1024
_NAME_LENGTH = 80
_MARKUP = re.compile(r"<(!doctype|\?xml|/?[a-z])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NOT_IN_NAMES = re.compile(r"[\t\r\n\"<>|:*?;]")
_ONE_DAY = 24 * 3600
_PIECE = 1 << 20


@dataclass(frozen=True)
class Attached:
    """A file as it was sent: what it was called there, and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Sent:
    """A file that may be too large for the memory: what it was called where it was sent from, and what reads it."""

    name: str
    file: BinaryIO

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.file.seek(0, os.SEEK_END)

    def begins_with(self, count: int) -> bytes:
        """Its first bytes."""
        self.file.seek(0)
        return self.file.read(count)

    def ends_with(self, count: int) -> bytes:
        """Its last bytes."""
        self.file.seek(max(0, self.size - count))
        return self.file.read(count)


@dataclass(frozen=True)
class Kept:
    """A file as it lies here, and what it is called when it is given out."""

    stored_as: str
    name: str


def keep(file: Attached, folder: Folder) -> Kept:
    """Stores a file that only this user can read. Raises ActionRefused where it is too large, empty or of no known
    type.
    """
    if len(file.content) > MOST_BYTES:
        raise ActionRefused(_("The file is larger than 5 MB."), "attachment")
    ending = ending_of(file.content)
    if ending is None:
        raise ActionRefused(
            _("Only PDF, PNG, JPEG and plain text can be attached. This file is something else."), "attachment"
        )
    return _kept(file.name, ending, [file.content], folder)


def keep_in_pieces(sent: Sent, ending: str, folder: Folder) -> Kept:
    """Stores a file piece by piece, as what it was found to be."""
    sent.file.seek(0)
    return _kept(sent.name, ending, iter(lambda: sent.file.read(_PIECE), b""), folder)


def _kept(name: str, ending: str, pieces: Iterable[bytes], folder: Folder) -> Kept:
    path: Path = folder_of(folder) / f"{secrets.token_hex(16)}.{ending}"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # Half a file on a full disk helps no one and takes room.
        raise
    return Kept(path.name, shown_name(name, ending))


def ending_of(content: bytes) -> str | None:
    """What a file is by its content; none for anything that is not taken."""
    if is_pdf(content[:5], content[-LAST:]):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return "png"
    if content.startswith(b"\xff\xd8\xff") and content.rstrip(b"\x00").endswith(b"\xff\xd9"):
        return "jpg"
    return "txt" if _is_plain_text(content) else None


def is_pdf(first: bytes, last: bytes) -> bool:
    """Whether a file is a whole PDF, by its first bytes and its `LAST` ones."""
    return first.startswith(b"%PDF-") and b"%%EOF" in last


def _is_plain_text(content: bytes) -> bool:
    """Text without markup that a browser could take for a page."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not _CONTROL.search(text) and not _MARKUP.search(text)


def shown_name(name: str, ending: str) -> str:
    """The name without folders and signs that mislead, with the ending that fits what is in it."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _NOT_IN_NAMES.sub("", typed(last)).rsplit(".", 1)[0].strip(" .")
    return f"{stem[:_NAME_LENGTH] or 'attachment'}.{ending}"


def drop(kept: Kept | None, folder: Folder) -> None:
    """Deletes a file of which nothing came about."""
    if kept is not None:
        (folder_of(folder) / kept.stored_as).unlink(missing_ok=True)


def tidy(folder: Folder, names: Iterable[str]) -> int:
    """Deletes files that a crash left behind before anything spoke of them. names: those that are spoken of. Returns
    how many were deleted.
    """
    oldest = time.time() - _ONE_DAY
    old = [path for path in folder_of(folder).iterdir() if path.is_file() and path.stat().st_mtime < oldest]
    known = set(names)
    left = [path for path in old if path.name not in known]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
