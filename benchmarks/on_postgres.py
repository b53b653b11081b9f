"""Commands of the application on a PostgreSQL of their own, each measured together with the server's memory."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks import proc
from benchmarks.contestants.postgres import cluster as postgres
from benchmarks.measure import Measured, measured
from benchmarks.places import SCHEME


def environment(server: postgres.Cluster, folder: Path) -> dict[str, str]:
    """What tells the application where its database and its data are, and nothing of this process's own."""
    secret, host, port = server.env["PGPASSWORD"], server.env["PGHOST"], server.env["PGPORT"]
    for name in [name for name in os.environ if name.startswith("GOODSTANDING_")]:
        del os.environ[name]
    return {
        "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
        "DATABASE_URL": f"postgres://{server.env['PGUSER']}:{quote(secret)}@{host}:{port}/postgres",
        # One role does for a database that is thrown away.
        "GOODSTANDING_OWNER_MAY_SERVE": "yes",
        "GOODSTANDING_DATA": str(folder),
        "GOODSTANDING_SCHEME": str(SCHEME),
    }


def step(command: Sequence[str], server: postgres.Cluster, env: dict[str, str]) -> tuple[dict[str, Any], Measured]:
    """Runs one command. Gives a line of figures, and the run with what it said."""
    watched = _Server(server.pid)
    run = measured(command, more_env=env)
    watched.finish()
    line: dict[str, Any] = {"wall_s": round(run.wall, 1), "cpu_s": round(run.cpu, 1), "peak_mib": round(run.peak_mib)}
    return line | {"server_peak_mib": round(watched.peak_mib)}, run


def mib(path: Path) -> float:
    """A file's size."""
    return round(path.stat().st_size / (1 << 20), 1)


class _Server(threading.Thread):
    """Looks at what the database holds in memory."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak_mib, self._pid, self._over = 0.0, pid, threading.Event()
        self.start()

    def run(self) -> None:
        """Looks, and looks again."""
        while not self._over.wait(0.5):
            self.peak_mib = max(self.peak_mib, proc.resident_mib(proc.tree(proc.parents(), self._pid)))

    def finish(self) -> None:
        """Stops looking."""
        self._over.set()
        self.join()
