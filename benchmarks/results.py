"""What was measured, as JSON, and the ratios in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Measured


@dataclass(frozen=True)
class Summary:
    """Several runs of one contestant."""

    runs: Sequence[Measured]

    @property
    def wall(self) -> float:
        """The median of the wall times, in seconds."""
        return median(run.wall for run in self.runs)

    def as_json(self) -> dict[str, Any]:
        """Medians, and every run."""
        return {
            "wall_s": round(self.wall, 2),
            "cpu_s": round(median(run.cpu for run in self.runs), 2),
            "peak_mib": round(max(run.peak_mib for run in self.runs)),
            "runs": [
                {"wall_s": round(run.wall, 2), "cpu_s": round(run.cpu, 2), "peak_mib": round(run.peak_mib)}
                for run in self.runs
            ],
        }


def ratio(over: Sequence[Measured], under: Sequence[Measured]) -> dict[str, float]:
    """Pair by pair, over / under: the median, the smallest and the largest, of wall and of CPU time."""
    walls = [one.wall / other.wall for one, other in zip(over, under, strict=True)]
    cpus = [one.cpu / other.cpu for one, other in zip(over, under, strict=True) if other.cpu]
    return {
        "wall": round(median(walls), 3),
        "wall_least": round(min(walls), 3),
        "wall_most": round(max(walls), 3),
        "cpu": round(median(cpus), 3) if cpus else 0.0,
    }


def last_line(run: Measured) -> dict[str, Any]:
    """What a contestant reports about itself: JSON in its last line."""
    told: dict[str, Any] = json.loads(run.said.strip().splitlines()[-1])
    return told


def save(folder: Path, name: str, content: dict[str, Any]) -> None:
    """Writes results/<name>.json and says where."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{name}.json"
    place.write_text(json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"written: {place}")


def saved(folder: Path, name: str) -> dict[str, Any] | None:
    """What results/<name>.json holds, None where it has not been measured."""
    place = folder / f"{name}.json"
    if not place.is_file():
        return None
    content: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return content
