"""What a run leaves behind about itself: with what it was made, from what, and what came out."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from goodstanding import __version__
from goodstanding.engine.scheme import Scheme
from goodstanding.lake.layout import Lake

_LIBRARIES = ("ibis-framework", "duckdb", "pyarrow", "sqlglot")


@dataclass(frozen=True)
class TableMark:
    """One output table: how many rows, and the SHA-256 of its content."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """The whole account of a run. `made_at` and `engine` may differ between two runs of the same; the tables' digests
    may not."""

    scheme: str
    scheme_fingerprint: str
    month: str
    tables: Mapping[str, TableMark]
    inputs: Mapping[str, str]
    warnings: tuple[str, ...]
    engine: Mapping[str, str]
    made_at: str

    def to_json(self) -> str:
        """As text with sorted keys."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def scheme_json(scheme: Scheme) -> str:
    """A scheme as one text that can be read back (`Scheme.model_validate_json`) and compared."""
    return json.dumps(_written(scheme), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def scheme_fingerprint(scheme: Scheme) -> str:
    """SHA-256 of the rules, whatever the files they stand in look like."""
    return hashlib.sha256(scheme_json(scheme).encode()).hexdigest()


def file_fingerprints(lake: Lake, files: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each input file, by its path in the lake."""
    return {str(path.relative_to(lake.root)): _sha256(path) for path in files}


def engine_versions(backend: str, backend_version: str) -> dict[str, str]:
    """With what a run was computed."""
    libraries = {name: version(name) for name in _LIBRARIES}
    return {
        "goodstanding": __version__,
        "backend": backend,
        "backend_version": backend_version,
        "python": platform.python_version(),
        **libraries,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(part: Any) -> Any:
    # What answers to objections leave in the ledger, and how meetings are held, moves no point, so it is no part of
    # what a run was made by: a run stays verifiable when a kind of meeting is added.
    return part.model_dump(mode="json", by_alias=True, exclude={"meetings", "objections"})
