"""Computes a run again and compares it with what was published."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goodstanding.engine.backends import Backend
from goodstanding.engine.tables import OUTPUTS
from goodstanding.flows.rate import Progress, rate_into
from goodstanding.lake import manifest, read
from goodstanding.lake.digest import file_digest
from goodstanding.lake.layout import Lake
from goodstanding.lake.scratch import scratch_folder


@dataclass(frozen=True)
class Verdict:
    """Whether a run holds; each difference is one sentence."""

    differences: tuple[str, ...]
    tables: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def verify(
    lake: Lake,
    scheme: str,
    month: int,
    *,
    backend: Backend,
    at: datetime,
    shards: int | None,
    progress: Progress,
) -> Verdict:
    """Compares the published tables, their manifest and a new computation. Raises Refused where there is no run."""
    folder = read.run_folder(lake, month, scheme)
    published, rules = read.run_manifest(folder), read.run_scheme(folder)
    differences = list(_of_files(folder, published))
    if manifest.scheme_fingerprint(rules) != published["scheme_fingerprint"]:
        differences.append("scheme.json is not the scheme that the manifest names")
    with scratch_folder(lake.root) as scratch:
        again = rate_into(scratch, lake, rules, month, backend=backend, at=at, shards=shards, progress=progress)
    differences += _of_inputs(published["inputs"], dict(again.inputs))
    for name, mark in again.tables.items():
        told = published["tables"][name]
        if (told["rows"], told["digest"]) != (mark.rows, mark.digest):
            differences.append(
                f"{name}: the manifest has {told['rows']} rows, computing again gives {mark.rows} with other content"
            )
    return Verdict(tuple(differences), tuple(OUTPUTS))


def _of_files(folder: Path, published: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    differences = []
    for name, output in OUTPUTS.items():
        rows, digest = file_digest(folder / f"{name}.parquet", output)
        told = published["tables"][name]
        if (told["rows"], told["digest"]) != (rows, digest):
            differences.append(
                f"{name}.parquet is not the file that was published: its content differs from the manifest"
            )
    return differences


def _of_inputs(before: dict[str, str], now: dict[str, str]) -> list[str]:
    gone = [f"{path} was read then and is not there now" for path in sorted(before.keys() - now.keys())]
    added = [f"{path} was not there then" for path in sorted(now.keys() - before.keys())]
    changed = [f"{path} has changed since" for path in sorted(before.keys() & now.keys()) if before[path] != now[path]]
    return gone + added + changed
