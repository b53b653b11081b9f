"""Whether the units are one tree: each unit once, one root, every parent there, no unit above itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goodstanding.lake.build.staging import Staging

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tree:
    """What is wrong with n units, as flags in their order; `stray` ones hang below a unit that is itself wrong."""

    second_root: Flags
    unknown_parent: Flags
    cycle: Flags
    stray: Flags
    has_root: bool


def judge_tree(unit_id: Ints, parent_id: Ints, orphan: Flags) -> Tree:
    """Judges units with distinct ids; `orphan` marks those without a parent, of which the first is the root."""
    n = len(unit_id)
    parent = _places(unit_id, parent_id)
    parent[orphan] = n
    roots = np.flatnonzero(orphan)
    second_root = orphan.copy()
    second_root[roots[:1]] = False
    unknown = ~orphan & (parent == n)
    # Place n is "nowhere"; the root and nowhere are their own parents, so every walk ends there or goes round a circle.
    up = np.append(parent, n)
    up[roots[:1]] = roots[:1]
    end = _walked(up)[:n]
    lost = (end < n) & ~np.isin(end, roots[:1])
    cycle = np.zeros(n, np.bool_)
    cycle[end[lost]] = True
    sound = np.isin(end, roots[:1])
    return Tree(second_root, unknown, cycle, ~sound & ~second_root & ~unknown & ~cycle, len(roots) > 0)


def _places(ids: Ints, wanted: Ints) -> Ints:
    """Where each wanted id stands in `ids`; len(ids) where it does not."""
    order = np.argsort(ids, kind="stable")
    at = np.searchsorted(ids[order], wanted)
    inside = at < len(ids)
    found = np.full(len(wanted), len(ids), np.int64)
    found[inside] = np.where(ids[order][at[inside]] == wanted[inside], order[at[inside]], len(ids))
    return found


def _walked(up: Ints) -> Ints:
    """Where a walk of at least as many steps as there are places ends: each pass doubles the steps."""
    for _ in range(len(up).bit_length()):
        up = up[up]
    return up


def judge_units(staging: Staging) -> bool:
    """Refuses the units that are not part of the one tree. Whether there is a root at all."""
    staging.sql.execute(
        "INSERT INTO late_units SELECT seq, 'duplicate_unit@unit_id', unit_id FROM"
        " (SELECT *, min(seq) OVER (PARTITION BY unit_id) AS first FROM units WHERE fault IS NULL) WHERE seq <> first"
    )
    rows = staging.sql.execute(
        "SELECT seq, unit_id, coalesce(parent_id, 0) AS parent_id, parent_id IS NULL AS orphan"
        " FROM sound_units ORDER BY seq"
    ).fetchnumpy()
    tree = judge_tree(_ints(rows["unit_id"]), _ints(rows["parent_id"]), np.asarray(rows["orphan"], np.bool_))
    for reason, wrong in [
        ("second_root", tree.second_root),
        ("unknown_parent", tree.unknown_parent),
        ("cycle", tree.cycle),
        ("refused_parent", tree.stray),
    ]:
        _refuse(staging, f"{reason}@parent_id", _ints(rows["seq"])[wrong])
    return tree.has_root


def _ints(column: Any) -> Ints:
    return np.asarray(column, np.int64)


def _refuse(staging: Staging, fault: str, seq: Ints) -> None:
    staging.sql.register("wrong", pa.table({"seq": pa.array(seq)}))
    staging.sql.execute(
        "INSERT INTO late_units SELECT seq, ?, coalesce(CAST(parent_id AS VARCHAR), '')"
        " FROM units SEMI JOIN wrong USING (seq)",
        [fault],
    )
    staging.sql.unregister("wrong")
