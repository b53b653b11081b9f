"""`python -m benchmarks.roster`: a city's roster into an empty PostgreSQL, again, and out of it.

Each step is the command that an operator types, in a process of its own. Importing checks every row first, then writes
all of them in one transaction. The database is safe against a power cut.
"""

import shutil
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks import machine, on_postgres
from benchmarks.contestants.postgres import cluster as postgres
from benchmarks.measure import Measured, measured
from benchmarks.pairs import tell
from benchmarks.places import CITY, WORK
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
    env = on_postgres.environment(server, _FOLDER / "data")
    measured([sys.executable, "-m", "benchmarks.roster_house", str(_FOLDER), str(members)], more_env=env)
    files = {name: _FOLDER / f"members.{name}" for name in ("csv", "xlsx")}
    yield {"file_mib": {name: on_postgres.mib(path) for name, path in files.items()}}
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
    line, run = on_postgres.step(command, server, env)
    return line | {"told": _told(run)}


def _told(run: Measured) -> Any:
    text = run.said.strip()
    return last_line(Measured(0, 0, 0, text.replace("\n", " "))) if text.startswith("{") else text.rpartition(" to ")[0]


if __name__ == "__main__":
    main()
