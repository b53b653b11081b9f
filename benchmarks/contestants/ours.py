"""The engine, as a user runs it, and the floor."""

import json
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from benchmarks.lakes import Data
from benchmarks.places import SCHEME


@dataclass(frozen=True)
class Engine:
    """`goodstanding rate` with one of its engines."""

    data: Data
    month: str
    cores: int
    memory: str

    def with_duckdb(self) -> list[str]:
        """The command with the default engine."""
        return [*self._rate(), "--threads", str(self.cores), "--memory", self.memory]

    def with_spark(self) -> list[str]:
        """The command with Spark on this machine."""
        return [*self._rate(), "--engine", "spark", "--spark-master", f"local[{self.cores}]"]

    def _rate(self) -> list[str]:
        rate = [sys.executable, "-m", "goodstanding", "rate", str(self.data.lake)]
        return [*rate, "--scheme", str(SCHEME), "--month", self.month, "--json"]

    @property
    def run_folder(self) -> Path:
        """The latest run."""
        return self.data.lake / "runs" / f"month={self.month}" / f"scheme={SCHEME.name}"

    def tables(self) -> dict[str, Any]:
        """The rows and digest of each table of the latest run."""
        tables: dict[str, Any] = json.loads((self.run_folder / "manifest.json").read_text(encoding="utf-8"))["tables"]
        return tables


def why_not_spark() -> str | None:
    """What is missing for Spark here, None where it can run."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed here"
    return None if which("java") else "there is no Java here"


def floor(data: Data, cores: int, memory: str, written_to: Path | None = None) -> list[str]:
    """A bare GROUP BY over the facts, and the same sorted and written."""
    command = [sys.executable, "-m", "benchmarks.contestants.floor", data.facts_files, str(cores), memory]
    return command if written_to is None else [*command, str(written_to)]
