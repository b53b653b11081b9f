"""What `lake check` finds in a lake that somebody else wrote."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.problems import Problem
from goodstanding.lake.check import MOST_NAMED, CheckedLake, check_lake
from goodstanding.lake.layout import Lake
from tests.lake.files import Rows, build, read
from tests.lake.schemes import scheme

UNITS = "units.parquet"
MEMBERS = "members/month=2016-03/part-0000.parquet"
FACTS = "facts/month=2016-03/part-0000.parquet"

Change = Callable[[list[dict[str, Any]]], object]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A sound lake of three units, three members and four facts."""
    assert build(tmp_path, Rows().written(tmp_path / "in")).built
    return Lake(tmp_path / "lake")


def _changed(lake: Lake, name: str, change: Change) -> CheckedLake:
    table = read(lake.root / name)
    rows = table.to_pylist()
    change(rows)
    kinds = {field.name: pa.list_(pa.string()) if field.name == "classes" else field.type for field in table.schema}
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(kinds)), lake.root / name)
    return check_lake(lake, [])


def test_a_built_lake_has_nothing_wrong_and_its_rows_are_counted(lake: Lake) -> None:
    checked = check_lake(lake, [])
    assert (checked.faults, checked.warnings) == ((), ())
    assert checked.rows == {"units": 3, "members": 8, "facts": 4}


@pytest.mark.parametrize(
    ("name", "change", "row", "words"),
    [
        (UNITS, lambda rows: rows.append(dict(rows[1])), 4, "earlier row has this unit_id"),
        (UNITS, lambda rows: rows[2].update(parent_id=None), 3, "second root"),
        (UNITS, lambda rows: rows[2].update(parent_id=99), 3, "no unit has this parent_id"),
        (UNITS, lambda rows: rows[2].update(parent_id=12), 3, "above itself"),
        (UNITS, lambda rows: rows[0].update(parent_id=99), 0, "no unit is the root"),
        (UNITS, lambda rows: rows[1].update(level=None), 2, "null"),
        (MEMBERS, lambda rows: rows[1].update(unit_id=99), 2, "no unit has this unit_id"),
        (MEMBERS, lambda rows: rows.append(dict(rows[0])), 4, "earlier row of this month"),
        (MEMBERS, lambda rows: rows[0].update(classes=None), 1, "null"),
        (MEMBERS, lambda rows: rows[0].update(classes=["full", None]), 1, "a class is null"),
        (FACTS, lambda rows: rows[0].update(fact_id=1), 1, "earlier row has this fact_id"),
        (FACTS, lambda rows: rows[1].update(value=-1), 2, "negative"),
        (FACTS, lambda rows: rows[1].update(value=1_000_000_001), 2, "larger than 1,000,000.000"),
        (FACTS, lambda rows: rows[0].update(occurred_on=date(2016, 4, 1)), 1, "not in its folder's month"),
        (FACTS, lambda rows: rows[0].update(occurred_on=date(2017, 3, 1)), 1, "not in its folder's month"),
        (FACTS, lambda rows: rows[0].update(occurred_on=None), 1, "null"),
        (FACTS, lambda rows: rows[0].update(subject="party"), 1, "neither member nor unit"),
        (FACTS, lambda rows: rows[1].update(subject_id=99), 2, "unit that does not exist"),
        (FACTS, lambda rows: rows[0].update(kind=""), 1, "the kind is empty"),
    ],
)
def test_finds_the_row(name: str, change: Change, row: int, words: str, lake: Lake) -> None:
    faults = _changed(lake, name, change).faults
    assert [(fault.file, fault.line) for fault in faults if words in fault.message] == [(name, row)]


def test_a_member_in_two_files_of_a_month_is_twice_there(lake: Lake) -> None:
    (lake.root / MEMBERS).with_name("part-0001.parquet").write_bytes((lake.root / MEMBERS).read_bytes())
    faults = check_lake(lake, []).faults
    assert [(Path(fault.file).name, fault.line) for fault in faults] == [
        ("part-0001.parquet", row) for row in (1, 2, 3)
    ]


@pytest.mark.parametrize("name", [UNITS, MEMBERS, FACTS])
def test_a_table_with_other_columns_is_named_with_what_it_should_have(name: str, lake: Lake) -> None:
    table = read(lake.root / name)
    pq.write_table(table.rename_columns(["id", *table.column_names[1:]]), lake.root / name)
    (fault, *_) = [fault for fault in check_lake(lake, []).faults if fault.line == 0]
    assert fault.file == name
    assert "has the columns id int64" in fault.message


def test_dictionaries_and_other_spellings_of_a_type_are_the_same_type(lake: Lake) -> None:
    table = read(lake.root / FACTS)
    kind = table.column("kind").cast(pa.large_string())
    pq.write_table(table.set_column(3, "kind", kind.dictionary_encode()), lake.root / FACTS)
    assert check_lake(lake, []).faults == ()


def test_values_of_another_type_are_a_fault(lake: Lake) -> None:
    table = read(lake.root / FACTS)
    pq.write_table(table.set_column(4, "value", table.column("value").cast(pa.float64())), lake.root / FACTS)
    assert "value double" in check_lake(lake, []).faults[0].message


def test_a_folder_that_is_no_month_a_broken_file_and_missing_units_are_named(lake: Lake) -> None:
    (lake.root / "facts" / "month=2016-13").mkdir()
    (lake.root / MEMBERS).write_bytes(b"PAR1")
    lake.units.unlink()
    named = [(fault.file, fault.message) for fault in check_lake(lake, []).faults if fault.line == 0]
    assert named == [
        ("facts/month=2016-13", "is not a month's folder; name it like month=2016-10"),
        (MEMBERS, "is not a Parquet file that can be read"),
        (UNITS, "is not there"),
    ]


def test_of_very_many_faults_the_first_are_named_and_the_rest_counted(lake: Lake) -> None:
    checked = _changed(lake, FACTS, lambda rows: rows.extend([{**rows[0], "value": -1}] * (MOST_NAMED + 5)))
    negative = [fault for fault in checked.faults if "negative" in fault.message]
    assert len(negative) == MOST_NAMED + 1
    assert Problem("facts", 0, "the value is negative (5 more rows)") in negative


def test_words_no_scheme_names_and_facts_for_nobody_are_warnings(lake: Lake) -> None:
    _changed(lake, FACTS, lambda rows: rows[0].update(subject_id=77))
    checked = check_lake(lake, [scheme(["meeting.held", "branch.met"], ["full"])])
    assert checked.faults == ()
    assert checked.warnings == (
        "1 facts are for members who are in no snapshot.",
        "No scheme names the kind 'study.hours' (1 facts).",
        "No scheme names the class 'secretary' (3 rows of members).",
    )


def test_a_lake_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    assert check_lake(Lake(tmp_path / "none"), []).faults == (Problem(UNITS, 0, "is not there"),)
