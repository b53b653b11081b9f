"""Which of a lake's files hold anything about a stretch of subject numbers.

A lake that was written in the order of its members spreads them over its files like the volumes of an encyclopedia. A
nation's stretch needs one or two of them, and reading the footers of all takes longer than reading those facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow.parquet as pq

from goodstanding.engine.backend import Backend
from goodstanding.engine.rate.population import Between
from goodstanding.engine.tables import FACTS, MEMBERS, Inputs


@dataclass(frozen=True)
class Volume:
    """One file and the numbers it holds: `first` to `last`, or none of the two where its footer does not tell."""

    path: Path
    first: int | None
    last: int | None

    def reaches(self, only: Between) -> bool:
        """Whether something in it may lie in the stretch."""
        below = only.first is not None and self.last is not None and self.last < only.first
        above = only.last is not None and self.first is not None and self.first > only.last
        return not (below or above)


def volume(path: Path, column: str) -> Volume:
    """A file with the numbers its footer tells for that column."""
    footer = pq.read_metadata(path)
    column_index = footer.schema.names.index(column)
    chunks = [footer.row_group(number).column(column_index).statistics for number in range(footer.num_row_groups)]
    ends: list[tuple[Any, Any]] = [
        (statistics.min, statistics.max) for statistics in chunks if statistics is not None and statistics.has_min_max
    ]
    if not ends or len(ends) < len(chunks):
        return Volume(path, None, None)
    return Volume(path, min(first for first, _last in ends), max(last for _first, last in ends))


class Shelf:
    """A run's inputs, and for each stretch the same inputs from as few files as hold them."""

    def __init__(
        self, backend: Backend, whole: Inputs, members: Mapping[int, list[Path]], facts: Mapping[int, list[Path]]
    ) -> None:
        self._backend = backend
        self._whole = whole
        self._members = {month: [volume(path, "member_id") for path in paths] for month, paths in members.items()}
        self._facts = {month: [volume(path, "subject_id") for path in paths] for month, paths in facts.items()}
        self._opened: dict[tuple[Path, ...], ir.Table] = {}

    def near(self, only: Between) -> Inputs:
        """The inputs for the subjects of a stretch. Where no file reaches into it, a table stays and is empty there."""
        return Inputs(
            units=self._whole.units,
            members={month: self._open(only, found, MEMBERS) for month, found in self._members.items()},
            facts={month: self._open(only, found, FACTS) for month, found in self._facts.items()},
        )

    def _open(self, only: Between, volumes: list[Volume], columns: dict[str, str]) -> ir.Table:
        paths = tuple(volume.path for volume in volumes if volume.reaches(only)) or (volumes[0].path,)
        if paths not in self._opened:
            self._opened[paths] = self._backend.parquet(paths, columns)
        return self._opened[paths]
