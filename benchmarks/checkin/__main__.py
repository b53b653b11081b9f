"""`python -m benchmarks.checkin`: a theme day. A city checks in within an hour, and then everybody at once.

The whole application on PostgreSQL, session, CSRF, verification and commit with fsync, with the telephones beside it
on the same two cores: five minutes at 200 check-ins a second, a minute at 1,840 offered, half a minute at 200 again.
Then flat out, in turn with a floor that does the least that is durable, on the same database: the ratio is what can be
compared between machines. Afterwards every acknowledged check-in is looked for in the database.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
    parser.add_argument("--pairs", type=int, default=3, help="flat out, beside the floor, so many times (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server (%(default)s)")
    parser.add_argument("--name", default="checkin", help="the name of the results (%(default)s)")
    how = parser.parse_args()
    plan = [
        {"name": "warm-up", "rate": how.rate / 2, "seconds": 20},
        {"name": "steady", "rate": how.rate, "seconds": how.seconds},
        {"name": "burst", "rate": how.burst, "seconds": how.burst_seconds},
        {"name": "after", "rate": how.rate, "seconds": 30},
    ]
    plan = [one | {"page": how.page, "port": PORT} for one in plan if one["seconds"]]
    for pair in range(1, how.pairs + 1):
        plan.append({"name": f"flat out {pair}", "flat_out": 40, "seconds": 15, "port": PORT, "page": how.page})
        plan.append({"name": f"floor {pair}", "flat_out": 40, "seconds": 15, "port": PORT + 1, "is_floor": True})
    needed = sum(int(1.05 * one.get("rate", 500) * one["seconds"]) + 100 for one in plan if "is_floor" not in one)
    data = data_of(-(-needed // 10_000) * 10_000, MONTH, MONTH)
    # As in life: what grows is looked at anew, or the database plans as if it were still empty.
    with cluster({"autovacuum": "on"}) as server, tempfile.TemporaryDirectory() as folder:
        env = environment(server.env, folder)
        filled = json.loads(python(env, "benchmarks.house.fill", str(data.lake), MONTH, "nobody"))
        with served(env, workers=how.workers) as pid, _floor(env, how.workers):
            before = proc.cpu_seconds(pid), proc.cpu_seconds(server.pid)
            told = json.loads(_load(env, plan))
            cpu = {"server": round(proc.cpu_seconds(pid) - before[0], 1),
                   "database": round(proc.cpu_seconds(server.pid) - before[1], 1)}  # fmt: skip
            resident = round(proc.resident_mib(proc.tree(proc.parents(), pid)))
    print(json.dumps(told, indent=2))
    content = {"machine": machine.facts(), "aims": AIMS, "data": filled, "workers": how.workers, "cpu_s": cpu,
               "server_mib": resident, "of_the_floor": _ratios(told["phases"]), **told}  # fmt: skip
    save(RESULTS, how.name, content)


@contextmanager
def _floor(env: dict[str, str], workers: int) -> Iterator[None]:
    command = [sys.executable, "-m", "benchmarks.checkin.floor", str(PORT + 1), str(workers)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def _ratios(phases: dict[str, Any]) -> list[float]:
    """Pair by pair, what the application takes flat out as a part of what the floor takes."""
    names = [name for name in phases if name.startswith("flat out")]
    floors = [phases[name.replace("flat out", "floor")]["taken_a_second"] for name in names]
    return [round(phases[name]["taken_a_second"] / floor, 3) for name, floor in zip(names, floors, strict=True)]


def _load(env: dict[str, str], plan: list[dict[str, object]]) -> str:
    command = [sys.executable, "-m", "benchmarks.checkin.load", json.dumps(plan)]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    main()
