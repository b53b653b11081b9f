"""A member's copy for programs: the data of a document as JSON under the seal, in one exact form.

The form is canonical: keys sorted, two blanks of indent, one end of line. Each section has its digest, so that a reader
learns in which of them a copy was changed.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.documents.seal import Seal

FORM = "goodstanding-dossier-1"


def canonical(data: Mapping[str, Any]) -> bytes:
    """Data in the one form in which they are hashed and sealed. Raises ValueError for numbers that JSON has not."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of data in that form."""
    return hashlib.sha256(canonical(data)).hexdigest()


def section_digests(data: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each section."""
    return {name: digest({name: value}) for name, value in data.items()}


def sealed_copy(data: Mapping[str, Any], about: Mapping[str, str], seal: "Seal") -> bytes:
    """The file. about: title, code and the time at which it was made, as they stand in it."""
    content = {"form": FORM, "about": dict(about), "data": data, "digests": section_digests(data)}
    return canonical(content | {"seal": seal.signature(canonical(content)).hex()})
