"""`python -m benchmarks.house.memory`: what the processes of the house hold in memory while a few people use it.

The demonstration is made in a folder that is thrown away and served as always, by one process for pages and one for
jobs. Its six people open what the pages link to, charts, sheets and PDFs among it, a few at a time; every few seconds
the memory of each process is written down. `--label` says what stands for: `before` or `after` a change.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import machine, proc
from benchmarks.house.wanderer import Wanderer
from benchmarks.places import RESULTS
from benchmarks.results import save, saved

PEOPLE = ("member", "secretary", "officer", "analyst", "auditor", "operator")
_EVERY_S = 5


def main() -> None:
    """Serves, wanders, looks, and saves memory.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for how long it is used (%(default)s)")
    parser.add_argument("--pages", type=float, default=5, help="pages a second, of all people together (%(default)s)")
    parser.add_argument("--label", default="after", help="under which name the curve is saved (%(default)s)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    parser.add_argument("--port", type=int, default=8978, help="where it is served (%(default)s)")
    parser.add_argument("--demo", type=Path, help="a demonstration made before, to be copied and used")
    how = parser.parse_args()
    origin = f"http://localhost:{how.port}"
    with tempfile.TemporaryDirectory() as folder:
        if how.demo:
            shutil.copytree(how.demo, f"{folder}/demo", symlinks=True)
        with served(folder, origin) as pid:
            curve, pages = used(pid, origin, how.minutes * 60, how.pages)
    found = saved(how.results, "memory") or {}
    found[how.label] = {"machine": machine.facts(), "pages": pages, "curve": curve}
    save(how.results, "memory", found)


@contextmanager
def served(folder: str, origin: str) -> Iterator[int]:
    """The demonstration, served while this lasts. Gives the id of its first process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    env = kept | {
        "GOODSTANDING_LOG_LEVEL": "CRITICAL",
        "GOODSTANDING_DATA": f"{folder}/demo",
        "GOODSTANDING_DEMO": "yes",
        "GOODSTANDING_ORIGIN": origin,
    }
    make = f"from pathlib import Path; from goodstanding.cli import demo; demo.make(Path({folder + '/demo'!r}), "
    subprocess.run([sys.executable, "-c", f"{make}{origin!r})"], env=env, check=True)
    command = [sys.executable, "-m", "goodstanding", "serve", "--port", origin.rpartition(":")[2]]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait(origin)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(origin: str) -> None:
    for _try in range(600):
        try:
            urllib.request.urlopen(f"{origin}/", timeout=5)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("the demonstration does not answer")


def used(pid: int, origin: str, seconds: float, pages: float) -> tuple[list[dict[str, float]], int]:
    """Lets everybody wander for so long. Gives the curve in MiB and how many pages were opened."""
    over, pause = threading.Event(), len(PEOPLE) / pages
    people = [Wanderer(origin, who, seed) for seed, who in enumerate(PEOPLE)]
    threads = [threading.Thread(target=one.wander, args=(over, pause)) for one in people]
    for thread in threads:
        thread.start()
    begun, curve = time.monotonic(), list[dict[str, float]]()
    while (now := time.monotonic() - begun) < seconds:
        curve.append({"at_s": round(now), **held(pid)})
        print(curve[-1], sum(one.opened for one in people), flush=True)
        time.sleep(_EVERY_S)
    over.set()
    for thread in threads:
        thread.join()
    for one in people:
        one.say()
    return curve, sum(one.opened for one in people)


def held(pid: int) -> dict[str, float]:
    """MiB of the process that answers pages, and of the one that does jobs."""
    found = {"pages": 0.0, "jobs": 0.0}
    for one in proc.tree(proc.parents(), pid) - {pid}:
        words = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
        found["jobs" if b"worker" in words else "pages"] += round(proc.resident_mib([one]), 1)
    return found


if __name__ == "__main__":
    main()
