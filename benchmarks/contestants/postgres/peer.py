"""Rates in a cluster, and fetches what it made."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.contestants.postgres.cluster import Cluster
from benchmarks.measure import Measured, measured
from goodstanding.engine.tables import OUTPUTS

_HERE = Path(__file__).parent


def load(server: Cluster, lake: Path, month: str, cores: int) -> Measured:
    """Loads a lake."""
    command = [sys.executable, "-m", "benchmarks.contestants.postgres.load", str(lake), month]
    return measured(command, cores=cores, watch=server.pid, more_env=server.env)


def rate(server: Cluster) -> list[str]:
    """The command that rates what was loaded."""
    return server.psql("-f", str(_HERE / "rating.sql"))


def index(server: Cluster, cores: int) -> Measured:
    """Adds the index that a loop over members needs."""
    create = "CREATE INDEX ON fact (subject_id, kind, occurred_on)"
    return measured(server.psql("-c", create, "-c", "VACUUM ANALYZE fact"), cores=cores, more_env=server.env)


def fetch(server: Cluster, folder: Path) -> None:
    """Writes the six tables as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in OUTPUTS:
        with (folder / f"{name}.csv").open("wb") as file:
            copy = f"COPY {name} TO STDOUT (FORMAT csv, HEADER)"
            subprocess.run(server.psql("-c", copy), env={**os.environ, **server.env}, stdout=file, check=True)
