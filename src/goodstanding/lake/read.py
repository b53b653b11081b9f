"""The lake's tables as the engine wants them, and a run's tables as anyone wants them."""

from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow.parquet as pq

from goodstanding.engine.backend import Backend
from goodstanding.engine.period import STREAK_MONTHS, first_of_year, month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import FACTS, MEMBERS, OUTPUTS, UNITS, Inputs
from goodstanding.lake.forms import refuse_other_form
from goodstanding.lake.layout import Lake, parquet_files
from goodstanding.lake.links import mend_links
from goodstanding.lake.pruning import Shelf
from goodstanding.lake.run_account import refuse_absent


def months_needed(scheme: Scheme, month: int) -> list[int]:
    """The months that a run looks at: the year so far, and twelve months back where a flag counts streaks."""
    streaks = any(indicator.measure == "streak" for indicator in scheme.indicators)
    first = first_of_year(month)
    return list(range(min(first, month - STREAK_MONTHS + 1) if streaks else first, month + 1))


def input_files(lake: Lake, scheme: Scheme, month: int) -> list[Path]:
    """Every file that a run reads, in a fixed order."""
    months = months_needed(scheme, month)
    members = [path for month in months for path in parquet_files(lake.members(month))]
    facts = [path for month in months for path in parquet_files(lake.facts(month))]
    return [lake.units, *members, *facts]


def refuse_without_lake(lake: Lake) -> None:
    """Raises InputError where there is no lake, or a folder of it is a link to what is not there.

    Links of an earlier form are made right first, so that none shows another place than the one that is asked about.
    """
    mend_links(lake)
    if not lake.units.is_file():
        raise InputError(
            f"There is no lake in {lake.root}: units.parquet is missing. Make one with 'goodstanding lake build'."
        )
    dangling = next((path for path in lake.root.glob("*/month=*") if path.is_symlink() and not path.exists()), None)
    if dangling is not None:
        raise InputError(f"{dangling} shows {dangling.readlink()}, which is not there; bring it along.")


def inputs(backend: Backend, lake: Lake, scheme: Scheme, month: int) -> Inputs:
    """The tables of one run. Raises InputError where there is no lake or a file has not the right columns."""
    refuse_without_lake(lake)
    for path in input_files(lake, scheme, month):
        refuse_other_form(lake, path)
    return Inputs(
        units=backend.parquet([lake.units], UNITS),
        members=_monthly(backend, lake.members, months_needed(scheme, month), MEMBERS),
        facts=_monthly(backend, lake.facts, months_needed(scheme, month), FACTS),
    )


def shelf(backend: Backend, lake: Lake, scheme: Scheme, month: int, whole: Inputs) -> Shelf:
    """The same inputs for stretches of members, each from the files that it needs."""
    months = months_needed(scheme, month)
    return Shelf(backend, whole, _files(lake.members, months), _files(lake.facts, months))


def _monthly(backend: Backend, folder: Any, months: Any, columns: dict[str, str]) -> dict[int, ir.Table]:
    return {month: backend.parquet(found, columns) for month, found in _files(folder, months).items()}


def _files(folder: Any, months: Any) -> dict[int, list[Path]]:
    files = {month: parquet_files(folder(month)) for month in months}
    return {month: found for month, found in files.items() if found}


def rows_in(paths: list[Path]) -> int:
    """How many rows Parquet files have, from their footers."""
    return sum(pq.read_metadata(path).num_rows for path in paths)


#: The files of a run beside its manifest.
RUN_FILES = (*[f"{name}.parquet" for name in OUTPUTS], "scheme.json")


def run_folder(lake: Lake, month: int, scheme: str) -> Path:
    """The folder of a whole run, resolved once so that a run published meanwhile does not mix in. Raises InputError."""
    folder = any_run_folder(lake, month, scheme)
    for name in ("manifest.json", *RUN_FILES):
        refuse_absent(folder / name)
    return folder


def any_run_folder(lake: Lake, month: int, scheme: str) -> Path:
    """The folder of a run, whole or not. Raises InputError where there is none."""
    folder = lake.run(month, scheme).resolve()
    if not folder.is_dir():
        raise InputError(
            f"There is no run of {scheme} for {month_text(month)} in {lake.root}{_other_runs(lake, month)}; "
            f"make it with 'goodstanding rate {lake.root} --scheme DIR --month {month_text(month)}'."
        )
    return folder


def _other_runs(lake: Lake, month: int) -> str:
    names = sorted(folder.name.removeprefix("scheme=") for folder in lake.runs(month).glob("scheme=*"))
    return f", only of {', '.join(names)}" if names else ""


def run_table(backend: Backend, folder: Path, name: str) -> ir.Table:
    """One table of a run."""
    return backend.parquet([folder / f"{name}.parquet"], dict(OUTPUTS[name].columns))
