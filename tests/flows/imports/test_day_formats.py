"""Days of a workbook by the format they are shown in, as imports read them."""

from pathlib import Path

import pytest

from goodstanding.sheets.xlsx.sheet import sheet_rows
from tests.day_formats import BUILT_IN, DAYS, NUMBERS, SERIAL, workbook


def read(path: Path, code: str | int) -> str:
    """What an import reads of one cell in that format."""
    workbook(path, [["day"], [SERIAL]], {(2, 1): code})
    return [row.cells[0] for row in sheet_rows(path)][1]


@pytest.mark.parametrize("code", [*DAYS, *BUILT_IN])
def test_every_format_of_days_shows_a_day(tmp_path: Path, code: str | int) -> None:
    assert read(tmp_path / "a.xlsx", code) == "2016-10-01"


@pytest.mark.parametrize("code", NUMBERS)
def test_a_format_of_numbers_shows_a_number(tmp_path: Path, code: str) -> None:
    assert read(tmp_path / "a.xlsx", code) == str(SERIAL)
