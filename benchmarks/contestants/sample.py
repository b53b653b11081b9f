"""Some members of a lake with all that is known about them, and whether what a loop made of them is what a run has."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from benchmarks.contestants.book import Book
from goodstanding.engine.period import month_text, parse_month


class Fact(NamedTuple):
    """Something that happened to a member and was not excused; month is a month number, day an ISO date."""

    fact_id: int
    member: int
    kind: str
    month: int
    day: str
    value: int


@dataclass(frozen=True)
class Sample:
    """Members with their classes month by month, and their facts."""

    members: dict[int, dict[int, frozenset[str]]]
    facts: list[Fact]


def sample_of(lake: Path, rules: Book, size: int) -> Sample:
    """Every n-th member of the month, so that there are about `size` of them."""
    connection = duckdb.connect()
    _choose(connection, lake, rules, size)
    return Sample(_members(connection, lake, rules), _facts(connection, lake))


def _choose(connection: duckdb.DuckDBPyConnection, lake: Path, rules: Book, size: int) -> None:
    here = f"'{lake}/members/month={month_text(rules.month)}/*.parquet'"
    connection.execute(
        f"""
        CREATE TABLE chosen AS SELECT member_id FROM (
            SELECT member_id, row_number() OVER (ORDER BY member_id) - 1 AS place, count(*) OVER () AS everyone
            FROM {here}
        ) WHERE place % greatest(1, everyone // {size}) = 0
        """
    )


def _members(connection: duckdb.DuckDBPyConnection, lake: Path, rules: Book) -> dict[int, dict[int, frozenset[str]]]:
    found: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    for month in rules.months:
        files = f"'{lake}/members/month={month_text(month)}/*.parquet'"
        rows = connection.execute(
            f"SELECT member_id, classes FROM {files} SEMI JOIN chosen USING (member_id)"
        ).fetchall()
        for member, classes in rows:
            found[member][month] = frozenset(classes or ())
    return dict(found)


def _facts(connection: duckdb.DuckDBPyConnection, lake: Path) -> list[Fact]:
    rows = connection.execute(
        f"""
        SELECT fact_id, subject_id, kind, month, occurred_on::VARCHAR, value
        FROM read_parquet('{lake}/facts/*/*.parquet', hive_partitioning = true, hive_types = {{'month': VARCHAR}})
        WHERE subject = 'member' AND value IS NOT NULL AND subject_id IN (SELECT member_id FROM chosen)
        """
    ).fetchall()
    return [
        Fact(number, member, kind, parse_month(month), day, value) for number, member, kind, month, day, value in rows
    ]


_COLUMNS = {
    "points": "subject_id, indicator, period, n, value, earned, attainable",
    "totals": "member_id, peer_group, earned, attainable, bonus, deduction, total, band",
    "flags": "subject_id, indicator, value, level",
}


def differences(sample: Sample, run: Path, **made: list[tuple[Any, ...]]) -> dict[str, int]:
    """By table, how many rows the loop and the run do not have in common."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE chosen (id BIGINT)")
    connection.executemany("INSERT INTO chosen VALUES (?)", [(member,) for member in sample.members])
    wrong = {}
    for name, rows in made.items():
        who = "member_id" if name == "totals" else "subject_id"
        only = "" if name == "totals" else "AND subject = 'member'"
        query = f"SELECT {_COLUMNS[name]} FROM '{run}/{name}.parquet' WHERE {who} IN (SELECT id FROM chosen) {only}"
        wrong[name] = len(set(connection.execute(query).fetchall()) ^ set(rows))
    return wrong
