"""What another scheme would change, on the lake as it is now. Nothing is published.

Where a run was made with exactly a scheme's rules from exactly these files, its totals are taken; otherwise they are
computed.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir

from goodstanding.engine import impact, run
from goodstanding.engine.backend import Backend
from goodstanding.engine.impact import Impact
from goodstanding.engine.problems import InputError
from goodstanding.engine.rate.population import labelled_members
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import OUTPUTS
from goodstanding.flows.rating.rate import FACTS_A_SHARD
from goodstanding.flows.rating.shards import shards_of
from goodstanding.lake import manifest, read, run_account, run_damage
from goodstanding.lake.layout import Lake
from goodstanding.lake.run_writer import TableWriter

#: (what is being done, share done from 0 to 1)
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Compared:
    """A comparison. The flags tell whether each side's totals are those of a published run."""

    before: Scheme
    after: Scheme
    before_from_run: bool
    after_from_run: bool
    impact: Impact


@dataclass(frozen=True)
class _ComparisonWork:
    lake: Lake
    month: int
    backend: Backend
    scratch: Path
    progress: Progress


def whatif(
    lake: Lake, month: int, schemes: tuple[Scheme, Scheme], *, backend: Backend, scratch: Path, progress: Progress
) -> Compared:
    """Compares the members' totals of a month under two schemes, the first of them the one before.

    scratch: an empty folder for totals that are computed. Raises InputError where one of them cannot rate that month.
    """
    before, after = schemes
    work = _ComparisonWork(lake, month, backend, scratch, progress)
    with backend.scope():
        inputs = read.inputs(backend, lake, before, month)
        old, old_from_run = _totals(work, before, "before", (0.02, 0.45))
        new, new_from_run = (old, old_from_run) if before == after else _totals(work, after, "after", (0.47, 0.45))
        progress("comparing", 0.93)
        members = labelled_members(inputs, month)
        rows = backend.keep(impact.compared(old, new, members, inputs.units))
        found = impact.impact(backend, rows)
    return Compared(before, after, old_from_run, new_from_run, found)


def _totals(work: _ComparisonWork, scheme: Scheme, name: str, share: tuple[float, float]) -> tuple[ir.Table, bool]:
    """The totals of a scheme, and whether a run had them."""
    work.progress(f"looking for a run of {scheme.name}", share[0])
    folder = _matching_run(work, scheme)
    if folder is not None:
        return read.run_table(work.backend, folder, "totals"), True
    path = work.scratch / f"{name}.parquet"
    _compute(work, scheme, path, share)
    return work.backend.parquet([path], dict(OUTPUTS["totals"].columns)), False


def _matching_run(work: _ComparisonWork, scheme: Scheme) -> Path | None:
    """The folder of the run that these rules and the lake's present files would give again."""
    try:
        folder = read.run_folder(work.lake, work.month, scheme.name)
    except InputError:
        return None
    found = run_account.run_manifest(folder)
    if found["scheme_fingerprint"] != manifest.scheme_fingerprint(scheme):
        return None
    if run_damage.fault_of(folder / "totals.parquet", found):
        return None  # Computing gives what the run gave before its file was damaged.
    files = read.input_files(work.lake, scheme, work.month)
    return folder if found["inputs"] == manifest.file_fingerprints(work.lake, files) else None


def _compute(work: _ComparisonWork, scheme: Scheme, path: Path, share: tuple[float, float]) -> None:
    """Writes the totals of a scheme to a file, stretch after stretch."""
    backend = work.backend
    with backend.scope(), closing(TableWriter(path, OUTPUTS["totals"])) as writer:
        rating = run.rating(backend, read.inputs(backend, work.lake, scheme, work.month), scheme, work.month)
        stretches = shards_of(backend, rating.inputs.members[work.month], _shards(work, scheme))
        for number, only in enumerate(stretches):
            work.progress(f"rating with {scheme.name}", share[0] + share[1] * number / len(stretches))
            with backend.scope():
                result = run.totals_result(rating, run.score_members(rating, only))
                writer.append(list(backend.batches(result.table)), result.columns)


def _shards(work: _ComparisonWork, scheme: Scheme) -> int:
    files = read.input_files(work.lake, scheme, work.month)
    facts = read.rows_in([path for path in files if path.parent.parent.name == "facts"])
    return max(1, -(-facts // FACTS_A_SHARD))
