"""What a run leaves behind about itself: with what it was made, from what, and what came out."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from goodstanding import __version__
from goodstanding.engine.scheme.scheme import Scheme
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
    may not.

    files: SHA-256 of every other file of the run, by its name; empty in runs of before that was recorded.
    """

    scheme: str
    scheme_fingerprint: str
    month: str
    tables: Mapping[str, TableMark]
    inputs: Mapping[str, str]
    warnings: tuple[str, ...]
    engine: Mapping[str, str]
    made_at: str
    files: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """As text with sorted keys; `sha256` is that of the same text with nothing in its place."""
        return _sealed(asdict(self))


_FORM = TypeAdapter(Manifest)


def manifest_of(text: str) -> dict[str, Any]:
    """The content of a manifest that was written as text. Raises ValueError where it is none."""
    _FORM.validate_json(text, strict=True)
    found: dict[str, Any] = json.loads(text)
    return found


def is_sealed(found: Mapping[str, Any]) -> bool:
    """Whether a manifest has a fingerprint of itself; the first ones had none."""
    return "sha256" in found


def is_as_written(text: str) -> bool:
    """Whether a manifest's text is, to the last byte, what `Manifest.to_json` wrote."""
    found = json.loads(text)
    return text == (_sealed(found) if is_sealed(found) else _text(found))


def _sealed(content: Mapping[str, Any]) -> str:
    seal = hashlib.sha256(_text({**content, "sha256": ""}).encode()).hexdigest()
    return _text({**content, "sha256": seal})


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


_OF_PAGES = (
    "assignments", "meetings", "study", "initiative", "dues", "care", "probation", "service", "ballots", "appraisal",
    "debriefing", "decisions", "dossiers", "letters", "burden", "unit_duties", "year_end", "objections",
    "member_numbers", "fact_groups", "talks", "warnings", "cases", "accountability",
)  # fmt: skip
_MOVES_NO_POINT: Any = {
    **dict.fromkeys(_OF_PAGES, True),
    "fact_kinds": {"__all__": {"confirms", "words", "leave"}},
}


def scheme_json(scheme: Scheme) -> str:
    """A scheme as one text that can be read back (`Scheme.model_validate_json`) and compared."""
    return json.dumps(_written(scheme), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def scheme_fingerprint(scheme: Scheme) -> str:
    """SHA-256 of the rules, whatever the files they stand in look like."""
    return hashlib.sha256(scheme_json(scheme).encode()).hexdigest()


def file_fingerprints(lake: Lake, files: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each input file, by its path in the lake."""
    return {str(path.relative_to(lake.root)): sha256(path) for path in files}


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


def run_fingerprints(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """SHA-256 of a run's files, by their names."""
    wanted = list(names)
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(wanted, pool.map(sha256, [folder / name for name in wanted]), strict=True))


#: The parts of a scheme that no run is made by.


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(part: Any) -> Any:
    # What answers to objections leave in the ledger, how meetings, study and assignments go, what members may confirm
    # themselves, by which words a kind is found and what an excuse is called moves no point, so it is no part of what
    # a run was made by: a run stays verifiable when such a thing is added.
    return part.model_dump(mode="json", by_alias=True, exclude=_MOVES_NO_POINT)
