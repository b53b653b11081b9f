"""What is wrong with the files of a run, each with one sentence that names the file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import OUTPUTS, Output
from goodstanding.lake import manifest
from goodstanding.lake.digest import file_digest
from goodstanding.lake.read import RUN_FILES

#: The bytes of a written table are the same for the same of these.
_WRITERS = ("goodstanding", "pyarrow")


def faults_of_papers(folder: Path, found: Mapping[str, Any], rules: Scheme, month: int, scheme: str) -> Iterator[str]:
    """What the manifest and the rules of a run say that cannot be."""
    if not manifest.is_as_written((folder / "manifest.json").read_text(encoding="utf-8")):
        yield "manifest.json is not the file that was published: its content was changed since"
    if found["month"] != month_text(month):
        yield f"manifest.json says that the run is of {found['month']}, not of {month_text(month)}"
    if found["scheme"] != scheme:
        yield f"manifest.json says that the run is of {found['scheme']}, not of {scheme}"
    if rules.name != scheme:
        yield f"scheme.json holds the rules of {rules.name}, not of {scheme}"
    if manifest.scheme_fingerprint(rules) != found["scheme_fingerprint"]:
        yield "scheme.json is not the scheme that the manifest names"
    unnamed = sorted(set(OUTPUTS) - set(found["tables"]))
    if unnamed:
        yield f"manifest.json says nothing about {', '.join(unnamed)}"
    if found.get("files") and set(found["files"]) != set(RUN_FILES):
        yield "manifest.json names other files than a run has"


def faults_of_files(folder: Path, found: Mapping[str, Any]) -> Iterator[str]:
    """Every file of a run that is not there, cannot be read, or is not the file that was published."""
    for name in RUN_FILES:
        why = fault_of(folder / name, found)
        if why:
            yield f"{name} {why}"


def fault_of(path: Path, found: Mapping[str, Any]) -> str | None:
    """What is wrong with one file of a run; None where it is the file that was published."""
    if not path.is_file():
        return "is no file" if path.exists() else "is missing"
    recorded = found.get("files", {}).get(path.name)
    try:
        changed = recorded is not None and manifest.sha256(path) != recorded
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if changed:
        return "is not the file that was published: its bytes differ from the manifest's SHA-256"
    output = OUTPUTS.get(path.stem)
    return _fault_of_content(path, output, found["tables"].get(output.name)) if output else None


def _fault_of_content(path: Path, output: Output, recorded: Mapping[str, Any] | None) -> str | None:
    try:
        rows, digest = file_digest(path, output)
    except Exception as error:  # A broken file ends in whatever the library meets first.
        return f"is damaged or has another form ({next(iter(str(error).splitlines()), type(error).__name__)})"
    if recorded is not None and (recorded["rows"], recorded["digest"]) != (rows, digest):
        return "is not the file that was published: its content differs from the manifest"
    return None


def faults_of_unsigned(
    folder: Path, again: Path, found: Mapping[str, Any], now: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Differences and warnings of a run whose manifest has no SHA-256 of its files: its bytes are held against those
    that computing again wrote, as far as the same versions wrote them."""
    if found.get("files"):
        return [], []
    apart = [name for name in OUTPUTS if not _same_bytes(folder / f"{name}.parquet", again / f"{name}.parquet")]
    comparable = all(found["engine"].get(name) == now.get(name) for name in _WRITERS)
    warning = "the run is of before the SHA-256 of every file was recorded; rate the month again to have them recorded"
    if comparable:
        why = "has other bytes than computing again writes, although not other rows: its footer may say what is not so"
        differ = [f"{name}.parquet {why}" for name in apart]
        return differ, [warning]
    unknown = f"; whether the footers of {', '.join(apart)} are right is not known" if apart else ""
    return [], [warning + unknown]


def _same_bytes(first: Path, second: Path) -> bool:
    try:
        return manifest.sha256(first) == manifest.sha256(second)
    except OSError:
        return False
