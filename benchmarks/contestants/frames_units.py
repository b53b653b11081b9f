"""Units in pandas: ancestry, totals, ranks."""

import pandas as pd

from benchmarks.contestants.frames_members import rdiv
from goodstanding.engine.scheme.scheme import UnitRules


def ancestry(units: pd.DataFrame) -> pd.DataFrame:
    """Every unit with itself and each unit above it: unit_id, scope_id."""
    above = units.dropna(subset="parent_id").set_index("unit_id").parent_id.astype("int64")
    step = pd.DataFrame({"unit_id": units.unit_id, "scope_id": units.unit_id})
    steps = []
    while len(step):
        steps.append(step)
        step = step.assign(scope_id=step.scope_id.map(above)).dropna().astype("int64")
    return pd.concat(steps, ignore_index=True)


def unit_totals(units: pd.DataFrame, ancestors: pd.DataFrame, totals: pd.DataFrame, rules: UnitRules) -> pd.DataFrame:
    """The table unit_totals, with level and type."""
    rated = totals[totals.total.notna()].astype({"total": "int64"})
    direct = rated.groupby("unit_id").total.agg(["size", "sum"])
    spread = ancestors.merge(direct, left_on="unit_id", right_index=True).groupby("scope_id")[["size", "sum"]].sum()
    rows = units.merge(spread, left_on="unit_id", right_index=True, how="left").fillna({"size": 0, "sum": 0})
    rows = rows.astype({"size": "int64", "sum": "int64"})
    like = rows.groupby(["level", "type"])
    all_n, all_sum = like["size"].transform("sum"), like["sum"].transform("sum")
    mean = rdiv(all_sum, all_n.clip(lower=1))
    part = rdiv(rows["sum"] + rules.shrink * mean, (rows["size"] + rules.shrink).clip(lower=1))
    rows["members_part"] = part.astype("Int64").where(rows["size"] >= rules.min_members)
    rows["own"] = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    # No indicator of the reference scheme is about units, so the members' part is the total.
    rows["total"] = rows.members_part
    return rows.rename(columns={"size": "n"}).sort_values("unit_id")


def unit_ranks(totals: pd.DataFrame, ancestors: pd.DataFrame) -> pd.DataFrame:
    """The table unit_ranks."""
    known = totals.loc[totals.total.notna(), ["unit_id", "level", "type", "total"]].astype({"total": "int64"})
    scoped = known.merge(ancestors, on="unit_id")
    rivals = scoped.groupby(["scope_id", "level", "type"]).total
    scoped["rank"] = rivals.rank(method="min", ascending=False).astype("int64")
    scoped["of"] = rivals.transform("size")
    below = scoped[scoped.scope_id != scoped.unit_id].sort_values(["unit_id", "scope_id"])
    return below[["unit_id", "scope_id", "rank", "of"]]
