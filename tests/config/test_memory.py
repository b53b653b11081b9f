"""Memory that threads needed once is given back."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.making import settings_of

#: Forty threads each need 20 MiB in pieces at the same time, and let go of them; MiB that are held afterwards.
_PROGRAM = """
import sys, threading
from goodstanding.config import memory
if sys.argv[1] == "bound":
    assert memory.bound()
ready = threading.Barrier(40)
def need():
    pieces = [bytes(20_000 + place % 7) for place in range(1_000)]
    ready.wait()
    rest = pieces[::97]
    del pieces
    kept.append(rest)
kept = []
threads = [threading.Thread(target=need) for _ in range(40)]
for thread in threads: thread.start()
for thread in threads: thread.join()
if sys.argv[1] == "bound":
    memory.give_back()
held = next(line for line in open("/proc/self/status") if line.startswith("RssAnon"))
print(int(held.split()[1]) // 1024)
"""


def _held(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", _PROGRAM, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_what_many_threads_needed_once_goes_back_to_the_system() -> None:
    if sys.platform != "linux":
        pytest.skip("about glibc")
    assert _held("bound") < 60
    assert _held("as it comes") > 120


def test_what_answers_pages_holds_nothing_that_rates_or_writes_workbooks(tmp_path: Path) -> None:
    """Jobs do that, in a process of their own; in each of those that answer pages it would only take room."""
    program = (
        "import sys; from goodstanding.cli import database, platform; database.set_up(); platform._read_all_pages(); "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=settings_of(tmp_path), capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "django" in loaded
    assert loaded.isdisjoint({"ibis", "duckdb", "sqlglot", "pyarrow", "pandas", "numpy", "openpyxl", "altair"})
