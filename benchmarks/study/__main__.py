"""`python -m benchmarks.study`: a quiz that a whole city has, and work handed in with files, beside check-ins.

The whole application on PostgreSQL with fsync, over loopback, with the telephones on the same cores. In turn, so that
what the machine does besides falls on all alike: check-ins, quizzes of twenty questions of one course, hand-ins with a
file of 2 MB; flat out over so many connections, pair by pair. What can be compared between machines is the ratio to the
check-ins of the same turn. Without arguments it is a trial, which is printed and stored nowhere. What is recorded:
`python -m benchmarks.study --members 20000 --seconds 15 --turns 3 --name study`; the aim of a hundred quizzes a second
is that of a machine with nothing else to do.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from statistics import median
from typing import Any

from benchmarks import machine
from benchmarks.contestants.postgres.cluster import cluster
from benchmarks.house.pages import environment, python, served
from benchmarks.lakes import data_of
from benchmarks.places import CITY, MONTH, RESULTS
from benchmarks.results import save

AIMS = {
    "quizzes_of_check_ins_at_least": 0.25, "quizzes_a_second_at_least": 100, "p99_ms_at_most": 1500,
    "acknowledged_and_lost": 0,
}  # fmt: skip


def main() -> None:
    """Fills a database, serves it, sends the telephones in turn, and prints what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=CITY // 100, help="of the organization (%(default)s)")
    parser.add_argument("--seconds", type=float, default=5, help="of each stretch (%(default)s)")
    parser.add_argument("--turns", type=int, default=1, help="so many times each (%(default)s)")
    parser.add_argument("--connections", type=int, default=16, help="at once (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server (%(default)s)")
    parser.add_argument("--name", default="", help="the name of the results; without one they are printed alone")
    how = parser.parse_args()
    data = data_of(how.members, MONTH, MONTH)
    with cluster({"autovacuum": "on"}) as server, tempfile.TemporaryDirectory() as folder:
        env = environment(server.env, folder)
        filled = json.loads(python(env, "benchmarks.house.fill", str(data.lake), MONTH, "nobody"))
        with served(env, workers=how.workers):
            plan = {"seconds": how.seconds, "turns": how.turns, "connections": how.connections}
            command = [sys.executable, "-m", "benchmarks.study.load", json.dumps(plan)]
            done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    content = {"machine": machine.facts(), "aims": AIMS, "data": filled, "workers": how.workers, **plan, **told}
    content["of_the_check_ins"] = _ratios(told["turns_of"])
    print(json.dumps(content, indent=2))
    if how.name:
        save(RESULTS, how.name, content)


def _ratios(turns: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """So much of the check-ins of its own turn; the median of the turns."""
    pairs = {name: zip(lines, turns["check_ins"], strict=True) for name, lines in turns.items() if name != "check_ins"}
    return {
        name: round(median(one["taken_a_second"] / other["taken_a_second"] for one, other in both), 2)
        for name, both in pairs.items()
    }


if __name__ == "__main__":
    main()
