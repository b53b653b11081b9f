"""`python -m benchmarks.fact_import`: a large sheet of facts into an empty ledger on PostgreSQL, and the same again.

One fact about every member, as the roll of a day on which all branches met. Each step is a process of its own. What is
imported is checked row by row first, then written in one transaction. `--members` takes the size.
"""

import csv
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import machine, on_postgres
from benchmarks.contestants.postgres import cluster as postgres
from benchmarks.measure import measured
from benchmarks.pairs import tell
from benchmarks.places import CITY, WORK
from benchmarks.results import save
from benchmarks.settings import settings

_FOLDER = WORK / "fact-import"
_HEADER = ("编号", "事项", "日期", "数值", "依据")


def main() -> None:
    """Measures, and saves fact-import.json after each step."""
    how = settings(__doc__ or "", members=CITY, times=1, memory="1GB")
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    try:
        with postgres.cluster() as server:
            content: dict[str, Any] = {"machine": machine.facts(), "rows": how.members}
            for line in _steps(how.members, server):
                content |= line
                save(how.results, "fact-import", content)
    finally:
        if not how.keep:
            shutil.rmtree(_FOLDER, ignore_errors=True)


def _steps(members: int, server: postgres.Cluster) -> Iterator[dict[str, Any]]:
    env = on_postgres.environment(server, _FOLDER / "data")
    measured([sys.executable, "-m", "benchmarks.roster_house", str(_FOLDER), str(members)], more_env=env)
    roster = ["roster", "import", str(_FOLDER / "members.csv"), "--unit", "CITY", "--json"]
    measured([sys.executable, "-m", "goodstanding", *roster], more_env=env)
    file = _roll(_FOLDER / "members.csv", _FOLDER / "roll.csv")
    yield {"file_mib": on_postgres.mib(file)}
    for name in ("import", "import_again"):
        tell(name)
        command = [sys.executable, "-m", "benchmarks.house.fact_file", str(file), "CITY"]
        line, run = on_postgres.step(command, server, env)
        yield {name: line | {"told": json.loads(run.said)}}


def _roll(members: Path, file: Path) -> Path:
    """Who was there, of all who came in with the roster; every tenth was not, every twentieth was excused."""
    with members.open(encoding="gb18030", newline="") as known, file.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(_HEADER)
        for place, row in enumerate(csv.DictReader(known)):
            value = "请假" if place % 20 == 0 else "否" if place % 10 == 0 else "是"
            sheet.writerow([row["编号"], "meeting.themed_day", "2016-07-01", value, "七月主题党日"])
    return file


if __name__ == "__main__":
    main()
