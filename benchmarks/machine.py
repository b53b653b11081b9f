"""The machine and the software of a measurement, without anything that names whose it is."""

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("duckdb", "ibis-framework", "pyarrow", "numpy", "pandas", "pyspark")


def facts() -> dict[str, Any]:
    """Cores used, processor, memory, system and versions."""
    return {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "cores_used": len(os.sched_getaffinity(0)),
        "cores_there": os.cpu_count(),
        "processor": _line("/proc/cpuinfo", "model name"),
        "memory_gib": round(int(_line("/proc/meminfo", "MemTotal").split()[0]) / 1024**2, 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}",
        "versions": {"python": platform.python_version(), **_versions()},
    }


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    for name, command in {"postgresql": ["psql", "--version"], "java": ["java", "--version"]}.items():
        if shutil.which(command[0]):
            found[name] = _first_line(command).removeprefix("psql (PostgreSQL) ").split(" (")[0]
    return found


def _first_line(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def _line(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        if line.startswith(name):
            return line.split(":", 1)[1].strip()
    return "0" if name == "MemTotal" else "unknown"
