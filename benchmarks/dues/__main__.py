"""`python -m benchmarks.dues`: a statement of 200,000 rows matched with the members of a whole city, then booked.

The job of the application itself on PostgreSQL with fsync, in a process of its own, so that its memory is counted
alone. Nineteen rows in twenty name a member with exactly what is open, by number or by name; the others are in doubt or
wrong. Without arguments it is a trial at a hundredth of the size, which is printed and stored nowhere. The whole city:
`python -m benchmarks.dues --members 661000 --rows 200000 --name dues`.
"""

import argparse
import json
import subprocess
import sys
import tempfile

from benchmarks import machine
from benchmarks.contestants.postgres.cluster import cluster
from benchmarks.house.pages import environment, python
from benchmarks.lakes import data_of
from benchmarks.places import CITY, MONTH, RESULTS
from benchmarks.results import save

AIMS = {"matched_seconds_at_most": 120, "peak_mib_at_most": 1024, "booked_twice": 0}


def main() -> None:
    """Fills a database, begins a month, matches and books a statement, brings it again, and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=CITY // 100, help="of the organization (%(default)s)")
    parser.add_argument("--rows", type=int, default=2_000, help="of the statement (%(default)s)")
    parser.add_argument("--check-only", action="store_true", help="matches, and books nothing")
    parser.add_argument("--name", default="", help="the name of the results; without one they are printed alone")
    how = parser.parse_args()
    data = data_of(how.members, MONTH, MONTH)
    with cluster({"autovacuum": "on"}) as server, tempfile.TemporaryDirectory() as folder:
        env = environment(server.env, folder)
        filled = json.loads(python(env, "benchmarks.house.fill", str(data.lake), MONTH, "nobody"))
        filled |= json.loads(python(env, "benchmarks.dues.load", "fill", str(how.rows), folder))
        command = [sys.executable, "-m", "benchmarks.dues.load", "check" if how.check_only else "book", folder]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    content = {"machine": machine.facts(), "aims": AIMS, "data": filled, "rows": how.rows, **told}
    print(json.dumps(content, indent=2))
    if how.name:
        save(RESULTS, how.name, content)


if __name__ == "__main__":
    main()
