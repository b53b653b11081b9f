"""The way from the input files to a lake: read, judge, tell, and only then write."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goodstanding.engine.period import month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.build.batches import BatchSource
from goodstanding.lake.build.errors import clear_errors, write_errors
from goodstanding.lake.build.facts import judge_facts
from goodstanding.lake.build.members import judge_members
from goodstanding.lake.build.reasons import stops_the_build
from goodstanding.lake.build.sources import sources
from goodstanding.lake.build.staging import Count, Staging
from goodstanding.lake.build.tables import FACTS, MEMBERS, UNITS, Incoming
from goodstanding.lake.build.units import judge_units
from goodstanding.lake.build.unknown_terms import unknown_words
from goodstanding.lake.build.write import snapshot_months, write_lake
from goodstanding.lake.layout import Lake
from goodstanding.lake.publish import place_new

#: More months of snapshots than this are more likely a slip in one year than a wish.
_MANY_MONTHS = 240

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Built:
    """What became of the input. `warnings` are sentences; `errors_file` is None where none was asked for or needed."""

    units: Count
    members: Count
    facts: Count
    warnings: tuple[str, ...]
    errors_file: Path | None
    built: bool


def build_lake(  # noqa: PLR0913 - the eleven things that a build is asked for
    lake: Lake,
    *,
    units: list[Path],
    members: list[Path],
    facts: list[Path],
    schemes: list[Scheme],
    skip_errors: bool,
    errors_file: Path | None,
    memory: str = "1GB",
    threads: int = 2,
    to: int | None = None,
    progress: Progress,
) -> Built:
    """Makes a lake from CSV, XLSX or Parquet files, whole or not at all.

    Nothing is built where a row is refused, unless `skip_errors`; nor, in any case, where a whole file cannot be read
    or no unit is the root. The errors file is written where a path is given and a row is refused; where none is, what
    an earlier build wrote there goes. to: the last month of snapshots, where nothing happens in it any more.
    `progress` hears each stage and the part done, 0 to 1. Raises InputError where the lake's folder already holds
    something, the errors file would do harm, or `to` lies before what the files tell of.
    """
    _refuse_clashes(lake, [*units, *members, *facts], errors_file)
    with _staging(lake.root.absolute().parent, memory, threads) as staging:
        given = {UNITS: units, MEMBERS: members, FACTS: facts}
        files = {table: sources(table, paths, staging.folder) for table, paths in given.items()}
        has_root = _judge(staging, files, progress)
        counts = [staging.count(table) for table in files]
        refused = not has_root or any(count.refused for count in counts)
        months = snapshot_months(staging, to)
        if errors_file is not None:
            write_errors(errors_file, staging, files, has_root) if refused else clear_errors(errors_file)
        build = not refused or (skip_errors and has_root and not any(map(stops_the_build, staging.faults())))
        warnings = (*unknown_words(staging, schemes), *_long_span(months))
        if build:
            with place_new(lake.root) as folder:
                write_lake(staging, Lake(folder), _stage("write", progress), to)
    return Built(counts[0], counts[1], counts[2], warnings, errors_file if refused else None, build)


def _judge(staging: Staging, files: Mapping[Incoming, Sequence[BatchSource]], progress: Progress) -> bool:
    """Reads all tables; the later ones are judged by what was accepted of the earlier. Whether there is a root."""
    for table in files:
        staging.take(table, files[table], _stage(f"read {table.name}", progress))
    progress("judge", 0.0)
    has_root = judge_units(staging)
    judge_members(staging)
    judge_facts(staging)
    progress("judge", 1.0)
    return has_root


def _stage(name: str, progress: Progress) -> Callable[[float], None]:
    return lambda part: progress(name, part)


def _long_span(months: range) -> Iterator[str]:
    if len(months) > _MANY_MONTHS:
        yield (
            f"The members' snapshots run over {len(months):,} months,"
            f" {month_text(months[0])} to {month_text(months[-1])}; look for a wrong year if that is not meant."
        )


def _refuse_clashes(lake: Lake, inputs: list[Path], errors_file: Path | None) -> None:
    if lake.root.exists() and (not lake.root.is_dir() or any(lake.root.iterdir())):
        raise InputError(f"{lake.root} is already there and not empty; name a new folder or move the old one away.")
    if errors_file is None:
        return
    resolved = errors_file.resolve()
    if resolved.is_relative_to(lake.root.resolve()):
        raise InputError(f"The errors file {errors_file} would lie inside the lake; give it another place.")
    if resolved in [path.resolve() for path in inputs]:
        raise InputError(f"The errors file {errors_file} would replace an input file; give it another name.")
    if resolved.is_dir():
        raise InputError(f"The errors file {errors_file} is a folder; give the name of a file.")
    above = next(folder for folder in resolved.parents if folder.exists())
    if not above.is_dir():
        raise InputError(f"The errors file {errors_file} cannot be used: {above} is no folder; give it another place.")


@contextmanager
def _staging(beside: Path, memory: str, threads: int) -> Iterator[Staging]:
    """A staging database in a hidden folder beside the lake, on the disk that must have room anyway."""
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=beside) as folder:
        staging = Staging(Path(folder), memory, threads)
        try:
            yield staging
        finally:
            staging.close()
