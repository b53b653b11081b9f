"""`python -m benchmarks.checkin`: a theme day. A city checks in within an hour, and then everybody at once.

The whole application on PostgreSQL, session, CSRF, verification and commit with fsync, with the telephones beside it
on the same two cores: five minutes at 200 check-ins a second, a minute at 1,840 offered, half a minute at 200 again.
Afterwards every acknowledged check-in is looked for in the database.
"""

import argparse
import json
import subprocess
import sys
import tempfile

from benchmarks import machine, proc
from benchmarks.contestants.postgres.cluster import cluster
from benchmarks.house.pages import PORT, environment, python, served
from benchmarks.lakes import data_of
from benchmarks.places import MONTH, RESULTS
from benchmarks.results import save

AIMS = {
    "steady": {"taken_a_second": 200, "p99_ms_at_most": 1500, "acknowledged_and_lost": 0, "members_with_two": 0},
    "burst": {"statuses": ["200", "429", "503"], "p99_ms_at_most": 3000},
}


def main() -> None:
    """Fills a city's database, serves it, sends the telephones, and saves checkin.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200, help="check-ins a second (%(default)s)")
    parser.add_argument("--seconds", type=float, default=300, help="for how long (%(default)s)")
    parser.add_argument("--burst", type=float, default=1840, help="offered a second in the burst (%(default)s)")
    parser.add_argument("--burst-seconds", type=float, default=60, help="for how long (%(default)s)")
    parser.add_argument("--page", action="store_true", help="everybody also opens the page the code leads to")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server (%(default)s)")
    parser.add_argument("--name", default="checkin", help="the name of the results (%(default)s)")
    how = parser.parse_args()
    plan = [
        {"name": "warm-up", "rate": how.rate / 2, "seconds": 20, "page": how.page},
        {"name": "steady", "rate": how.rate, "seconds": how.seconds, "page": how.page},
        {"name": "burst", "rate": how.burst, "seconds": how.burst_seconds, "page": how.page},
        {"name": "after", "rate": how.rate, "seconds": 30, "page": how.page},
    ]
    needed = sum(int(1.05 * one["rate"] * one["seconds"]) + 100 for one in plan if one["seconds"])
    data = data_of(-(-needed // 10_000) * 10_000, MONTH, MONTH)
    with cluster() as server, tempfile.TemporaryDirectory() as folder:
        env = environment(server.env, folder)
        filled = json.loads(python(env, "benchmarks.house.fill", str(data.lake), MONTH, "nobody"))
        with served(env, workers=how.workers) as pid:
            before = proc.cpu_seconds(pid), proc.cpu_seconds(server.pid)
            told = json.loads(_load(env, [one for one in plan if one["seconds"]]))
            cpu = {"server": round(proc.cpu_seconds(pid) - before[0], 1),
                   "database": round(proc.cpu_seconds(server.pid) - before[1], 1)}  # fmt: skip
            resident = round(proc.resident_mib(proc.tree(proc.parents(), pid)))
    print(json.dumps(told, indent=2))
    content = {"machine": machine.facts(), "aims": AIMS, "data": filled, "workers": how.workers, "cpu_s": cpu,
               "server_mib": resident, **told}  # fmt: skip
    save(RESULTS, how.name, content)


def _load(env: dict[str, str], plan: list[dict[str, object]]) -> str:
    command = [sys.executable, "-m", "benchmarks.checkin.load", str(PORT), json.dumps(plan)]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    main()
