"""The options that all benchmarks share. The defaults are what is recorded; smaller ones are for trying the scripts."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import RESULTS


@dataclass(frozen=True)
class Settings:
    """How a benchmark is run."""

    members: int
    times: int
    cores: int
    memory: str
    results: Path
    keep: bool


def settings(title: str, *, members: int, times: int, memory: str) -> Settings:
    """Reads the command line, and binds this process and all that it will start to the first so many cores."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--members", type=int, default=members, help="members of the organization (%(default)s)")
    parser.add_argument("--times", type=int, default=times, help="how many interleaved pairs (%(default)s)")
    parser.add_argument("--cores", type=int, default=2, help="cores that each contestant may use (%(default)s)")
    parser.add_argument("--memory", default=memory, help="what the engine is given (%(default)s)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    parser.add_argument("--keep", action="store_true", help="leave the simulated data in benchmarks/work")
    chosen = Settings(**vars(parser.parse_args()))
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: chosen.cores])
    return chosen
