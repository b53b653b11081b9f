"""Days and months of a workbook by the format they are shown in, as a lake is built from them."""

from datetime import date
from pathlib import Path

import pytest

from tests.day_formats import BUILT_IN, DAYS, SERIAL, workbook
from tests.lake.files import HEADERS, Rows, build, content, errors

MONTH = 'yyyy"年"m"月"'


def test_a_day_in_any_format_is_a_day(tmp_path: Path) -> None:
    codes = [*DAYS, *BUILT_IN]
    files = Rows().written(tmp_path / "in")
    rows: list[list[object]] = [
        [number, "member", 1, "meeting.held", 1, SERIAL] for number, _code in enumerate(codes, start=101)
    ]
    formats = {(place, 6): code for place, code in enumerate(codes, start=2)}
    files["facts"] = [workbook(tmp_path / "in" / "facts.xlsx", [HEADERS["facts"].split(","), *rows], formats)]
    files["members"][0].write_text(f"{HEADERS['members']}\n1,11,full,2016-01,\n", encoding="utf-8")
    build(tmp_path, files)
    found = [row for path, rows in content(tmp_path / "lake").items() if path.startswith("facts/") for row in rows]
    assert {row["fact_id"]: row["occurred_on"] for row in found} == dict.fromkeys(
        range(101, 101 + len(codes)), date(2016, 10, 1)
    )


@pytest.mark.parametrize(
    ("code", "serial"),
    [
        ('yyyy"年"m"月"', SERIAL),
        ('yyyy"年"m"月"', SERIAL + 14),
        ("mmm-yy", SERIAL + 30),
        (17, SERIAL + 3),
        (57, SERIAL),
    ],
)
def test_a_year_and_a_month_is_a_month_where_one_is_expected(tmp_path: Path, code: str | int, serial: int) -> None:
    files = Rows().written(tmp_path / "in")
    rows: list[list[object]] = [[*HEADERS["members"].split(",")], [1, 11, "full", serial, None]]
    files["members"] = [workbook(tmp_path / "in" / "members.xlsx", rows, {(2, 4): code})]
    files["facts"][0].write_text(f"{HEADERS['facts']}\n1,member,1,meeting.held,1,2016-10-15\n", encoding="utf-8")
    build(tmp_path, files)
    assert [path for path in content(tmp_path / "lake") if path.startswith("members/")] != []


def test_a_whole_day_where_a_month_is_expected_is_still_refused(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    rows: list[list[object]] = [[*HEADERS["members"].split(",")], [1, 11, "full", SERIAL + 14, None]]
    files["members"] = [workbook(tmp_path / "in" / "members.xlsx", rows, {(2, 4): "yyyy-mm-dd"})]
    files["facts"][0].write_text(f"{HEADERS['facts']}\n", encoding="utf-8")
    build(tmp_path, files)
    assert [(one["row"], one["column"]) for one in errors(tmp_path)] == [("2", "from")]
