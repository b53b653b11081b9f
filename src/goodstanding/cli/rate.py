"""`goodstanding rate` and `goodstanding verify`."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli import options, output
from goodstanding.engine.period import month_text
from goodstanding.flows.rating.rate import RatedRun
from goodstanding.flows.rating.rate import rate as rate_lake
from goodstanding.flows.rating.summary import Summary, summary_of
from goodstanding.flows.rating.verify import verify as verify_run
from goodstanding.lake.layout import Lake

SchemeFolder = Annotated[
    Path, typer.Option("--scheme", help="The scheme's folder, or the name of one that comes along.", metavar="SCHEME")
]


def rate(
    lake: options.LakeFolder,
    scheme: SchemeFolder,
    month: options.Month,
    engine: options.EngineOption = options.EngineName.duckdb,
    spark_master: options.SparkMaster = None,
    spark_remote: options.SparkRemote = None,
    threads: options.Threads = None,
    memory: options.Memory = None,
    shards: options.Shards = None,
    json: options.Json = False,
) -> None:
    """Rate a month: points, totals, ranks and flags of every member and unit.

    Reads the lake and the scheme and publishes LAKE/runs/month=YYYY-MM/scheme=NAME as a whole; until then the last
    run stays.

    Example: goodstanding rate lake --scheme vanguard-136 --month 2016-10
    """
    started = time.monotonic()
    rules = options.scheme_in(scheme)
    machine = options.Machine(engine, threads, memory, spark_master, spark_remote)
    with machine.backend(lake) as backend, output.progress(quiet=json) as report:
        rated_run = rate_lake(
            Lake(lake), rules, month, backend=backend, at=datetime.now(UTC), shards=shards, progress=report
        )
        summary = summary_of(backend, rated_run.folder, rules)
    seconds = time.monotonic() - started
    folder = Lake(lake).run(month, rules.name)
    _show_json(folder, rated_run, summary, seconds) if json else _show(folder, rated_run, summary, seconds)
    if not json:
        output.warn(rated_run.manifest.warnings)


def _show(folder: Path, rated_run: RatedRun, summary: Summary, seconds: float) -> None:
    manifest = rated_run.manifest
    output.table(
        f"{manifest.scheme}, {manifest.month}: {summary.members:,} members, {summary.rated:,} rated",
        ["band", "members", "share"],
        [(band, count, summary.share(count)) for band, count in summary.bands],
    )
    output.results.print()
    output.table(
        "What was written",
        ["table", "rows", "content (SHA-256)"],
        [(name, mark.rows, mark.digest[:16]) for name, mark in manifest.tables.items()],
    )
    output.results.print(f"\nRated in {seconds:.1f} s. The run is in {folder}", markup=False)


def _show_json(folder: Path, rated_run: RatedRun, summary: Summary, seconds: float) -> None:
    output.as_json(
        {
            "folder": str(folder),
            "scheme": rated_run.manifest.scheme,
            "month": rated_run.manifest.month,
            "members": summary.members,
            "rated": summary.rated,
            "bands": dict(summary.bands),
            "tables": {
                name: {"rows": mark.rows, "digest": mark.digest} for name, mark in rated_run.manifest.tables.items()
            },
            "warnings": list(rated_run.manifest.warnings),
            "seconds": round(seconds, 3),
        }
    )


def verify(
    lake: options.LakeFolder,
    month: options.Month,
    scheme: Annotated[str, typer.Option("--scheme", help="The scheme's name.", metavar="NAME")],
    engine: options.EngineOption = options.EngineName.duckdb,
    spark_master: options.SparkMaster = None,
    spark_remote: options.SparkRemote = None,
    threads: options.Threads = None,
    memory: options.Memory = None,
    shards: options.Shards = None,
    json: options.Json = False,
) -> None:
    """Compute a run again and compare: every table's content, and the files it was made from.

    Example: goodstanding verify lake --scheme vanguard-136 --month 2016-10
    """
    machine = options.Machine(engine, threads, memory, spark_master, spark_remote)
    with machine.backend(lake) as backend, output.progress(quiet=json) as report:
        verdict = verify_run(
            Lake(lake), scheme, month, backend=backend, at=datetime.now(UTC), shards=shards, progress=report
        )
    if json:
        outcome = {"same": verdict.same, "differences": list(verdict.differences), "warnings": list(verdict.warnings)}
        output.as_json({**outcome, "tables": verdict.tables})
    elif verdict.same:
        tables = ", ".join(verdict.tables)
        output.results.print(
            f"The run of {scheme} for {month_text(month)} is what its input and rules give: {tables} agree.",
            markup=False,
        )
    else:
        output.trouble(f"The run of {scheme} for {month_text(month)} does not hold:")
        for difference in verdict.differences:
            output.aside.print(f"  {difference}", markup=False)
    if not json:
        output.warn([f"{warning[0].upper()}{warning[1:]}." for warning in verdict.warnings])
    if not verdict.same:
        raise typer.Exit(output.REFUSED)
