"""What /proc says about processes. A process that ends while it is looked at counts as not there."""

import os
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")

#: Places in /proc/PID/stat after the name.
_PARENT, _SESSION, _USER, _CHILDREN_SYSTEM = 1, 3, 11, 14


def _stat(pid: int | str) -> list[str] | None:
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    return text[text.rindex(")") + 2 :].split()


def _all() -> dict[int, list[str]]:
    found = {int(name): _stat(name) for name in (path.name for path in _PROC.iterdir()) if name.isdecimal()}
    return {pid: stat for pid, stat in found.items() if stat is not None}


def parents() -> dict[int, int]:
    """Every process with its parent."""
    return {pid: int(stat[_PARENT]) for pid, stat in _all().items()}


def tree(parents_: dict[int, int], root: int) -> set[int]:
    """A process and all below it."""
    found = {root} & parents_.keys()
    while True:
        more = {pid for pid, parent in parents_.items() if parent in found} - found
        if not more:
            return found
        found |= more


def in_session(session: int) -> list[int]:
    """The processes of a session."""
    return [pid for pid, stat in _all().items() if int(stat[_SESSION]) == session and stat[0] != "Z"]


def own_cpu_seconds(pid: int) -> float:
    """User and system time of a process, 0 where it is not there."""
    stat = _stat(pid)
    return 0.0 if stat is None else sum(map(int, stat[_USER : _USER + 2])) / _TICKS


def cpu_seconds(root: int) -> float:
    """User and system time of a process, of those below it, and of those below it that have ended."""
    stats = [_stat(pid) for pid in tree(parents(), root)]
    return sum(sum(map(int, stat[_USER : _CHILDREN_SYSTEM + 1])) for stat in stats if stat is not None) / _TICKS


def resident_mib(pids: Iterable[int]) -> float:
    """Memory that processes hold together, in MiB; what they share through shared memory counts once."""
    own, shared = 0, 0
    for pid in pids:
        sizes = _sizes(pid)
        own += sizes.get("RssAnon", 0) + sizes.get("RssFile", 0)
        shared = max(shared, sizes.get("RssShmem", 0))
    return (own + shared) / 1024


def _sizes(pid: int) -> dict[str, int]:
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in lines if line.startswith("Rss"))
    return {name: int(amount.split()[0]) for name, amount in pairs}
