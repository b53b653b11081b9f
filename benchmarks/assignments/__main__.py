"""`python -m benchmarks.assignments`: one assignment to everyone of a city, and the day's reminders of it.

The application does it as for an officer who fills in the form: it finds the members, writes a row and a notice for
each, and an audit row. The floor is what PostgreSQL needs for the same rows of both tables, and nothing else: COPY from
a file into the same tables with the same constraints and indexes. Pair by pair, in a database of its own, safe against
a power cut. Without arguments it is a trial at a hundredth of the size, which is printed and stored nowhere; the whole
city: `--members 661000`.
"""

import json
import shutil
import sys
from typing import Any

from benchmarks import machine, on_postgres
from benchmarks.contestants.postgres import cluster as postgres
from benchmarks.measure import measured
from benchmarks.places import CITY, WORK
from benchmarks.results import last_line, save
from benchmarks.settings import settings

AIMS = {"give_s_at_most": 60}
_FOLDER = WORK / "assignments"


def main() -> None:
    """Measures, prints, and saves assignments.json of a whole city."""
    how = settings(__doc__ or "", members=CITY // 100, times=3, memory="1GB")
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    try:
        with postgres.cluster() as server:
            env = on_postgres.environment(server, _FOLDER / "data")
            command = [sys.executable, "-m", "benchmarks.assignments.giving", str(_FOLDER), str(how.members)]
            run = measured([*command, str(how.times)], more_env=env)
            content: dict[str, Any] = {"machine": machine.facts(), "members": how.members, "aims": AIMS}
            content |= last_line(run)
            print(json.dumps(content, indent=2))
            if how.members >= CITY:
                save(how.results, "assignments", content)
    finally:
        if not how.keep:
            shutil.rmtree(_FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
