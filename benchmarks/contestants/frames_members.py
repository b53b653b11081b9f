"""Members in pandas: what stands without facts, what is earned, totals, ranks, flags."""

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.contestants.frames_rules import Rules
from benchmarks.contestants.loop import streak_level


def rdiv(a: Any, b: Any) -> Any:
    """a / b rounded half up, in integers."""
    return (2 * a + b) // (2 * b)


def _eligible(lived: pd.DataFrame, rules: Rules, cells: pd.DataFrame) -> pd.DataFrame:
    """Who has which of the cells in the last month that the run sees of it."""
    here = lived[["member_id", "month", "class_set"]]
    held = cells[["cell", "place", "until"]].merge(rules.terms, on="place")
    return here.merge(held, left_on=["class_set", "month"], right_on=["class_set", "until"])


def standing(lived: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The cells that count even if nothing happened: subject_id, cell."""
    cells = rules.cells[rules.cells.paced | rules.cells.blank.isin(["zero", "full"])]
    rows = _eligible(lived, rules, cells)
    return rows[["member_id", "cell"]].rename(columns={"member_id": "subject_id"})


def paces(lived: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """In how many months of it each paced cell counts: subject_id, cell, share."""
    cells = rules.cells[rules.cells.paced]
    held = rules.terms[~rules.terms.voluntary].merge(cells[["place", "cell", "until", "span"]], on="place")
    rows = lived[["member_id", "month", "class_set"]].merge(held, on="class_set")
    inside = rows[(rows.month <= rows.until) & (rows.month // rows.span == rows.until // rows.span)]
    counted = inside.groupby(["member_id", "cell"], as_index=False).agg(share=("month", "size"))
    return counted.rename(columns={"member_id": "subject_id"})


def earned(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Adds value, earned, attainable and raised."""
    largest = rows.measure == "max"
    num = np.where(largest, rows.largest, rows.num)
    den = np.where((rows.measure == "mean") & (rows.n > 0), rows.n, 1)
    full = rdiv(rows.points * rows.share, rows.span)
    reached = num * rows.span >= rows.target * rows.share * den
    short = rdiv(full * np.where(reached, 0, num) * rows.span, np.maximum(den * rows.target * rows.share, 1))
    deduction = rows.kind == "deduction"
    over = np.maximum(0, num - np.where(deduction, rows.target, 0) * den)
    each = np.minimum(rows.cap, rdiv(rows.points * over, 1000 * den))
    ladder = rdiv(_ladder(rows, num, den, rules) * rows.share, rows.span)
    given = np.select(
        [rows.formula == "prorata", rows.formula == "step", rows.formula == "per_unit", rows.formula == "map"],
        [np.where(reached, full, short), np.where(reached, full, 0), each, ladder],
        0,
    )
    given = np.where(rows.n > 0, given, np.where(rows.blank == "full", full, 0))
    got = np.where(deduction, np.where(rows.voluntary, 0, -given), given)
    stake = np.where(rows.kind != "base", 0, np.where(rows.voluntary | rows.early, got, full))
    raised = (rows.kind == "flag") & (rows.n > 0) & (num > 0) & reached & ~rows.voluntary
    value = pd.Series(rdiv(num, den), rows.index).astype("Int64").where(rows.n > 0)
    return rows.assign(value=value, earned=got, attainable=stake, raised=raised)


def _ladder(rows: pd.DataFrame, num: Any, den: Any, rules: Rules) -> Any:
    points = np.zeros(len(rows), dtype=np.int64)
    for place, at_least, given in rules.steps.itertuples(index=False):
        points = np.where((rows.place == place) & (num >= at_least * den), given, points)
    return points


def points(scored: pd.DataFrame) -> pd.DataFrame:
    """The table points."""
    base, flag = scored.kind == "base", scored.kind == "flag"
    shown = scored[(base & ((scored.attainable > 0) | (scored.n > 0))) | (~base & ~flag & (scored.earned != 0))]
    columns = ["subject_id", "indicator", "period", "n", "value", "earned", "attainable"]
    ordered = shown.sort_values(["subject_id", "cell"])[columns]
    ordered.insert(0, "subject", "member")
    return ordered


def totals(scored: pd.DataFrame, lived: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The table totals."""
    member = rules.book.scheme.member
    sums = scored.pivot_table(
        index="subject_id", columns="kind", values="earned", aggfunc="sum", fill_value=0, observed=True
    ).reindex(columns=["base", "bonus", "deduction"], fill_value=0)
    sums["attainable"] = scored.groupby("subject_id").attainable.sum()
    people = lived[lived.month == rules.book.month].merge(rules.groups, on="class_set")
    rows = people.merge(sums, left_on="member_id", right_index=True, how="left").fillna(
        {"base": 0, "bonus": 0, "deduction": 0, "attainable": 0}
    )
    rows = rows.astype({"base": "int64", "bonus": "int64", "deduction": "int64", "attainable": "int64"})
    rows["bonus"] = rows.bonus.clip(upper=member.bonus_cap)
    rows["deduction"] = (-rows.deduction).clip(upper=member.deduction_cap)
    share = rdiv(10_000 * rows.base, rows.attainable.clip(lower=1))
    total = (share + rdiv(rows.bonus, 10) - rdiv(rows.deduction, 10)).clip(0, 12_000)
    rated = (rows.attainable > 0) & (rows.attainable >= rules.book.least_attainable)
    rows["total"] = total.astype("Int64").where(rated)
    rows["band"] = _bands(rows.total, rules)
    columns = ["member_id", "unit_id", "peer_group", "base", "attainable", "bonus", "deduction", "total", "band"]
    return rows[columns].rename(columns={"base": "earned"})


def _bands(total: "pd.Series[Any]", rules: Rules) -> "pd.Series[Any]":
    band = pd.Series(None, index=total.index, dtype="object")
    for one in sorted(rules.book.scheme.member.bands, key=lambda its: its.at_least):
        band = band.mask((total * 10 >= one.at_least).fillna(False), one.name)
    return band


def ranks(total: pd.DataFrame, ancestors: pd.DataFrame, min_peers: int) -> pd.DataFrame:
    """The table ranks."""
    rated = total.loc[total.total.notna(), ["member_id", "unit_id", "peer_group", "total"]]
    scoped = rated.astype({"total": "int64"}).merge(ancestors[["unit_id", "scope_id"]], on="unit_id")
    peers = scoped.groupby(["scope_id", "peer_group"]).total
    scoped["rank"] = peers.rank(method="min", ascending=False).astype("int64")
    scoped["of"] = peers.transform("size")
    shown = scoped[scoped["of"] >= min_peers].sort_values(["member_id", "scope_id"])
    return shown[["member_id", "scope_id", "rank", "of"]]


_FLAGS = ["subject", "subject_id", "indicator", "value", "level"]


def measured_flags(scored: pd.DataFrame) -> pd.DataFrame:
    """The flags that are no streaks."""
    raised = scored[scored.raised].astype({"indicator": "object"})
    return raised.assign(subject="member", level="raised")[_FLAGS]


def streak_flags(facts: pd.DataFrame, lived: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The streaks that warn or raise."""
    kinds = [(kind, place) for place, rule in rules.book.streaks for kind in rule.facts]
    feeds = pd.DataFrame(kinds, columns=["kind", "place"]).astype({"kind": facts.kind.dtype})
    keys = ["subject_id", "place"]
    months = facts.merge(feeds, on="kind").groupby([*keys, "month"], as_index=False).value.max()
    passed = months[months.value > 0].groupby(keys, as_index=False).agg(passed=("month", "max"))
    failing = months[months.value == 0].merge(passed, on=keys, how="left")
    failing = failing[failing.passed.isna() | (failing.month > failing.passed)]
    lengths = failing.groupby(keys, as_index=False).agg(months=("month", "size"))
    now = lived.loc[lived.month == rules.book.month, ["member_id", "class_set"]]
    rows = lengths.merge(now, left_on="subject_id", right_on="member_id")
    rows = rows.merge(rules.terms[~rules.terms.voluntary], on=["class_set", "place"])
    indicators = rules.book.scheme.indicators
    known = {(place, length): streak_level(rule, length) for place, rule in rules.book.streaks for length in range(13)}
    rows["level"] = [known[pair] for pair in zip(rows.place, rows.months, strict=True)]
    rows["indicator"] = [indicators[place].code for place in rows.place]
    rows = rows.assign(subject="member", value=rows.months * 1000)
    shown: pd.DataFrame = rows.loc[rows.level.notna(), _FLAGS]
    return shown
