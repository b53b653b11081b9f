"""`python -m benchmarks.house.pages`: how long pages take with a whole city in PostgreSQL, as people see them.

One process of the server, one visitor at a time, over loopback. Each page is asked for by many different people, every
one for the first time, so nobody profits from what was shown to them before.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles

from benchmarks import machine
from benchmarks.contestants.postgres.cluster import cluster
from benchmarks.lakes import data_of
from benchmarks.places import CITY, MONTH, SCHEME
from benchmarks.results import save
from benchmarks.settings import settings

AIMS = {"p95_ms_at_most": 200}
PORT = 8977


def main() -> None:
    """Fills a database, serves it, asks for pages, and saves pages.json."""
    how = settings(__doc__ or "", members=CITY, times=3, memory="")
    data = data_of(how.members, MONTH, MONTH)
    with cluster() as server, tempfile.TemporaryDirectory() as folder:
        env = environment(server.env, folder)
        filled = json.loads(python(env, "benchmarks.house.fill", str(data.lake), MONTH))
        print(f"{filled['members']:,} members in {filled['units']:,} units, filled in {filled['filled_in_s']} s")
        visits = json.loads(python(env, "benchmarks.house.visits", str(how.times * 50), "pages"))
        with served(env):
            pages = {name: asked(some) for name, some in visits.items()}
    for name, line in pages.items():
        print(f"{name:30} {line}")
    save(how.results, "pages", {"machine": machine.facts(), "aims": AIMS, "data": filled, "pages": pages})


def environment(server: dict[str, str], folder: str) -> dict[str, str]:
    """What a process of the application needs to know."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    password, host = server["PGPASSWORD"], f"{server['PGHOST']}:{server['PGPORT']}"
    return kept | {
        "DATABASE_URL": f"postgresql://{server['PGUSER']}:{password}@{host}/{server['PGDATABASE']}",
        # One role does for a database that is thrown away.
        "GOODSTANDING_OWNER_MAY_SERVE": "yes",
        "GOODSTANDING_DATA": folder,
        "GOODSTANDING_SCHEME": str(SCHEME),
        "GOODSTANDING_ORIGIN": f"http://localhost:{PORT}",
        "GOODSTANDING_LOG_LEVEL": "ERROR",
    }


def python(env: dict[str, str], module: str, *words: str) -> str:
    """Runs a module in a process of its own. Gives the last line that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words], env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def served(env: dict[str, str], workers: int = 1) -> Iterator[int]:
    """The application, served while this lasts. Gives the id of its first process."""
    command = [sys.executable, "-m", "goodstanding", "serve", "--port", str(PORT), "--no-with-worker"]
    command += ["--workers", str(workers)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        for _try in range(120):
            try:
                urllib.request.urlopen(f"http://localhost:{PORT}/", timeout=5)
                break
            except OSError:
                time.sleep(0.5)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(visits: list[list[str]]) -> dict[str, object]:
    """Milliseconds of every visit: an address, and the session it is asked in. A page that is not 200 ends it all."""
    connection = HTTPConnection("localhost", PORT, timeout=60)
    took, size = list[float](), 0
    for address, session in visits:
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": f"session={session}", "Accept-Language": "en"})
        answer = connection.getresponse()
        size = max(size, len(answer.read()))
        took.append(1000 * (time.perf_counter() - begun))
        assert answer.status == 200, f"{address}: {answer.status}"
    cuts = quantiles(took, n=100)
    return {
        "visits": len(took),
        "p50_ms": round(median(took), 1),
        "p95_ms": round(cuts[94], 1),
        "most_ms": round(max(took), 1),
        "largest_kib": round(size / 1024),
    }


if __name__ == "__main__":
    main()
