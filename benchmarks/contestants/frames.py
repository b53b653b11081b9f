"""The rating in pandas, whole columns at a time: groupby, merge and integer arithmetic.

`python -m benchmarks.contestants.frames LAKE MONTH OUT`: computes all six tables and writes them as Parquet.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from benchmarks.contestants import frames_members as members_part
from benchmarks.contestants import frames_rules as rules_part
from benchmarks.contestants import frames_units as units_part
from benchmarks.contestants.book import Book, book
from benchmarks.contestants.frames_rules import Rules
from benchmarks.places import SCHEME
from goodstanding.engine.period import month_text, parse_month


def main(lake: Path, month: str, out: Path) -> None:
    """Rates, writes, and reports how many rows each table has."""
    begun = time.monotonic()
    rules_book = book(SCHEME, month)
    lived = read_members(lake, rules_book)
    rules = rules_part.rules_of(rules_book, lived)
    facts = read_facts(lake, rules_book)
    scored = score(tally(facts, rules), lived, rules)
    flags = pd.concat([members_part.measured_flags(scored), members_part.streak_flags(facts, lived, rules)])
    totals = members_part.totals(scored, lived, rules)
    units = pd.read_parquet(lake / "units.parquet")
    ancestors = units_part.ancestry(units)
    unit_totals = units_part.unit_totals(units, ancestors, totals, rules_book.scheme.unit)
    tables = {
        "points": members_part.points(scored),
        "totals": totals.sort_values("member_id"),
        "ranks": members_part.ranks(totals, ancestors, rules_book.scheme.member.min_peers),
        "flags": flags.sort_values(["subject_id", "indicator"]),
        "unit_totals": unit_totals[["unit_id", "n", "members_part", "own", "total"]],
        "unit_ranks": units_part.unit_ranks(unit_totals, ancestors),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(out / f"{name}.parquet", index=False)
    rows = {name: len(table) for name, table in tables.items()}
    print(json.dumps({"rows": rows, "seconds": round(time.monotonic() - begun, 2)}))


def read_members(lake: Path, rules: Book) -> pd.DataFrame:
    """The year's snapshots: month, member_id, unit_id, label (the classes as one text)."""
    parts = []
    for month in rules.months:
        here = pd.read_parquet(lake / "members" / f"month={month_text(month)}", partitioning=None)
        parts.append(here.assign(month=month, label=here.classes.map(";".join)).drop(columns="classes"))
    return pd.concat(parts, ignore_index=True)


def read_facts(lake: Path, rules: Book) -> pd.DataFrame:
    """The facts about members that are not excused, of the year and of the year before where streaks reach back."""
    parts = []
    for folder in sorted((lake / "facts").glob("month=*")):
        month = parse_month(folder.name.removeprefix("month="))
        if rules.month - 11 <= month <= rules.month:
            parts.append(_facts_of_month(folder, month))
    kinds = pd.CategoricalDtype(sorted(rules.scheme.fact_kinds))
    return pd.concat([part.astype({"kind": kinds}) for part in parts], ignore_index=True)


def _facts_of_month(folder: Path, month: int) -> pd.DataFrame:
    files = sorted(folder.glob("*.parquet"))
    words = ["subject", "kind"]
    facts = pd.concat([pq.ParquetFile(file, read_dictionary=words).read().to_pandas() for file in files])
    here = facts[(facts.subject == "member") & facts.value.notna()].drop(columns="subject")
    return here.assign(value=here.value.astype("int64"), month=np.int32(month))


def tally(facts: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Each member's facts counted and added up in each cell: subject_id, cell, n, num, largest."""
    feeds = rules.feeds.astype({"kind": facts.kind.dtype})
    fed = facts.merge(feeds, on=["kind", "month"])
    latest = fed[fed.measure == "latest"].sort_values(["occurred_on", "fact_id"])
    fed = fed[fed.measure != "latest"]
    fed["amount"] = np.where(fed.measure == "count", (fed.value > 0) * 1000, fed.value)
    keys = ["subject_id", "cell"]
    summed = fed.groupby(keys, sort=False, as_index=False).agg(
        n=("amount", "size"), num=("amount", "sum"), largest=("amount", "max")
    )
    last = latest.groupby(keys, sort=False, as_index=False).agg(
        n=("value", "size"), num=("value", "last"), largest=("value", "last")
    )
    return pd.concat([summed, last], ignore_index=True)


def score(tallies: pd.DataFrame, lived: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The tallies and what stands without facts, with what they earn."""
    paces = members_part.paces(lived, rules)
    standing = members_part.standing(lived, rules)
    rows = tallies.merge(standing, on=["subject_id", "cell"], how="outer").fillna({"n": 0, "num": 0, "largest": 0})
    rows = rows.astype({"n": "int64", "num": "int64", "largest": "int64"})
    rows = rows.merge(rules.cells, on="cell").merge(
        lived[["member_id", "month", "class_set"]],
        left_on=["subject_id", "until"],
        right_on=["member_id", "month"],
    )
    rows = rows[rows.subject_id.isin(lived.member_id[lived.month == rules.book.month])]
    rows = rows.merge(rules.terms, on=["class_set", "place"])
    rows = rows.merge(paces, on=["subject_id", "cell"], how="left")
    rows = rows[~rows.paced | rows.share.notna()]
    return members_part.earned(rows.assign(share=rows.share.fillna(1).astype("int64")), rules)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
