"""Worked cases: what their files may say, and how what came out is held against them."""

from pathlib import Path

import pytest

from goodstanding.engine.cases.case import Case
from goodstanding.engine.cases.compare import Found, differences
from goodstanding.engine.cases.inputs import members_in, only_unit, shift_of, situation
from goodstanding.engine.cases.read import WorkedCases, read_cases
from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.load import scheme_of
from tests.engine.scheme_folder import write_scheme

CASE = """\
says: {en: One meeting of two., zh: 两次会到一次。}
month: 2016-03
units:
  - {id: 1, parent: null, level: city, type: office}
  - {id: 2, parent: 1, level: city, type: office}
members:
  - {id: 1, unit: 2, classes: [full], from: 2016-01}
  - {id: 1, unit: 1, classes: [guest], from: 2016-03}
facts:
  - {member: 1, kind: meeting.held, on: [2016-02-01, 2016-02-08], value: 1}
  - {unit: 2, kind: meeting.held, on: 2016-03-01, value: null}
expect:
  points:
    - {member: 1, indicator: ORG01, period: 2016-02, n: 2, earned: 1}
  totals:
    - {member: 1, total: 96.25, band: high}
absent:
  points:
    - {member: 1, indicator: ORG01, period: 2016-01}
"""


def read(folder: Path, *changes: tuple[str, str]) -> WorkedCases:
    text = CASE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    write_scheme(folder)
    (folder / "cases").mkdir()
    (folder / "cases/one.yaml").write_text(text, encoding="utf-8")
    return read_cases(folder, scheme_of(folder))


def only_case(folder: Path, *changes: tuple[str, str]) -> Case:
    found = read(folder, *changes)
    assert found.faults == ()
    return found.cases[0].case


# What a file may say


def test_a_case_is_read_in_exact_amounts(tmp_path: Path) -> None:
    case = only_case(tmp_path)
    assert case.month == parse_month("2016-03")
    assert [day.isoformat() for day in case.facts[0].on] == ["2016-02-01", "2016-02-08"]
    assert (case.facts[0].value, case.facts[1].value) == (1000, None)
    assert case.expect.totals[0].total == 9625


FAULTS = [
    ("says: {", "syas: {", 1, "syas: is not a key"),
    ("month: 2016-03", "month: 2015-12", 2, "the scheme little is not in force in 2015-12"),
    ("month: 2016-03", "month: 2016-3", 2, "is not a month"),
    ("parent: 1, level: city", "parent: 7, level: city", 5, "unit 7 is not in this case"),
    ("parent: 1, level: city", "parent: 2, level: city", 5, "unit 2 lies under itself"),
    ("parent: 1, level: city", "parent: null, level: city", 3, "exactly one unit has no parent, and here are 2"),
    ("parent: 1, level: city", "parent: 1, level: town", 5, "the unit level town is not declared"),
    (
        "parent: 1, level: city, type: office",
        "parent: 1, level: city, type: farm",
        5,
        "the unit type farm is not declared",
    ),
    ("id: 2, parent: 1", "id: 1, parent: 1", 5, "unit 1 stands twice"),
    ("classes: [full]", "classes: [full, ghost]", 7, "the class ghost is not declared in scheme.yaml"),
    ("unit: 2, classes", "unit: 3, classes", 7, "unit 3 is not in this case"),
    ("[guest], from: 2016-03", "[guest], from: 2016-01", 8, "member 1 has two rows from 2016-01"),
    ("from: 2016-03", "from: 2016-03, until: 2016-02", 8, "until must be later than from"),
    ("kind: meeting.held, on: [", "kind: meeting.missed, on: [", 10, "the fact kind meeting.missed is not declared"),
    ("{member: 1, kind", "{member: 4, kind", 10, "member 4 is not in this case"),
    ("{unit: 2, kind", "{unit: 2, member: 1, kind", 11, "names either a member or a unit"),
    ("on: 2016-03-01, value: null", "on: 2016-02-30, value: null", 11, "must be a day YYYY-MM-DD"),
    ("on: 2016-03-01, value: null", "on: [], value: null", 11, "must name at least one day"),
    ("on: 2016-03-01, value: null", "on: 2016-03-01, value: 0.0001", 11, "more than three decimals"),
    ("on: 2016-03-01, value: null", "on: 2016-03-01, value: -1", 11, ""),
    ("on: 2016-03-01, value: null", "on: 2016-03-01", 11, "value: is missing"),
    ("indicator: ORG01, period: 2016-02", "indicator: ORG09, period: 2016-02", 14, "the scheme has no indicator ORG09"),
    (
        "indicator: ORG01, period: 2016-02",
        "indicator: ORG03, period: 2016-02",
        14,
        "ORG03 is a flag; look for it under flags",
    ),
    ("period: 2016-02", "period: 2016-Q1", 14, "ORG01 is scored for 2016-01 and 2016-02 and 2016-03, not for 2016-Q1"),
    ("period: 2016-02", "period: 2016-04", 14, "not for 2016-04"),
    (
        "{member: 1, indicator: ORG01, period: 2016-02",
        "{unit: 1, indicator: ORG01, period: 2016-02",
        14,
        "is about a member",
    ),
    ("n: 2, earned: 1", "n: 2, earnt: 1", 14, "earnt: is not a key"),
    ("total: 96.25", "total: 96.255", 16, "more than two decimals"),
    ("{member: 1, total", "{member: 9, total", 16, "member 9 is not in this case"),
    ("period: 2016-01", "period: 2016-01, earned: 1", 19, "earned: is not a key"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), FAULTS)
def test_a_fault_in_a_case_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    found = read(tmp_path, (old, new))
    assert found.cases == ()
    assert any(
        (fault.file, fault.line) == ("cases/one.yaml", line) and message in fault.message for fault in found.faults
    )


def test_a_case_in_whose_month_nobody_is_a_member_is_refused(tmp_path: Path) -> None:
    only = ("  - {id: 1, unit: 1, classes: [guest], from: 2016-03}\n", "")
    (fault,) = read(tmp_path, only, ("[full], from: 2016-01", "[full], from: 2016-01, until: 2016-03")).faults
    assert str(fault) == "cases/one.yaml:6: nobody is a member in 2016-03, the month that is rated"


def test_a_case_that_expects_nothing_is_refused(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, (CASE[CASE.index("expect:") :], "")).faults
    assert "expects nothing" in fault.message


def test_all_faults_of_all_cases_are_found_at_once(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "cases/two.yaml").write_text(
        CASE.replace("[full]", "[ghost]").replace("ORG01", "ORG9"), encoding="utf-8"
    )
    (tmp_path / "cases/notes.txt").write_text("not a case", encoding="utf-8")
    (tmp_path / "cases/broken.yaml").write_text("says: [", encoding="utf-8")
    found = read_cases(tmp_path, scheme_of(tmp_path))
    assert [worked.name for worked in found.cases] == ["one"]
    assert [(fault.file, fault.line) for fault in found.faults] == [
        ("cases/broken.yaml", 1),
        ("cases/notes.txt", 0),
        ("cases/two.yaml", 7),
        ("cases/two.yaml", 14),
        ("cases/two.yaml", 19),
    ]


# From a case to tables


def test_a_later_row_of_a_member_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    case = only_case(tmp_path)
    months = [parse_month(text) for text in ("2015-12", "2016-01", "2016-02", "2016-03")]
    assert [[row.classes for row in members_in(case, month)] for month in months] == [
        [],
        [("full",)],
        [("full",)],
        [("guest",)],
    ]


def test_a_membership_that_has_ended_does_not_come_back_by_itself(tmp_path: Path) -> None:
    ended = ("[guest], from: 2016-03", "[guest], from: 2016-02, until: 2016-03")
    another = ("facts:\n", "  - {id: 2, unit: 1, classes: [], from: 2016-01}\nfacts:\n")
    case = only_case(tmp_path, ended, another)
    assert [row.id for row in members_in(case, parse_month("2016-03"))] == [2]


def test_a_fact_on_several_days_is_several_facts(tmp_path: Path) -> None:
    made = situation([only_case(tmp_path)], scheme_of(tmp_path))
    february, march = parse_month("2016-02"), parse_month("2016-03")
    assert [row["fact_id"] for row in made.facts[february]] == [1, 2]
    assert [(row["subject"], row["subject_id"], row["value"]) for row in made.facts[march]] == [("unit", 2, None)]


def test_cases_of_one_organization_never_meet(tmp_path: Path) -> None:
    case = only_case(tmp_path)
    made = situation([case, case, case], scheme_of(tmp_path))
    for column, rows in (("unit_id", made.units), ("fact_id", made.facts[parse_month("2016-02")])):
        numbers = [row[column] for row in rows]
        assert len(set(numbers)) == len(numbers)
    assert [row["parent_id"] for row in made.units] == [None, 1, None, shift_of(1) + 1, None, shift_of(2) + 1]


def test_a_case_without_units_has_one_at_the_first_level(tmp_path: Path) -> None:
    unit = only_unit(scheme_of(write_scheme(tmp_path)))
    assert (unit.id, unit.parent, unit.level, unit.type) == (1, None, "city", "office")


# What came out


def found(earned: int = 1000, total: int | None = 9625, shift: int = 0) -> Found:
    point = {"subject": "member", "subject_id": 1 + shift, "indicator": "ORG01", "period": "2016-02"}
    points = {**point, "n": 2, "value": 500, "earned": earned, "attainable": 1000}
    totals = {"member_id": 1 + shift, "unit_id": 2 + shift, "total": total, "band": "high"}
    return {"points": {tuple(point.values()): points}, "totals": {(1 + shift,): totals}}


@pytest.mark.parametrize("shift", [0, shift_of(3)])
def test_what_comes_out_as_expected_is_no_difference(tmp_path: Path, shift: int) -> None:
    empty: Found = {name: {} for name in ("ranks", "flags", "unit_totals", "unit_ranks")}
    assert list(differences(only_case(tmp_path), {**found(shift=shift), **empty}, shift)) == []


def test_a_difference_says_who_what_and_when(tmp_path: Path) -> None:
    empty: Found = {name: {} for name in ("ranks", "flags", "unit_totals", "unit_ranks")}
    assert list(differences(only_case(tmp_path), {**found(earned=250, total=None), **empty}, 0)) == [
        "member 1, ORG01 in 2016-02: earned 1 expected, 0.25 found",
        "member 1: total 96.25 expected, null found",
    ]


def test_a_row_that_is_missing_and_one_too_many_are_both_told(tmp_path: Path) -> None:
    tables: Found = {name: {} for name in ("points", "totals", "ranks", "flags", "unit_totals", "unit_ranks")}
    key = ("member", 1, "ORG01", "2016-01")
    row = {"subject": "member", "subject_id": 1, "indicator": "ORG01", "period": "2016-01"}
    tables["points"][key] = {**row, "n": 1, "value": 0, "earned": -500, "attainable": 1000}
    assert list(differences(only_case(tmp_path), tables, 0)) == [
        "member 1, ORG01 in 2016-02: expected, but there is no such row",
        "member 1, ORG01 in 2016-01: must not be there, but is (n 1, value 0, earned -0.5, attainable 1)",
        "member 1: expected, but there is no such row",
    ]
