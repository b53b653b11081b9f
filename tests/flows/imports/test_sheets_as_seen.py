"""Sheets are read as people see them: merged cells, hidden rows, other sheets, titles above the header, odd cells."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports import run as sheets
from goodstanding.flows.imports.preview import SheetChoice, Survey, survey
from goodstanding.flows.roster import importer as importer_flows
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.flows.roster.importer import ROSTER
from goodstanding.models import Member
from goodstanding.sheets.cells import clean
from tests.flows.roster.imported import brought, checked, counts, reasons, written
from tests.house import House
from tests.rosters import CHINESE_HEADER, HEADER, as_csv, as_xlsx, line

DATA = Path(__file__).parents[2] / "data" / "sheets"


def book(change: Callable[[Any], None], *rows: list[str], header: tuple[str, ...] = HEADER) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [list(header), *rows]:
        sheet.append(row)
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def looked(path: Path, content: bytes, **wanted: int) -> Survey:
    path.write_bytes(content)
    return survey(path, path.name, COLUMNS, SheetChoice(**wanted))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "roster.xlsx"


# Merged cells


@pytest.mark.usefixtures("house")
def test_a_merged_unit_holds_for_every_row_it_lies_over(house: House) -> None:
    content = (DATA / "r-merged2.xlsx").read_bytes()
    found = sheets.survey_of(brought(house, content, "r.xlsx"))
    assert (found.header, set(found.guessed)) == (2, {"unit", "number", "name", "joined_on"})
    rows = [line(f"N{place}", unit="B112" if place == 1 else "") for place in (1, 2, 3)]
    one = written(house, book(lambda sheet: sheet.merge_cells("C2:C4"), *rows), "r.xlsx", good_only=False)
    assert counts(one)["added"] == 3
    assert set(Member.objects.filter(number__in=["N1", "N2", "N3"]).values_list("unit__code", flat=True)) == {"B112"}


def test_merged_cells_hold_across_and_down_and_nowhere_else(place: Path) -> None:
    made = book(lambda sheet: sheet.merge_cells("B2:C3"), ["1", "乙", "", "x"], ["2", "", "", ""], ["3", "", "", ""])
    rows = looked(place, made).rows(place)
    assert [[cell for cell in row.cells if cell] for row in rows] == [["1", "乙", "乙", "x"], ["2", "乙", "乙"], ["3"]]


def test_a_blank_row_under_a_merged_cell_stays_blank(place: Path) -> None:
    found = looked(place, book(lambda sheet: sheet.merge_cells("A2:A5"), line("N1"), [], line("N2")[1:]))
    assert [row.number for row in found.rows(place)] == [2, 4]


def test_of_a_header_merged_downwards_the_last_row_counts(place: Path) -> None:
    def merge(sheet: Any) -> None:
        for column in "ABCDEFG":
            sheet.merge_cells(f"{column}1:{column}2")

    # The second row of the header is there, with a style and no content.
    found = looked(place, book(merge, [" "] + [""] * 6, line("N1")))
    assert [row.cells[0] for row in found.rows(place)] == ["N1"]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_an_empty_unit_is_refused_with_its_place_and_never_the_unit_imported_into(house: House, name: str) -> None:
    rows = [HEADER, line("N1"), line("N2", unit=""), [house.member().number, "成员改", "  ", "", "", "", ""]]
    one = checked(house, brought(house, as_csv(rows) if name == "r.csv" else as_xlsx(rows), name))
    assert reasons(one) == [(3, "unit", "empty"), (4, "unit", "empty")]


# Hidden rows


@pytest.mark.usefixtures("house")
def test_hidden_rows_are_asked_about(house: House) -> None:
    one = brought(house, (DATA / "r-hidden.xlsx").read_bytes(), "r.xlsx")
    assert sheets.survey_of(one).hidden == 1
    with pytest.raises(ActionRefused, match="hidden rows"):
        checked(house, one)
    with pytest.raises(ActionRefused, match="hidden rows"):
        importer_flows.write(
            brought=one, good_only=True, by=house.viewer("city_officer"), at=house.at, tell=lambda *_: None
        )
    for said, read in (("take", 2), ("leave", 1)):
        from goodstanding.actions.operations.imports import match

        match(brought=one, places=sheets.survey_of(one).guessed, hidden_rows=said)
        one.refresh_from_db()
        assert counts(checked(house, one))["read"] == read


def test_hidden_rows_that_are_blank_or_above_the_header_are_none(place: Path) -> None:
    def hide(sheet: Any) -> None:
        for row in (1, 3, 4):
            sheet.row_dimensions[row].hidden = True

    made = book(hide, list(HEADER), ["", ""], line("N1"), header=("花名册",))
    assert looked(place, made).hidden == 1


# Other sheets


@pytest.mark.usefixtures("house")
def test_where_only_the_second_sheet_has_rows_it_is_read_and_named(house: House) -> None:
    made = Workbook()
    second = made.create_sheet("名册")
    for row in (CHINESE_HEADER, line("N1", unit="B112")):
        second.append(list(row))
    out = io.BytesIO()
    made.save(out)
    one = brought(house, out.getvalue(), "r.xlsx")
    found = sheets.survey_of(one)
    assert (found.sheets, found.sheet) == (["Sheet", "名册"], "名册")
    assert counts(checked(house, one))["added"] == 1
    with pytest.raises(ActionRefused, match="no rows"):
        sheets.look_again(ROSTER, brought=one, wanted=SheetChoice(0))
    with pytest.raises(ActionRefused, match="no such sheet"):
        sheets.look_again(ROSTER, brought=one, wanted=SheetChoice(2))


# The header


TITLES = [
    ["党员名册"],
    ["填报日期", "2026-11-27"],
    ["编号", "姓名", "备注"],
    ["党员编号", "党员姓名", "入党日期"],
]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_header_can_be_chosen_among_the_first_rows(house: House, name: str) -> None:
    rows = [*TITLES, ["N1", "成员新", "2012-03-04"]]
    one = brought(house, as_csv(rows) if name == "r.csv" else as_xlsx(rows), name, unit="B111")
    assert sheets.survey_of(one).header == 4
    one = sheets.look_again(ROSTER, brought=one, wanted=SheetChoice(header=3))
    assert sheets.survey_of(one).headers[:3] == ["编号", "姓名", "备注"]
    one = sheets.look_again(ROSTER, brought=one, wanted=SheetChoice(header=4))
    assert counts(checked(house, one))["added"] == 1
    assert [row.number for row in sheets.top_of(one)] == [1, 2, 3, 4, 5]
    with pytest.raises(ActionRefused, match="Row 9"):
        sheets.look_again(ROSTER, brought=one, wanted=SheetChoice(header=9))


# Cells


def test_an_empty_cell_far_to_the_right_is_nothing(tmp_path: Path) -> None:
    path = DATA / "x-empty-cell-in-column-101.xlsx"
    found = survey(path, path.name, COLUMNS)
    assert [row.cells[:2] for row in found.rows(path)] == [["99001", "空格列"]]
    text = tmp_path / "r.csv"
    text.write_bytes(as_csv([HEADER, [*line("N1"), *[" "] * 200]]))
    assert [len(row.cells) for row in survey(text, "r.csv", COLUMNS).rows(text)] == [100]
    text.write_bytes(as_csv([HEADER, [*line("N1"), *[" "] * 200, "x"]]))
    with pytest.raises(ActionRefused, match="beyond column 100"):
        list(survey(text, "r.csv", COLUMNS).rows(text))


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u2060", "\u2003", " \t\u200b "])
def test_blanks_tabs_and_unseen_marks_at_the_ends_are_no_content(blank: str) -> None:
    assert clean(f"{blank}72003{blank}") == "72003"


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("90001004.0", "90001004"),
        ("90001004.00", "90001004"),
        ('="72008"', "72008"),
        ("72003\t", "72003"),
        ("７２００３", "72003"),
        ("0072", "0072"),
        ("72,009", "grouped"),
        ("1,072,009", "grouped"),
        ("72.5", "fraction"),
        ("３．５", "fraction"),
    ],
)
@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_number_of_a_member_is_its_digits(house: House, typed: str, found: str, name: str) -> None:
    rows = [HEADER, line(typed)]
    one = written(house, as_csv(rows) if name == "r.csv" else as_xlsx(rows), name)
    if (name, typed[0]) == ("r.xlsx", "="):
        assert reasons(one) == [(2, "number", "formula")]
        return
    stored = list(Member.objects.filter(name="成员新").values_list("number", flat=True))
    assert stored == [found] if found.isdecimal() else reasons(one) == [(2, "number", found)]


@pytest.mark.usefixtures("house")
def test_the_small_files_come_in_as_they_should(house: House) -> None:
    house.enrol("B111", "周文", "90001004")
    house.enrol("B111", "赵桂荣", "90001012")
    for name, expected in [
        ("x-id-point-zero.csv", (0, 0)), ("x-id-trailing-tab.csv", (1, 0)), ("x-middle-dot.csv", (1, 0)),
        ("x-padded-name.csv", (0, 0)), ("r-same-name.csv", (2, 0)), ("e-class-comma.csv", (0, 0)),
    ]:  # fmt: skip
        one = written(house, (DATA / name).read_bytes().replace(b"2017-", b"2010-"), name, unit="B111")
        assert (one.added, one.refused) == expected, (name, reasons(one))
    assert Member.objects.get(number="72003").name == "号"
    assert Member.objects.get(number="780000").name == "阿卜杜拉·买买提"
    assert Member.objects.get(number="90001004").name == "周文"
    old = Member.objects.get(number="90001012")
    assert set(old.classes.values_list("word", flat=True)) == {"elderly_sick", "full", "ordinary", "retired"}


# Classes that are still to begin


@pytest.mark.usefixtures("house")
def test_a_class_that_is_still_to_begin_is_told_with_its_day(house: House) -> None:
    from goodstanding.actions.people import members

    begin = {"word": "retired", "scheme": house.scheme, "by": None, "at": house.at}
    members.begin_class(member=house.member(), on=date(2017, 1, 1), **begin)  # type: ignore[arg-type]
    one = checked(
        house, brought(house, as_csv([HEADER, [house.member().number, "成员改", "B111", "", "", "full; retired", ""]]))
    )
    assert reasons(one) == [(2, "classes", "class_begins")]
    assert "2017-01-01" in " ".join(next(ROSTER.lines(one)))
    with pytest.raises(ActionRefused, match="1 Jan 2017"):
        members.begin_class(member=house.member(), on=date(2016, 10, 1), **begin)  # type: ignore[arg-type]
