"""Puts a lake and the rules into PostgreSQL with COPY.

`python -m benchmarks.contestants.postgres.load LAKE MONTH`, with the cluster in PGHOST, PGPORT and so on.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.contestants.postgres.rules import rule_tables
from benchmarks.places import SCHEME
from goodstanding.engine.period import parse_month

_HERE = Path(__file__).parent

#: Arrays as PostgreSQL reads them.
_CLASSES = "'{' || coalesce(array_to_string(classes, ','), '') || '}'"


def main(lake: Path, month: str) -> None:
    """Loads everything and reports the seconds it took."""
    begun = time.monotonic()
    _psql("-f", str(_HERE / "schema.sql"))
    for name, rows in rule_tables(SCHEME, month).items():
        _copy_text(name, rows)
    _copy("unit", f"SELECT unit_id, parent_id, level, type, name FROM '{lake}/units.parquet'")
    months = "read_parquet('{0}/{1}/*/*.parquet', hive_partitioning = true, hive_types = {{'month': VARCHAR}})"
    members, facts = (months.format(lake, table) for table in ("members", "facts"))
    _copy("member_month", f"SELECT (month || '-01')::DATE, member_id, unit_id, {_CLASSES} FROM {members}")
    _copy("fact", f"SELECT fact_id, subject, subject_id, kind, value, occurred_on, (month || '-01')::DATE FROM {facts}")
    _psql("-c", "VACUUM ANALYZE")
    print(json.dumps({"month": parse_month(month), "load_s": round(time.monotonic() - begun, 1)}))


def _psql(*arguments: str) -> None:
    subprocess.run(["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", *arguments], check=True)


def _copy(table: str, query: str) -> None:
    export = [sys.executable, "-m", "benchmarks.contestants.postgres.export", query]
    with subprocess.Popen(export, stdout=subprocess.PIPE) as source:
        command = ["psql", "--no-psqlrc", "--quiet", "-c", f"COPY {table} FROM STDIN (FORMAT csv)"]
        subprocess.run(command, stdin=source.stdout, check=True)
    assert source.returncode == 0, f"{table} was not exported"


def _copy_text(table: str, rows: Iterable[tuple[object, ...]]) -> None:
    text = "".join("\t".join("\\N" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
    command = ["psql", "--no-psqlrc", "--quiet", "-c", f"COPY {table} FROM STDIN"]
    subprocess.run(command, input=text.encode(), check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
