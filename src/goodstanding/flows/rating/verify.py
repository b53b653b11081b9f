"""Computes a run again and compares it with what was published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from goodstanding.engine.backend import Backend
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import OUTPUTS
from goodstanding.flows.rating.rate import Progress, rate_into
from goodstanding.lake import diagnose, read, run_account, run_damage
from goodstanding.lake.layout import Lake
from goodstanding.lake.manifest import Manifest, file_fingerprints
from goodstanding.lake.scratch import scratch_folder


@dataclass(frozen=True)
class Verification:
    """Whether a run holds; each difference is one sentence, and so is each warning of what could not be looked at."""

    differences: tuple[str, ...]
    tables: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


@dataclass(frozen=True)
class _VerifyWork:
    lake: Lake
    month: int
    backend: Backend
    at: datetime
    shards: int | None
    progress: Progress


def verify(
    lake: Lake,
    scheme: str,
    month: int,
    *,
    backend: Backend,
    at: datetime,
    shards: int | None,
    progress: Progress,
) -> Verification:
    """Compares a run's files, their manifest, the lake and a new computation.

    Raises InputError where there is no run, or nothing to compare with: its manifest or its rules cannot be read.
    """
    folder = read.any_run_folder(lake, month, scheme)
    published, rules = run_account.run_manifest(folder), run_account.run_scheme(folder)
    differences = [
        *run_damage.faults_of_papers(folder, published, rules, month, scheme),
        *run_damage.faults_of_files(folder, published),
    ]
    work = _VerifyWork(lake, month, backend, at, shards, progress)
    found, warnings = _of_computing(work, rules, published, folder, bool(differences))
    return Verification((*differences, *found), tuple(OUTPUTS), tuple(warnings))


def _of_computing(
    work: _VerifyWork, rules: Scheme, published: Mapping[str, Any], folder: Path, differs: bool
) -> tuple[list[str], list[str]]:
    """What the lake's files and computing again tell, and what could not be compared."""
    inputs = list(_of_inputs(work, rules, published["inputs"]))
    if any(diagnose.DAMAGED in difference for difference in inputs):
        return inputs, []
    with scratch_folder(work.lake.root) as scratch:
        try:
            again = rate_into(scratch, work.lake, rules, work.month, backend=work.backend, at=work.at,
                              shards=work.shards, progress=work.progress)  # fmt: skip
        except Exception as error:
            refused = error if isinstance(error, InputError) else diagnose.refusal(error, work.lake.root)
            if refused is None or not (differs or inputs):
                raise
            return [*inputs, f"the run cannot be computed again: {refused.message}"], []
        tables = list(_of_tables(published["tables"], again))
        if tables or inputs:
            return inputs + tables, []
        return run_damage.faults_of_unsigned(folder, scratch, published, again.engine)


def _of_tables(published: Mapping[str, Any], again: Manifest) -> Iterator[str]:
    for name, mark in again.tables.items():
        recorded = published.get(name)
        if recorded is not None and (recorded["rows"], recorded["digest"]) != (mark.rows, mark.digest):
            rows = f"the manifest has {recorded['rows']} rows, computing again gives {mark.rows}"
            yield f"{name}: {rows} with other content"


def _of_inputs(work: _VerifyWork, rules: Scheme, before: Mapping[str, str]) -> Iterator[str]:
    """Each file of the lake that is not what the run read."""
    read.refuse_without_lake(work.lake)
    files = {str(path.relative_to(work.lake.root)): path for path in read.input_files(work.lake, rules, work.month)}
    now = file_fingerprints(work.lake, files.values())
    for name in sorted(before.keys() - now.keys()):
        yield f"{name} was read then and is not there now"
    for name in sorted(now.keys() - before.keys()):
        yield f"{name} was not there then"
    for name in sorted(before.keys() & now.keys()):
        if before[name] != now[name]:
            damage = diagnose.damage(files[name])
            yield f"{name} has changed since" + (f", and {damage}" if damage else "")
