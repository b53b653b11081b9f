"""From a run's files to the standings that pages read. They lie there unseen until the run is published."""

from pathlib import Path

from django.db import transaction

from goodstanding.flows.operations import csv_copy
from goodstanding.lake import database_csv
from goodstanding.lake.database_csv import Converter
from goodstanding.models import Run, Standing, UnitStanding
from goodstanding.queries.months.runs import store


def load(run: Run, folder: Path) -> tuple[int, int]:
    """Puts every line of the run into the database, all or none, once. Gives how many members' and units' lines."""
    lines, unit_lines = Standing.objects.filter(run=run), UnitStanding.objects.filter(run=run)
    if not lines.exists() and not unit_lines.exists():
        with transaction.atomic(), database_csv.converter(store().scratch) as converter:
            _members(run, folder, converter)
            _units(run, folder, converter)
    return lines.count(), unit_lines.count()


def _members(run: Run, folder: Path, converter: Converter) -> None:
    file = store().scratch / f"standings-{run.key}.csv"
    try:
        converter.standings_out(folder, file)
        csv_copy.rows_in(Standing._meta.db_table, database_csv.STANDING_COLUMNS, file, [("run_id", run.pk)])
    finally:
        file.unlink(missing_ok=True)


def _units(run: Run, folder: Path, converter: Converter) -> None:
    file = store().scratch / f"unit-standings-{run.key}.csv"
    try:
        converter.unit_standings_out(folder, store().units(run.key) / "part-0000.parquet", file)
        csv_copy.rows_in(UnitStanding._meta.db_table, database_csv.UNIT_STANDING_COLUMNS, file, [("run_id", run.pk)])
    finally:
        file.unlink(missing_ok=True)
