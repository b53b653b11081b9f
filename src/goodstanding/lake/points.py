"""The points of some members in a run, by indicator: read from the run's file, and only the parts that hold them."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodstanding.lake.run_account import refuse_absent


class IndicatorPoints(NamedTuple):
    """What an indicator gave a member in the whole year so far, in thousandths."""

    indicator: str
    earned: int
    attainable: int


def points_of(folder: Path, members: Collection[int]) -> dict[int, list[IndicatorPoints]]:
    """What each indicator gave each of the members, in the order of the codes. Raises InputError without the file."""
    path = folder / "points.parquet"
    refuse_absent(path)
    wanted = sorted(members)
    if not wanted:
        return {}
    subject, number = pc.field("subject"), pc.field("subject_id")
    # The span first, by which whole parts of the file are passed over.
    rows = (subject == "member") & (number >= wanted[0]) & (number <= wanted[-1]) & number.isin(wanted)
    table = pq.read_table(path, columns=["subject_id", "indicator", "earned", "attainable"], filters=rows)
    summed = table.group_by(["subject_id", "indicator"]).aggregate([("earned", "sum"), ("attainable", "sum")])
    found = dict[int, list[IndicatorPoints]]()
    for row in summed.sort_by([("subject_id", "ascending"), ("indicator", "ascending")]).to_pylist():
        line = IndicatorPoints(row["indicator"], row["earned_sum"], row["attainable_sum"])
        found.setdefault(row["subject_id"], []).append(line)
    return found
