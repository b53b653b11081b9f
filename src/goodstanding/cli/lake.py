"""`goodstanding lake build` and `goodstanding lake check`."""

import csv
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from goodstanding.cli import options, output
from goodstanding.lake.build import Built, Count, build_lake
from goodstanding.lake.check import check_lake
from goodstanding.lake.layout import Lake

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help=(
        "Make a lake from files, or look through one that is there.\n\n"
        "Example: goodstanding lake build lake --units units.csv --members members.csv --facts facts.csv"
    ),
)

_MOST_ROWS = 5

Schemes = Annotated[
    list[Path] | None,
    typer.Option(
        "--scheme", help="A scheme; kinds and classes that none of them names are warned of.", metavar="SCHEME"
    ),
]


def _files(what: str) -> Any:
    return typer.Option(
        help=f"A file of {what}: CSV, CSV.GZ, XLSX or Parquet. May be given several times.", metavar="FILE"
    )


@app.command()
def build(
    lake: options.LakeFolder,
    units: Annotated[list[Path], _files("units")],
    members: Annotated[list[Path], _files("members")],
    facts: Annotated[list[Path] | None, _files("facts")] = None,
    scheme: Schemes = None,
    skip_errors: Annotated[
        bool, typer.Option("--skip-errors", help="Build the lake from the good rows alone.")
    ] = False,
    errors: Annotated[Path, typer.Option(help="Where every refused row is listed.", metavar="FILE")] = Path(
        "errors.csv"
    ),
    to: Annotated[
        int | None,
        typer.Option(
            help="Write the members' snapshots up to this month, though nothing happens in the last ones any more.",
            parser=options.month_number,
            metavar="YYYY-MM",
        ),
    ] = None,
    threads: options.Threads = None,
    memory: Annotated[
        str,
        typer.Option(help="How much memory; beyond it, the disk is used.", parser=options.memory_size, metavar="SIZE"),
    ] = "1GB",
    json: options.Json = False,
) -> None:
    """Make a lake from CSV, XLSX or Parquet files, whole or not at all.

    Every row that cannot be used is listed with file, row, column and what to do. With such a row nothing is built,
    unless --skip-errors; accepted and refused rows always add up to the rows read. Snapshots of members run from the
    first membership to the last month that a fact, a beginning or an end touches; a quiet month after it can be rated
    where --to names it.

    Example: goodstanding lake build lake --units units.csv --members members.xlsx --facts facts.csv.gz
    """
    with output.progress(quiet=json) as report:
        built = build_lake(
            Lake(lake),
            units=units,
            members=members,
            facts=facts or [],
            schemes=[options.scheme_in(folder) for folder in scheme or []],
            skip_errors=skip_errors,
            errors_file=errors,
            memory=memory,
            threads=threads or 2,
            to=to,
            progress=report,
        )
    _show_json(built) if json else _show(lake, built, skip_errors)
    if not built.built:
        raise typer.Exit(output.REFUSED)


def _counts(built: Built) -> dict[str, Count]:
    return {"units": built.units, "members": built.members, "facts": built.facts}


def _show(lake: Path, built: Built, skip_errors: bool) -> None:
    rows = [(name, count.read, count.accepted, count.refused) for name, count in _counts(built).items()]
    output.table(f"Into {lake}", ["table", "rows read", "accepted", "refused"], rows)
    output.warn(built.warnings)
    if built.errors_file is not None:
        _show_refused(built.errors_file)
    if built.built:
        output.results.print(f"\nThe lake is in {lake}", markup=False)
    elif skip_errors:
        output.trouble("Nothing was built:", "a whole file, or the root of the units, is missing.")
    else:
        output.trouble("Nothing was built.", "Mend the rows, or take the good ones alone with --skip-errors.")


def _show_refused(file: Path) -> None:
    """The first refused rows, and where all of them are."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in islice(csv.DictReader(lines), _MOST_ROWS):
            location = ", ".join(filter(None, (row["file"], row["sheet"], row["row"] and f"row {row['row']}")))
            cell = " ".join(filter(None, (row["column"], row["value"] and repr(row["value"]))))
            fault = ": ".join(filter(None, (location, cell, row["reason"])))
            output.aside.print(f"  {fault}. {row['what_to_do']}", markup=False)
    output.aside.print(f"Every refused row is in {file}", markup=False)


def _show_json(built: Built) -> None:
    counts = {
        name: {"read": count.read, "accepted": count.accepted, "refused": count.refused}
        for name, count in _counts(built).items()
    }
    errors = str(built.errors_file) if built.errors_file else None
    output.as_json({"built": built.built, **counts, "warnings": list(built.warnings), "errors_file": errors})


@app.command()
def check(lake: options.LakeFolder, scheme: Schemes = None, json: options.Json = False) -> None:
    """Look through a lake for whatever would make a rating wrong, whoever wrote it.

    Example: goodstanding lake check lake --scheme vanguard-136
    """
    checked = check_lake(Lake(options.lake_folder(lake)), [options.scheme_in(folder) for folder in scheme or []])
    problems = [str(fault) for fault in checked.faults]
    if json:
        output.as_json(
            {
                "sound": not problems,
                "problems": problems,
                "warnings": list(checked.warnings),
                "rows": dict(checked.rows),
            }
        )
    else:
        output.table(f"In {lake}", ["table", "rows"], list(checked.rows.items()))
        output.warn(checked.warnings)
        for problem in problems:
            output.aside.print(problem, markup=False)
        output.results.print("\nNothing is wrong." if not problems else f"\n{len(problems)} problem(s).")
    if problems:
        raise typer.Exit(output.REFUSED)
