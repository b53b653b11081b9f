"""Runs a command as a process of its own and tells its wall time, CPU time and peak memory, with everything it started.

What a command starts and does not wait for (the JVM under PySpark) and what works for it elsewhere (the server behind
psql) is found in /proc, ten times a second.
"""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import proc
from benchmarks.places import REPOSITORY

_PAUSE = 0.1


class Failed(Exception):
    """A contestant ended badly, or not in time."""


@dataclass(frozen=True)
class Measured:
    """One run of a command: seconds of wall time, seconds of user and system time, MiB at the peak, and its output."""

    wall: float
    cpu: float
    peak_mib: float
    said: str


def measured(
    command: Sequence[str],
    *,
    watch: int | None = None,
    limit: float | None = None,
    more_env: Mapping[str, str] | None = None,
) -> Measured:
    """Runs a command. watch: the id of a server that works for it. Raises Failed after `limit` seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        served = proc.cpu_seconds(watch) if watch else 0.0
        begun = time.monotonic()
        child = subprocess.Popen(
            command,
            stdout=out,
            stderr=err,
            cwd=REPOSITORY,
            env=_environment(more_env),
            start_new_session=True,
        )
        watcher = _Watcher([child.pid, *([watch] if watch else [])], child.pid, limit)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        watcher.finish()
        _wait_for_the_rest(child.pid)
        _check(command, child.returncode, _text(err), watcher.out_of_time)
        if watch:
            served = proc.cpu_seconds(watch) - served
        cpu = max(usage.ru_utime + usage.ru_stime, watcher.cpu_of_command)
        return Measured(wall, cpu + served, max(usage.ru_maxrss / 1024, watcher.peak_mib), _text(out))


class _Watcher(threading.Thread):
    """Looks at process trees until told to finish; ends the command's session when its time is up."""

    def __init__(self, roots: list[int], command: int, limit: float | None) -> None:
        super().__init__(daemon=True)
        self.peak_mib = 0.0
        self.out_of_time = False
        self._roots, self._command = roots, command
        self._until = None if limit is None else time.monotonic() + limit
        self._cpu: dict[int, float] = {}
        self._over = threading.Event()
        self.start()

    @property
    def cpu_of_command(self) -> float:
        """What the command and its descendants had used when last seen."""
        return sum(self._cpu.values())

    def run(self) -> None:
        """Looks, and looks again."""
        while not self._over.wait(_PAUSE):
            self._look()
            if self._until is not None and time.monotonic() > self._until and not self.out_of_time:
                self.out_of_time = True
                os.killpg(self._command, signal.SIGTERM)

    def finish(self) -> None:
        """Stops looking."""
        self._over.set()
        self.join()

    def _look(self) -> None:
        parents = proc.parents()
        for pid in proc.tree(parents, self._command):
            self._cpu[pid] = proc.own_cpu_seconds(pid) or self._cpu.get(pid, 0.0)
        everyone = [pid for root in self._roots for pid in proc.tree(parents, root)]
        self.peak_mib = max(self.peak_mib, proc.resident_mib(everyone))


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    paths = [str(REPOSITORY / "src"), str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path), **(more or {})}


def _wait_for_the_rest(session: int) -> None:
    """Until what the command left behind has ended, so that it does not disturb the next one."""
    for _ in range(100):
        if not proc.in_session(session):
            return
        time.sleep(_PAUSE)


def _check(command: Sequence[str], code: int, errors: str, out_of_time: bool) -> None:
    name = " ".join(Path(part).name if part.startswith("/") else part for part in command[:4])
    if out_of_time:
        raise Failed(f"{name} was not done in time")
    if code != 0:
        raise Failed(f"{name} ended with {code}: {errors[-1500:]}")


def _text(file: object) -> str:
    file.seek(0)  # type: ignore[attr-defined]
    return file.read().decode(errors="replace")  # type: ignore[attr-defined,no-any-return]
