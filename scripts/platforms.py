#!/usr/bin/env python3
"""Tries the platforms that docs/reference/platforms.md names: rates one made-up month on each and compares the digests.

Usage: .venv/bin/python scripts/platforms.py [NAME ...]

The packages of a platform that differ from the locked ones are laid over .venv for one command; another Python gets an
environment of its own. What is not here is said and left out. Everything goes to build/platforms and is found again.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "platforms"
FIRST, MONTH, SCHEME = "2017-04", "2017-06", "schemes/volunteer-corps"
SPARK = ("--engine", "spark", "--spark-master", "local[2]", "--shards", "2")
#: Seconds: for a rating, and for setting an environment up.
RATE_WITHIN, SET_UP_WITHIN = 900, 1800


@dataclass(frozen=True)
class Platform:
    """What differs from the locked environment. runs: whether it rates, with the same digests, or fails as is known."""

    name: str
    pins: tuple[str, ...] = ()
    python: str = ""
    options: tuple[str, ...] = ()
    runs: bool = True


PLATFORMS = (
    Platform("python-3.11", python="3.11"),
    Platform("python-3.12", python="3.12"),
    Platform("python-3.13", python="3.13"),
    Platform("duckdb-1.4.1", ("duckdb==1.4.1",)),
    Platform("duckdb-1.5.0", ("duckdb==1.5.0",)),
    Platform("duckdb-1.5.6", ("duckdb==1.5.6",)),
    Platform("duckdb-2.0.1", ("duckdb==2.0.1",), runs=False),
    Platform("pyspark-4.0", options=SPARK),
    Platform("pyspark-4.1.4", ("pyspark==4.1.4", "py4j"), options=SPARK),
    Platform("pyspark-4.2.1", ("pyspark==4.2.1", "py4j"), options=SPARK),
    Platform("pyspark-4.3.0", ("pyspark==4.3.0", "py4j"), options=SPARK),
)


def main(names: list[str]) -> int:
    """Tries the platforms of these names, or all. Gives how many did otherwise than is written."""
    lake = _lake()
    expected = _digests(sys.executable, lake, None, ())
    assert expected is not None, "the locked environment rates"
    wrong = 0
    for one in PLATFORMS:
        if not names or one.name in names:
            said = _tried(one, lake, expected)
            wrong += said.startswith("WRONG")
            print(f"{one.name}: {said}", flush=True)
    return wrong


def _tried(platform: Platform, lake: Path, expected: object) -> str:
    python, over = sys.executable, None
    if platform.python:
        found = _python(platform.python)
        if found is None:
            return "not here, so not tried"
        python = _environment(platform.name, found)
    if platform.pins:
        over = _overlay(platform)
    found_digests = _digests(python, lake, over, platform.options)
    if not platform.runs:
        return "WRONG: it runs now; say so in the documentation" if found_digests else "does not run, as is known"
    if found_digests is None:
        return "WRONG: it does not run"
    return "the same digests" if found_digests == expected else "WRONG: other digests"


def _lake() -> Path:
    lake = PLACE / "lake"
    if not lake.exists():
        told = ["--members", "200", "--from", FIRST, "--to", MONTH, "--scheme", SCHEME, "--seed", "3"]
        _run([sys.executable, "-m", "goodstanding", "simulate", str(lake), *told], RATE_WITHIN, check=True)
    return lake


def _digests(python: str, lake: Path, over: Path | None, options: tuple[str, ...]) -> object:
    told = ["--month", MONTH, "--scheme", SCHEME, "--json", *options]
    done = _run([python, "-m", "goodstanding", "rate", str(lake), *told], RATE_WITHIN, over=over)
    return json.loads(done.stdout)["tables"] if done.returncode == 0 else None


def _overlay(platform: Platform) -> Path:
    """The packages of a platform in a folder of their own, which Python looks through first."""
    folder = PLACE / platform.name
    if not (folder / ".ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
        _run([*install, *platform.pins], SET_UP_WITHIN, check=True)
        (folder / ".ready").touch()
    return folder


def _environment(name: str, python: str) -> str:
    """The Python of an environment with exactly the locked packages."""
    lock = ROOT / "requirements" / "demo.txt"
    folder = PLACE / name
    stamp = folder / f".ready-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    inside = str(folder / "bin" / "python")
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([python, "-m", "venv", str(folder)], SET_UP_WITHIN, check=True)
        _run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(lock)], SET_UP_WITHIN, check=True)
        _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], SET_UP_WITHIN, check=True)
        stamp.touch()
    return inside


def _python(version: str) -> str | None:
    """An interpreter of that version: on the path, or among those of pyenv."""
    beside = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    for found in [shutil.which(f"python{version}"), *map(str, beside)]:
        if found is None:
            continue
        said = _run([found, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], 60)
        if said.returncode == 0 and said.stdout.strip() == version:
            return found
    return None


def _run(
    command: list[str], within: int, *, over: Path | None = None, check: bool = False
) -> subprocess.CompletedProcess[str]:
    told = os.environ | ({"PYTHONPATH": str(over)} if over else {})
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=within, check=check)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
