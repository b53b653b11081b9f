"""Rates in a cluster, and fetches what it made."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.contestants.postgres.cluster import Cluster
from benchmarks.measure import Measured, measured
from benchmarks.places import TABLES

_HERE = Path(__file__).parent


def load(server: Cluster, lake: Path, month: str) -> Measured:
    """Loads a lake."""
    command = [sys.executable, "-m", "benchmarks.contestants.postgres.load", str(lake), month]
    return measured(command, watch=server.pid, more_env=server.env)


def rate(server: Cluster) -> list[str]:
    """The command that rates what was loaded."""
    return server.psql("-f", str(_HERE / "rating.sql"))


def index(server: Cluster) -> Measured:
    """Adds the index that a loop over members needs."""
    create = "CREATE INDEX ON fact (subject_id, kind, occurred_on)"
    return measured(server.psql("-c", create, "-c", "VACUUM ANALYZE fact"), more_env=server.env)


def fetch(server: Cluster, folder: Path) -> None:
    """Writes the six tables as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        with (folder / f"{name}.csv").open("wb") as file:
            copy = f"COPY {name} TO STDOUT (FORMAT csv, HEADER)"
            subprocess.run(server.psql("-c", copy), env={**os.environ, **server.env}, stdout=file, check=True)
