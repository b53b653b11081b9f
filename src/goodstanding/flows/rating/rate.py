"""Rates a lake: reads, scores shard after shard, ranks, and publishes the run as a whole."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from goodstanding.engine import run
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import month_text
from goodstanding.engine.rate.population import Between
from goodstanding.engine.run import Rating, RunResult, Scored
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import OUTPUTS
from goodstanding.flows.rating.shards import shards_of
from goodstanding.flows.rating.unknown_terms import unknown_words
from goodstanding.lake import manifest, read
from goodstanding.lake.layout import Lake
from goodstanding.lake.pruning import Shelf
from goodstanding.lake.publish import swap
from goodstanding.lake.run_writer import TableWriter

#: (what is being done, share done from 0 to 1)
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class RatedRun:
    """A published run."""

    folder: Path
    manifest: manifest.Manifest


def rate(
    lake: Lake, scheme: Scheme, month: int, *, backend: Backend, at: datetime, shards: int | None, progress: Progress
) -> RatedRun:
    """Rates a month and publishes the run. Raises Refused; whatever happens, the last run stays whole."""
    read.refuse_without_lake(lake)  # Before a folder for the run is made where there is nothing to rate.
    busy = f"{month_text(month)} is already being rated with {scheme.name}; wait until that run ends, then try again."
    with swap(lake.run(month, scheme.name), busy) as folder:
        made = rate_into(folder, lake, scheme, month, backend=backend, at=at, shards=shards, progress=progress)
        (folder / "scheme.json").write_text(manifest.scheme_json(scheme), encoding="utf-8")
        made = replace(made, files=manifest.run_fingerprints(folder, read.RUN_FILES))
        (folder / "manifest.json").write_text(made.to_json(), encoding="utf-8")
    return RatedRun(read.run_folder(lake, month, scheme.name), made)


def rate_into(
    folder: Path,
    lake: Lake,
    scheme: Scheme,
    month: int,
    *,
    backend: Backend,
    at: datetime,
    shards: int | None,
    progress: Progress,
) -> manifest.Manifest:
    """Writes the six tables of a run into a folder, without publishing it."""
    progress("reading", 0.0)
    files = read.input_files(lake, scheme, month)
    with backend.scope(), ThreadPoolExecutor(1) as aside:
        one = run.rating(backend, read.inputs(backend, lake, scheme, month), scheme, month)
        fingerprints = aside.submit(manifest.file_fingerprints, lake, files)
        with _writers(folder) as out:
            stretches = shards_of(backend, one.inputs.members[month], shards or _shards_for(lake, scheme, month))
            near = read.shelf(backend, lake, scheme, month, one.inputs) if len(stretches) > 1 else None
            _write_tables(one, stretches, near, folder, out, progress)
        warnings = unknown_words(backend, one)
        progress("fingerprints of the input", 0.97)
        return manifest.Manifest(
            scheme=scheme.name,
            scheme_fingerprint=manifest.scheme_fingerprint(scheme),
            month=month_text(month),
            tables={name: manifest.TableMark(writer.rows, writer.digest) for name, writer in out.writers.items()},
            inputs=fingerprints.result(),
            warnings=warnings,
            engine=manifest.engine_versions(backend.name, backend.version),
            made_at=at.isoformat(),
        )


#: points, totals and flags.
_RESULTS_OF_A_SHARD = 3

#: Facts that one shard holds in memory at a time.
FACTS_A_SHARD = 9_000_000

#: Places are written for so many shards together, because every look at them goes through all that were counted; they
#: are counted in one part for so many shards, because counting all of a nation at once takes all its memory.
_STRETCHES_OF_PLACES, _STRETCHES_A_COUNT = 4, 32


def _shards_for(lake: Lake, scheme: Scheme, month: int) -> int:
    facts = [path for path in read.input_files(lake, scheme, month) if path.parent.parent.name == "facts"]
    return max(1, -(-read.rows_in(facts) // FACTS_A_SHARD))


class _Out:
    """The writers of the six tables, fed by one thread of their own, in order, while the backend computes on."""

    def __init__(self, writers: dict[str, TableWriter], thread: ThreadPoolExecutor) -> None:
        self.writers = writers
        self._thread = thread
        self._queued: deque[Future[None]] = deque()
        self._last_of: dict[str, Future[None]] = {}

    def write(self, backend: Backend, result: RunResult) -> None:
        """Fetches a result and queues it; what one shard gives may wait, but not more, so that memory stays bounded."""
        while len(self._queued) >= _RESULTS_OF_A_SHARD:
            self._queued.popleft().result()
        batches = list(backend.batches(result.table))
        queued = self._thread.submit(self.writers[result.name].append, batches, result.columns)
        self._queued.append(queued)
        self._last_of[result.name] = queued

    def wait(self) -> None:
        """Until everything queued is written."""
        while self._queued:
            self._queued.popleft().result()

    def finish(self, name: str) -> None:
        """Closes one table's file, so that it can be read, without waiting for the others."""
        self._last_of[name].result()
        self.writers[name].close()


@contextmanager
def _writers(folder: Path) -> Iterator[_Out]:
    with ThreadPoolExecutor(1) as thread, ExitStack() as stack:
        writers = {name: TableWriter(folder / f"{name}.parquet", output) for name, output in OUTPUTS.items()}
        for writer in writers.values():
            stack.callback(writer.close)
        out = _Out(writers, thread)
        yield out
        out.wait()


def _write_tables(
    rating: Rating, stretches: list[Between], near: Shelf | None, folder: Path, out: _Out, progress: Progress
) -> None:
    for number, only in enumerate(stretches):
        progress("scoring members", 0.02 + 0.68 * number / len(stretches))
        here = replace(rating, inputs=near.near(only)) if near else rating
        with rating.backend.scope():
            _write_members(here, run.score_members(here, only), out)
    progress("scoring units", 0.70)
    out.finish("totals")
    own = run.score_units(rating)
    progress("counting places", 0.72)
    parts = -(-len(stretches) // _STRETCHES_A_COUNT)
    seen = run.across(rating, read.run_table(rating.backend, folder, "totals"), parts)
    wide = list(_joined(stretches, _STRETCHES_OF_PLACES))
    for number, only in enumerate(wide):
        progress("writing places", 0.80 + 0.12 * number / len(wide))
        out.write(rating.backend, run.ranks_result(seen, only))
    progress("totals of units", 0.93)
    unit_results = [run.points_result(rating, own, "unit"), run.flags_result(rating, own, "unit")]
    for result in [*unit_results, *run.unit_results(rating, seen, own)]:
        out.write(rating.backend, result)


def _joined(stretches: list[Between], many: int) -> Iterator[Between]:
    """So many neighbouring stretches in one: a place takes less room than a member's points."""
    for start in range(0, len(stretches), many):
        some = stretches[start : start + many]
        yield Between(some[0].first, some[-1].last)


def _write_members(rating: Rating, scored: Scored, out: _Out) -> None:
    # Totals first: places can then be counted while the many points are still being written.
    out.write(rating.backend, run.totals_result(rating, scored))
    out.write(rating.backend, run.flags_result(rating, scored, "member"))
    out.write(rating.backend, run.points_result(rating, scored, "member"))
