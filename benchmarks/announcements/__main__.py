"""`python -m benchmarks.announcements`: an announcement to a whole city, and the page of those it has not reached.

The application announces it as for an officer who fills in the form; then seven of ten members have confirmed it, and
the officer opens its page: how many it reached, unit by unit, and the first fifty whom it has not. The floor is one
count of the members by PostgreSQL, in turn with it. All of it in a database of its own, safe against a power cut.
Without arguments it is a trial at a hundredth of the size, which is printed and stored nowhere; the whole city:
`--members 661000`.
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

AIMS = {"announce_s_at_most": 60, "not_reached_s_at_most": 1}
_FOLDER = WORK / "announcements"


def main() -> None:
    """Measures, prints, and saves announcements.json of a whole city."""
    how = settings(__doc__ or "", members=CITY // 100, times=5, memory="1GB")
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    try:
        with postgres.cluster() as server:
            env = on_postgres.environment(server, _FOLDER / "data")
            command = [sys.executable, "-m", "benchmarks.announcements.reaching", str(how.members), str(how.times)]
            run = measured(command, more_env=env)
            content: dict[str, Any] = {"machine": machine.facts(), "members": how.members, "aims": AIMS}
            content |= last_line(run)
            print(json.dumps(content, indent=2))
            if how.members >= CITY:
                save(how.results, "announcements", content)
    finally:
        if not how.keep:
            shutil.rmtree(_FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
