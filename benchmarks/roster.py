"""`python -m benchmarks.roster`: a city's roster into an empty PostgreSQL, again, and out of it.

Each step is the command that an operator types, in a process of its own. Importing checks every row first, then writes
all of them in one transaction. The database is safe against a power cut.
"""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks import machine, proc
from benchmarks.contestants.postgres import cluster as postgres
from benchmarks.measure import Measured, measured
from benchmarks.pairs import tell
from benchmarks.places import CITY, SCHEME, WORK
from benchmarks.results import last_line, save
from benchmarks.settings import settings

AIMS = {"import_s_at_most": 600, "import_mib_at_most": 1024}
_FOLDER = WORK / "roster"
_CLI = [sys.executable, "-m", "goodstanding", "roster"]


def main() -> None:
    """Measures, and saves roster.json after each step."""
    how = settings(__doc__ or "", members=CITY, times=1, memory="1GB")
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    try:
        with postgres.cluster() as server:
            content: dict[str, Any] = {"machine": machine.facts(), "members": how.members, "aims": AIMS}
            for step in _steps(how.members, server):
                content |= step
                save(how.results, "roster", content)
    finally:
        if not how.keep:
            shutil.rmtree(_FOLDER, ignore_errors=True)


def _steps(members: int, server: postgres.Cluster) -> Iterator[dict[str, Any]]:
    env = _environment(server)
    measured([sys.executable, "-m", "benchmarks.roster_house", str(_FOLDER), str(members)], more_env=env)
    files = {name: _FOLDER / f"members.{name}" for name in ("csv", "xlsx")}
    yield {"file_mib": {name: _mib(path) for name, path in files.items()}}
    first = [*_CLI, "import", str(files["csv"]), "--unit", "CITY", "--json"]
    for name, command in {
        "import": first,
        "import_again": first,
        "import_again_xlsx": [*_CLI, "import", str(files["xlsx"]), "--unit", "CITY", "--json"],
        "export_csv": [*_CLI, "export", str(_FOLDER / "out.csv"), "--unit", "CITY"],
        "import_export": [*_CLI, "import", str(_FOLDER / "out.csv"), "--unit", "CITY", "--json"],
    }.items():
        tell(name)
        yield {name: _step(command, server, env)}


def _step(command: list[str], server: postgres.Cluster, env: dict[str, str]) -> dict[str, Any]:
    watched = _Server(server.pid)
    run = measured(command, more_env=env)
    watched.finish()
    line: dict[str, Any] = {"wall_s": round(run.wall, 1), "cpu_s": round(run.cpu, 1), "peak_mib": round(run.peak_mib)}
    return line | {"server_peak_mib": round(watched.peak_mib), "told": _told(run)}


def _told(run: Measured) -> Any:
    text = run.said.strip()
    return last_line(Measured(0, 0, 0, text.replace("\n", " "))) if text.startswith("{") else text.rpartition(" to ")[0]


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


def _environment(server: postgres.Cluster) -> dict[str, str]:
    secret, host, port = server.env["PGPASSWORD"], server.env["PGHOST"], server.env["PGPORT"]
    for name in [name for name in os.environ if name.startswith("GOODSTANDING_")]:
        del os.environ[name]
    return {
        "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
        "DATABASE_URL": f"postgres://{server.env['PGUSER']}:{quote(secret)}@{host}:{port}/postgres",
        "GOODSTANDING_DATA": str(_FOLDER / "data"),
        "GOODSTANDING_SCHEME": str(SCHEME),
    }


def _mib(path: Path) -> float:
    return round(path.stat().st_size / (1 << 20), 1)


if __name__ == "__main__":
    main()
