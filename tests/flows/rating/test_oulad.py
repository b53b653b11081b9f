"""Real input that nobody here made up: 22 presentations of an open university, 32,593 enrolments, 548,531 facts.

Reshaped from the Open University Learning Analytics Dataset by J. Kuzilek, M. Hlosta and Z. Zdrahal (Scientific Data
4:170171, 2017), licensed CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Its people were made anonymous by
its authors. The files are not part of this repository; where they are missing, what needs them is skipped.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.explain.explanation import adds_up, sums_of
from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.flows.rating.explain import explain
from goodstanding.flows.rating.rate import RatedRun, rate
from goodstanding.flows.rating.verify import verify
from goodstanding.lake.build import Built, Count, build_lake
from goodstanding.lake.layout import Lake
from tests.engine.oracle import Fact, Organization, Row, UnitRow, rate_by_hand

HERE = Path(__file__).resolve()
FILES = HERE.parents[4] / "shared" / "data" / "oulad"
SCHEME = HERE.parents[2] / "data" / "oulad-scheme"

MAY = parse_month("2014-05")
AT = datetime(2014, 6, 1, tzinfo=UTC)

#: BBB 2014B, from February 2014 on.
PRESENTATION = 105


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("oulad")


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    if not FILES.is_dir():
        pytest.skip("the reshaped OULAD files are not here; they belong in ../shared/data/oulad beside the repository")
    return build_lake(
        Lake(folder / "lake"),
        units=[FILES / "units.csv"],
        members=[FILES / "members.csv"],
        facts=[FILES / "facts.csv.gz"],
        schemes=[scheme_of(SCHEME)],
        skip_errors=False,
        errors_file=folder / "errors.csv",
        progress=lambda what, done: None,
    )


@pytest.fixture(scope="module")
def backend(folder: Path) -> Iterator[Backend]:
    (folder / "scratch").mkdir()
    opened = DuckDBBackend(folder / "scratch", threads=2, memory="2GB")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def made(built: Built, folder: Path, backend: Backend) -> RatedRun:
    assert built.built
    lake = Lake(folder / "lake")
    return rate(lake, scheme_of(SCHEME), MAY, backend=backend, at=AT, shards=None, progress=lambda what, done: None)


def test_its_scheme_is_right() -> None:
    checked = check_scheme(load_scheme(SCHEME))
    assert (checked.faults, checked.warnings) == ((), ())


def test_every_row_goes_into_the_lake(built: Built) -> None:
    assert built.built
    assert (built.units, built.members, built.facts) == (
        Count(30, 30, 0),
        Count(32_593, 32_593, 0),
        Count(548_531, 548_531, 0),
    )
    assert built.warnings == ()
    assert built.errors_file is None


def test_the_members_of_may_are_those_who_were_enrolled_then(made: RatedRun) -> None:
    assert made.manifest.tables["totals"].rows == sum(_there(row, MAY) for row in _rows("members.csv"))
    assert made.manifest.warnings == ()


# What three members of BBB 2014B came to, worked out on paper from their lines in facts.csv.gz. For all three:
# - they are members from February on, so of SUB02 (6 pieces, 6 points a year) 4 of 12 months are owed by May: 2 points
#   for 2 pieces; what was done counts whole, a piece a point, and raises what could be attained with it;
# - a year is open in May, so RES01 counts what it gives and nothing else; it is asked from February to December, in 11
#   of 12 months: 4 x 11 / 12 = 3.667;
# - who is rated has min_attainable 6 x 5 / 12 = 2.5 points at stake.
BY_HAND: dict[int, tuple[tuple[str, str, str, str], str, str]] = {
    # 5698: tma 13 Feb, 13 Mar, 24 Apr, 29 May all handed in and on time, the last with 0.74;
    #       cma 20 Mar not handed in, 24 Apr late (0.8), 29 May late (0.6).
    # SUB01  2 + 2 + 2 + 2                              8 of 8
    # SUB02  6 pieces                                   6 of 6
    # TIM01  Q1 2 of 2 on time: 3 of 3
    #        Q2 2 of 4 on time: 1 of 3                  4 of 6
    # RES01  0.74 passes                                3.667 of 3.667
    # RES02  Q1 nothing; Q2 the best is 0.8: 2 of 2     2 of 2
    #                                                  23.667 of 25.667
    # TIM02  bonus: Q1 2 x 0.25, Q2 2 x 0.25            1
    # SUB03  deduction: two pieces in April, in May     0.2
    # 100 x 23.667 / 25.667 = 92.207.. -> 92.21;  + 1.00 - 0.20 = 93.01
    5698: (("23.667", "25.667", "1", "0.2"), "93.01", "excellent"),
    # 4795 takes the module again: tma 13 Feb on time, 13 Mar late, 24 Apr not handed in, 29 May late with 0.56;
    #       cma 20 Mar late (1.0), 24 Apr late (0.8), 29 May late (0.6).
    # SUB01  2 + 2 + 0 + 2                              6 of 8
    # SUB02  6 pieces                                   6 of 6
    # TIM01  Q1 1 of 3 on time, Q2 0 of 3               0 of 6
    # RES01  0.56 passes                                3.667 of 3.667
    # RES02  Q1 1.0 gives 2, Q2 0.8 gives 2; voluntary for who repeats, so as much at stake as earned
    #                                                   4 of 4
    #                                                  19.667 of 27.667
    # TIM02  bonus: Q1 1 x 0.25                         0.25
    # SUB03  deduction: two pieces in March, in May     0.2
    # 100 x 19.667 / 27.667 = 71.084.. -> 71.08;  + 0.25 - 0.20 = 71.13
    4795: (("19.667", "27.667", "0.25", "0.2"), "71.13", "fair"),
    # 5118: no tma handed in of 13 Feb, 13 Mar, 24 Apr, 29 May;
    #       cma 20 Mar late (1.0), 24 Apr late (0.6), 29 May late (0.6).
    # SUB01  0 + 0 + 0 + 0                              0 of 8
    # SUB02  3 pieces                                   3 of 3
    # TIM01  Q1 0 of 1, Q2 0 of 2                       0 of 6
    # RES01  no result yet, the year is open            left out
    # RES02  Q1 1.0 gives 2 of 2; Q2 2 x 0.6 / 0.8 = 1.5 of 2
    #                                                   3.5 of 4
    #                                                   6.5 of 21
    # No bonus, no deduction: never on time, never two pieces in a month.
    # 100 x 6.5 / 21 = 30.952.. -> 30.95
    5118: (("6.5", "21", "0", "0"), "30.95", "struggling"),
}


@pytest.mark.parametrize("member", BY_HAND)
def test_a_students_total_is_the_one_worked_out_on_paper(made: RatedRun, member: int) -> None:
    (row,) = [one for one in _table(made, "totals") if one[0] == member]
    _, unit_id, _, *sums, total, band = row
    wanted_sums, wanted_total, wanted_band = BY_HAND[member]
    assert unit_id == PRESENTATION
    assert [Decimal(one) / 1000 for one in sums] == [Decimal(one) for one in wanted_sums]
    assert (Decimal(total) / 100, band) == (Decimal(wanted_total), wanted_band)


def test_a_students_line_is_explained_down_to_the_single_piece(made: RatedRun, folder: Path, backend: Backend) -> None:
    found = explain(Lake(folder / "lake"), "oulad", MAY, ("member", 4795), backend=backend).explanation
    assert adds_up(found)
    sums = sums_of(found)
    assert (sums.earned, sums.attainable, sums.bonus, sums.deduction) == (19_667, 27_667, 250, 200)
    assert [node.name for node in found.units] == ["BBB 2014B", "BBB", "Open University"]
    (best,) = [one for one in found.indicators if one.code == "RES02"]
    spring = {line.period: line for line in best.lines}["2014-Q2"]
    assert [(fact.occurred_on, fact.value) for fact in spring.facts] == [
        (date(2014, 4, 24), 800),
        (date(2014, 5, 29), 600),
    ]
    assert spring.voluntary


def test_the_run_is_what_its_input_and_rules_give(made: RatedRun, folder: Path, backend: Backend) -> None:
    verdict = verify(
        Lake(folder / "lake"), "oulad", MAY, backend=backend, at=AT, shards=3, progress=lambda what, done: None
    )
    assert verdict.differences == ()


def test_the_oracle_agrees_on_a_whole_presentation(made: RatedRun) -> None:
    organization = _presentation(PRESENTATION)
    students = set(organization.members[MAY])
    wanted = _by_the_oracle(organization)
    assert len(students) > 1_000
    for name in ("points", "flags"):
        assert _about(students, _table(made, name)) == wanted[name], name
    totals = [row for row in _table(made, "totals") if row[1] == PRESENTATION]
    assert totals == wanted["totals"]
    assert [row for row in _table(made, "ranks") if row[1] == PRESENTATION] == _ranked(wanted["totals"])


def _by_the_oracle(organization: Organization) -> dict[str, list[Row]]:
    """Fifty students at a time: the oracle looks at every fact for every student."""
    tables: dict[str, list[Row]] = {"points": [], "flags": [], "totals": []}
    everybody = sorted({student for snapshot in organization.members.values() for student in snapshot})
    for place in range(0, len(everybody), 50):
        few = set(everybody[place : place + 50])
        members = {
            month: {student: line for student, line in snapshot.items() if student in few}
            for month, snapshot in organization.members.items()
        }
        facts = tuple(fact for fact in organization.facts if fact.subject_id in few)
        found = rate_by_hand(scheme_of(SCHEME), Organization(organization.units, members, facts), MAY)
        for name, rows in tables.items():
            rows += [row for row in found[name] if name == "totals" or row[0] == "member"]
    return {name: sorted(rows) for name, rows in tables.items()}


def _ranked(totals: list[Row]) -> list[Row]:
    """Each student's place among those of the same peer group, of whom there must be ten."""
    peers: dict[str, list[int]] = defaultdict(list)
    for row in totals:
        if row[7] is not None:
            peers[row[2]].append(row[7])
    assert {len(group) >= 10 for group in peers.values()} == {True}
    return [
        (row[0], PRESENTATION, 1 + sum(other > row[7] for other in peers[row[2]]), len(peers[row[2]]))
        for row in totals
        if row[7] is not None
    ]


def _about(students: set[int], rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[0] == "member" and row[1] in students]


def _table(made: RatedRun, name: str) -> list[Row]:
    columns = pq.ParquetFile(made.folder / f"{name}.parquet").read().to_pydict()
    return list(zip(*columns.values(), strict=True))


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = FILES / name
    with (
        gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else path.open(encoding="utf-8", newline="")
    ) as file:
        yield from csv.DictReader(file)


def _there(row: Mapping[str, str], month: int) -> bool:
    return parse_month(row["from"]) <= month and (not row["until"] or month < parse_month(row["until"]))


def _presentation(unit_id: int) -> Organization:
    """One presentation's students with everything of theirs until May, read from the files without the lake."""
    students = [row for row in _rows("members.csv") if int(row["unit_id"]) == unit_id]
    members: dict[int, dict[int, tuple[int, tuple[str, ...]]]] = defaultdict(dict)
    for row in students:
        for month in range(parse_month("2014-01"), MAY + 1):
            if _there(row, month):
                members[month][int(row["member_id"])] = (unit_id, tuple(row["classes"].split(";")))
    known = {row["member_id"] for row in students}
    facts = (_fact(row) for row in _rows("facts.csv.gz") if row["subject"] == "member" and row["subject_id"] in known)
    return Organization(tuple(_units()), members, tuple(fact for fact in facts if fact.month <= MAY))


def _units() -> Iterator[UnitRow]:
    for row in _rows("units.csv"):
        parent = int(row["parent_id"]) if row["parent_id"] else None
        yield UnitRow(int(row["unit_id"]), parent, row["level"], row["type"], row["name"])


def _fact(row: Mapping[str, Any]) -> Fact:
    value = int(Decimal(row["value"]) * 1000) if row["value"] else None
    return Fact(
        int(row["fact_id"]),
        row["subject"],
        int(row["subject_id"]),
        row["kind"],
        value,
        date.fromisoformat(row["occurred_on"]),
    )
