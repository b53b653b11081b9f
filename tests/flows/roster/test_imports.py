"""Rosters come in from files and go out into files: nothing is lost, nothing is guessed, nothing happens twice."""

import csv
import os
import stat
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import MemberNumbers
from goodstanding.flows.imports import files
from goodstanding.flows.imports.run import give_up
from goodstanding.flows.roster import exports
from goodstanding.flows.roster import importer as importer_flows
from goodstanding.flows.roster.importer import ROSTER
from goodstanding.models import AuditRow, Member, MemberClass, Membership, RecordView, RosterImport, Unit
from goodstanding.names import spelling
from tests.effort import examples
from tests.flows.roster.imported import brought, checked, counts, quiet, reasons, written
from tests.house import House
from tests.rosters import CHINESE_HEADER, HEADER, as_csv, as_xlsx, line

pytestmark = pytest.mark.usefixtures("house")
State = RosterImport.State


def everything() -> list[object]:
    """All that an import can touch, to compare before and after."""
    return [
        *Member.objects.order_by("pk").values_list("pk", "number", "name", "joined_on", "full_on", "unit", "phone"),
        *Membership.objects.order_by("pk").values_list("member", "unit", "from_on", "until_on"),
        *MemberClass.objects.order_by("pk").values_list("member", "word", "from_on", "until_on"),
        *Unit.objects.order_by("pk").values_list("pk", "members_here"),
    ]


# What comes in


def test_a_new_member_comes_in_with_everything_the_file_says(house: House) -> None:
    row = line(
        "N1", "阿依·古丽", "B112", "2012.3.4", full="2013年3月4日", classes="正式党员；Retired", phone="０００-1"
    )
    one = written(house, as_csv([HEADER, row]), good_only=False)
    member = Member.objects.get(number="N1")
    assert (member.name, member.unit, member.phone) == ("阿依·古丽", house.unit("B112"), "000-1")
    assert (member.joined_on, member.full_on) == (date(2012, 3, 4), date(2013, 3, 4))
    assert set(member.classes.values_list("word", flat=True)) == {"full", "retired"}
    assert member.memberships.get().from_on == house.unit("B112").opened_on
    assert house.unit("B112").members_here == 6
    assert (one.state, counts(one)["added"]) == (State.DONE, 1)


def test_an_existing_member_is_put_right_by_number_and_the_audit_names_the_fields(house: House) -> None:
    member = house.member("member")
    row = line(member.number, "成员改", "B111", "2010-07-02", classes="full;retired", phone="000-2")
    one = written(house, as_csv([HEADER, row]))
    member.refresh_from_db()
    assert (member.name, member.joined_on, member.phone) == ("成员改", date(2010, 7, 2), "000-2")
    assert set(member.classes.filter(until_on=None).values_list("word", flat=True)) == {"full", "retired"}
    assert member.classes.get(word="ordinary").until_on == house.today
    told = AuditRow.objects.get(verb="correct", key=member.key)
    assert told.fields == ["classes", "joined_on", "name", "phone"]
    assert AuditRow.objects.get(noun="roster").key == one.key


def test_an_empty_cell_leaves_what_is_there(house: House) -> None:
    member = house.member("member")
    member.phone = "000-3"  # type: ignore[assignment]
    member.save()
    before = everything()
    one = written(house, as_csv([HEADER, [member.number, member.name, "B111", "", "", "", ""]]))
    assert (counts(one)["unchanged"], everything()) == (1, before)


def test_without_a_column_of_units_new_members_come_into_the_unit_and_others_stay(house: House) -> None:
    rows = [("编号", "姓名", "入党日期"), ("N1", "成员新", "2012/3/4"), ("212" + "04", "成员改", "")]
    other = house.members("B112")[3]
    rows[2] = (other.number, "成员改", "")
    written(house, as_csv(rows), who="sub_district_officer", unit="S11")
    assert Member.objects.get(number="N1").unit == house.unit("S11")
    other.refresh_from_db()
    assert (other.name, other.unit) == ("成员改", house.unit("B112"))


def test_the_same_thousand_members_come_out_of_every_container(house: House) -> None:
    names = ("龴龵", "𠮷田", "买买提•艾力", "欧阳　四", "成员\u200b五")
    rows = [line(f"N{place}", names[place % 5] + str(place), joined="2012-03-04") for place in range(1000)]
    table = [CHINESE_HEADER, *rows]
    dated: list[list[object]] = [[*row[:3], date(2012, 3, 4), *row[4:]] for row in rows]
    containers = {
        "utf8.csv": as_csv(table),
        "bom.csv": as_csv(table, "utf-8-sig"),
        "gb18030.csv": as_csv(table, "gb18030"),
        "utf16.txt": as_csv(table, "utf-16", "\t"),
        "semicolon.csv": as_csv(table, delimiter=";"),
        "cr.csv": as_csv(table).replace(b"\r\n", b"\r"),
        "text.xlsx": as_xlsx(table),
        "dated.xlsx": as_xlsx([CHINESE_HEADER, *dated]),
    }
    first = written(house, containers.pop("utf8.csv"), "utf8.csv")
    assert counts(first)["added"] == 1000
    before = everything()
    for name, content in containers.items():
        assert counts(written(house, content, name))["unchanged"] == 1000, name
    assert everything() == before
    assert Member.objects.get(number="N3").name == "欧阳 四3"


def test_letters_that_gb18030_moved_are_where_names_have_them(house: House) -> None:
    content = as_csv([CHINESE_HEADER]).decode().encode("gb18030") + b"N1,\xfe\x59,B111,2012-03-04,,,\r\n"
    written(house, content)
    assert Member.objects.get(number="N1").name == "龴"


def test_the_header_may_stand_below_a_title(house: House) -> None:
    one = brought(house, as_xlsx([["示例支部党员花名册"], [""], CHINESE_HEADER, line("N1")]), "r.xlsx")
    assert one.columns["header"] == 3
    assert counts(checked(house, one)) == {"read": 1, "added": 1, "changed": 0, "unchanged": 0, "refused": 0}


def test_a_file_in_unknown_letters_is_not_guessed(house: House) -> None:
    one = brought(house, as_csv([("會員編號", "姓名"), ("N1", "張三")], "big5"))
    assert one.columns["matched"] == {}
    with pytest.raises(ActionRefused, match="must be matched"):
        checked(house, one)


# What is refused


def refused(
    house: House, *rows: Sequence[str], header: Sequence[str] = HEADER, **more: Any
) -> list[tuple[int, str, str]]:
    return reasons(checked(house, brought(house, as_csv([header, *rows]), **more), more.get("who", "city_officer")))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (line(""), [("number", "empty")]),
        (line("N1", ""), [("name", "empty")]),
        (line("3.30106E+17"), [("number", "inexact")]),
        (line("N" * 41), [("number", "too_long")]),
        (line("N1", "成员\n新"), [("name", "control")]),
        (line("N1", "成员\0新"), [("name", "control")]),
        (line("N1", joined=""), [("joined_on", "empty")]),
        (line("N1", joined="2012-02-30"), [("joined_on", "no_day")]),
        (line("N1", joined="42552"), [("joined_on", "serial")]),
        (line("N1", joined="七月一日"), [("joined_on", "day")]),
        (line("N1", joined="2012-03/04"), [("joined_on", "day")]),
        (line("N1", joined="2099-01-01"), [("joined_on", "future"), ("from_on", "future")]),
        (line("N1", full="2011-01-01"), [("full_on", "full_before_joined")]),
        (line("N1", unit="NOWHERE"), [("unit", "unit")]),
        (line("N1", classes="full;无此类别"), [("classes", "class")]),
        ([*line("N1"), "more"], [("", "fields")]),
        (line("2019/7"), [("number", "shape")]),
        (line(".."), [("number", "shape")]),
        (line("党1"), [("number", "shape")]),
        (line("Operator"), [("number", "taken")]),
        (line("-1"), [("number", "shape")]),
        (line("", "", joined="x"), [("number", "empty"), ("name", "empty"), ("joined_on", "day")]),
    ],
)
def test_a_row_is_refused_with_every_reason(house: House, row: list[str], expected: list[tuple[str, str]]) -> None:
    assert refused(house, line("N0"), row) == [(3, *one) for one in expected]


def test_a_null_letter_in_a_class_is_refused_and_kept_as_every_database_can(house: House) -> None:
    one = written(house, as_csv([HEADER, line("N1", "成员新", "B112", "2012-03-04", classes="\0")]))
    assert ("classes", "class") in [(column, reason) for _row, column, reason in reasons(one)]
    assert one.refusals.get(column="classes").facts == {"word": "\ufffd"}


def test_a_number_that_is_a_null_letter_is_refused_and_looked_for_nowhere(house: House) -> None:
    one = written(house, as_csv([HEADER, ["\0", "", "", "", "", "", ""]]))
    assert (one.read, one.refused) == (1, 1)
    assert (2, "number", "control") in reasons(one)


def test_a_null_letter_in_the_header_is_kept_as_every_database_can(house: House) -> None:
    row = line("N1", "成员新", "B112", "2012-03-04")
    one = written(house, as_csv([[*HEADER, "no\0te"], [*row, "x\0"]]))
    assert (one.added, one.columns["headers"][-1]) == (1, "no\ufffdte")


def test_a_second_row_with_the_same_number_is_refused_and_names_the_first(house: House) -> None:
    one = checked(house, brought(house, as_csv([HEADER, line("N1"), line("Ｎ１", "成员另")])))
    assert reasons(one) == [(3, "number", "duplicate")]
    assert one.refusals.get().facts == {"row": 2}


def test_two_numbers_that_differ_in_case_are_one_in_a_file_and_in_the_roster(house: House) -> None:
    written(house, as_csv([HEADER, line("Ab1", "成员新", "B111", "2012-03-04")]))
    one = checked(house, brought(house, as_csv([HEADER, line("aB1"), line("c1"), line("C1")])))
    assert reasons(one) == [(2, "number", "taken"), (4, "number", "duplicate")]


def test_an_import_moves_nobody(house: House) -> None:
    member = house.member("member")
    assert refused(house, line(member.number, unit="B112", joined="")) == [(2, "unit", "moves")]


def test_an_import_does_not_change_since_when_somebody_is_here(house: House) -> None:
    header, member = [*HEADER, "转入日期"], house.member("member")
    row = line(member.number, member.name, joined="")
    assert refused(house, [*row, "2015-01-01"], header=header) == []
    assert refused(house, [*row, "2016-01-01"], header=header) == [(2, "from_on", "since")]


def test_foreign_units_and_members_look_like_those_that_do_not_exist(house: House) -> None:
    stranger = house.member("stranger")
    left = house.enrol("B111", number="L1")
    from goodstanding.actions.people import members

    members.leave(member=left, why=Member.Leaving.RESIGNED, on=house.today, by=None, at=house.at)
    rows = [line("N1", unit="B211"), line("N2", unit="NOWHERE"), line(stranger.number), line("L1")]
    one = checked(house, brought(house, as_csv([HEADER, *rows]), who="secretary", unit="B111"), "secretary")
    found = [(each.column, each.reason, each.facts) for each in one.refusals.order_by("row", "pk")]
    assert found == [("unit", "unit", {}), ("unit", "unit", {}), ("number", "taken", {}), ("number", "taken", {})]
    # Named with their own unit, they are the same as well.
    assert [
        reason
        for _row, _column, reason in refused(house, line(stranger.number, unit="B211"), who="secretary", unit="B111")
    ] == ["unit", "taken"]


def test_a_closed_unit_is_no_unit(house: House) -> None:
    from goodstanding.actions.people import units

    units.create(
        parent=house.unit("S11"), code="B119", name="Branch", level="branch", type="community", on=house.today,
        scheme=house.scheme, by=None, at=house.at,
    )  # fmt: skip
    units.close(unit=house.unit("B119"), on=house.today, reason="x", by=None, at=house.at)
    assert refused(house, line("N1", unit="B119")) == [(2, "unit", "unit")]


def test_a_workbook_s_formulas_errors_and_lost_digits_are_refused_in_their_cells(house: House) -> None:
    rows: list[list[object]] = [
        [*line("N1")[:1], "=HYPERLINK(1)", *line("N1")[2:]],
        [330106199001011234, *line("N2")[1:]],
        [*line("N3")[:6], 1.5],
    ]
    one = checked(house, brought(house, as_xlsx([HEADER, *rows]), "r.xlsx"))
    assert reasons(one) == [(2, "name", "formula"), (3, "number", "inexact"), (4, "phone", "inexact")]


def test_what_a_form_refuses_a_file_refuses_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = MemberNumbers(pattern="N[0-9]", example="N1")
    scheme = house.scheme.model_copy(update={"member_numbers": numbers})
    monkeypatch.setattr(importer_flows, "the_scheme", lambda: scheme)
    known = house.member()
    rows = [
        line("!!"), line("N2", "!!"), line("N3", joined="1850-07-01"), line("N4", phone="abc"), line("M5"),
        line("Ｎ６", "张 三", phone="１３８ ００００ ００００"), line(known.number, "成员改", "B111", "2010-07-01"),
    ]  # fmt: skip
    one = written(house, as_csv([HEADER, *rows]))
    assert reasons(one) == [
        (2, "number", "shape"), (3, "name", "name"), (4, "joined_on", "no_day"), (5, "phone", "phone"),
        (6, "number", "written_otherwise"),
    ]  # fmt: skip
    new = Member.objects.get(number="N6")
    assert (new.name, new.phone) == ("张三", "138 0000 0000")
    known.refresh_from_db()
    assert known.name == "成员改", "whoever has a number from before keeps it"


def test_the_sheet_of_refused_rows_says_where_what_and_what_to_do_and_hides_telephones(house: House) -> None:
    rows = [line("N1", joined="2012-02-30"), line("N2", phone="1" * 41)]
    one = checked(house, brought(house, as_xlsx([CHINESE_HEADER, *rows]), "r.xlsx"))
    first, second = ROSTER.lines(one)
    assert first[:4] == ["名册", "2", "入党时间", "2012-02-30"]
    assert "no such day" in first[4] and first[5].startswith("Check the day")
    assert second[2:4] == ["联系电话", "•••"]


# All or nothing, once


def test_all_or_nothing_writes_nothing_where_a_row_is_refused_and_tells_which(house: House) -> None:
    one, before = brought(house, as_csv([HEADER, line("N1"), line("", "x")])), everything()
    with pytest.raises(ActionRefused, match="1 rows are refused"):
        importer_flows.write(brought=one, good_only=False, by=house.viewer("city_officer"), at=house.at, tell=quiet)
    one.refresh_from_db()
    assert (everything(), one.state, reasons(one)) == (before, State.CHECKED, [(3, "number", "empty")])


def test_the_good_rows_are_written_and_the_others_told(house: House) -> None:
    one = written(house, as_csv([HEADER, line("N1"), line("", "x"), line("N2")]))
    assert counts(one) == {"read": 3, "added": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert Member.objects.filter(number__in=["N1", "N2"]).count() == 2
    assert reasons(one) == [(3, "number", "empty")]


def test_written_again_an_import_has_been_written_once(house: House) -> None:
    one = written(house, as_csv([HEADER, line("N1")]))
    before = everything()
    importer_flows.write(brought=one, good_only=True, by=house.viewer("city_officer"), at=house.at, tell=quiet)
    assert everything() == before
    assert AuditRow.objects.filter(noun="roster").count() == 1


def test_who_no_longer_holds_the_office_writes_nothing(house: House) -> None:
    one = brought(house, as_csv([HEADER, line("N1")]), who="secretary", unit="B111")
    with pytest.raises(ActionRefused, match="no longer"):
        importer_flows.write(brought=one, good_only=True, by=house.viewer("committee"), at=house.at, tell=quiet)
    assert not Member.objects.filter(number="N1").exists()


# Files


def test_a_file_is_kept_for_nobody_else_and_deleted_once_it_is_imported(house: House) -> None:
    one = brought(house, as_csv([HEADER, line("N1")]), "../../etc/名册.csv")
    path = files.path_of(one.stored_as)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.parent == files.folder()
    give_up(brought=one, by=house.viewer("city_officer"), at=house.at)
    assert not path.exists()
    assert RosterImport.objects.get().state == State.GIVEN_UP


def test_files_that_lie_too_long_are_deleted(house: House) -> None:
    one = brought(house, as_csv([HEADER, line("N1")]))
    path = files.path_of(one.stored_as)
    assert files.tidy() == 0
    old = (timezone.now() - timedelta(days=8)).timestamp()
    os.utime(path, (old, old))
    assert files.tidy() == 1
    with pytest.raises(ActionRefused, match="no longer stored"):
        checked(house, one)


def test_what_is_no_roster_leaves_no_file(house: House) -> None:
    before = set(files.folder().iterdir())
    for content, name in ((b"", "r.csv"), (b"<html>", "r.xlsx"), (b"x", "r.pdf")):
        with pytest.raises(ActionRefused):
            brought(house, content, name)
    assert set(files.folder().iterdir()) == before


# What goes out


def exported(
    house: House, kind: str = "csv", who: str | None = "city_officer", unit: str = "CITY", **more: Any
) -> bytes:
    wanted = exports.ExportChoice(unit=house.unit(unit), kind=kind, **more)
    path = files.fresh(kind)
    try:
        by = house.viewer(who) if who else None
        exports.export(wanted=wanted, path=path, scheme=house.scheme, by=by, at=house.at, tell=quiet)
        return path.read_bytes()
    finally:
        path.unlink()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("chinese", [True, False])
def test_an_export_that_is_imported_again_changes_nothing(house: House, kind: str, chinese: bool) -> None:
    member = house.member("member")
    member.name, member.phone = "=HYPERLINK()", "+86 000"  # type: ignore[assignment]
    member.save()
    before = everything()
    one = written(house, exported(house, kind, chinese=chinese), f"r.{kind}", good_only=False)
    assert counts(one) == {"read": 40, "added": 0, "changed": 0, "unchanged": 40, "refused": 0}
    assert everything() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_telephone_that_looks_like_lost_digits_is_no_fault_where_the_roster_has_it(house: House, kind: str) -> None:
    member = house.member()
    member.phone = "1E100"  # type: ignore[assignment]
    member.save()
    before = everything()
    one = written(house, exported(house, kind), f"r.{kind}", good_only=False)
    assert (one.changed, one.refused, everything()) == (0, 0, before)
    new = line(member.number, member.name, "", "2010-07-01", phone="2E100")
    assert ("phone", "inexact") in [
        (column, why) for _row, column, why in reasons(written(house, as_csv([HEADER, new])))
    ]


def test_a_sheet_holds_nothing_that_a_program_would_carry_out(house: House) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "'=1"]
    for place, name in enumerate(names):
        stored(house.enrol("B111", number=f"N{place}"), name=name)
    rows = list(csv.reader(exported(house, unit="B111").decode("utf-8-sig").splitlines()))
    told = {row[0]: row[1] for row in rows}
    assert [told[f"N{place}"] for place in range(6)] == [f"'{name}" for name in names]
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(exported(house, "xlsx", unit="B111"))
        cells = [cell for row in load_workbook(file.name).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value or " ")[0] in "=+-@＝"]


def test_a_csv_begins_with_the_mark_that_excel_needs(house: House) -> None:
    assert exported(house).startswith(b"\xef\xbb\xbf")


def test_every_export_leaves_a_line_with_every_member_but_the_viewer(house: House) -> None:
    for _time in range(2):
        exported(house, who="secretary", unit="B111")
    record_views = RecordView.objects.filter(how=RecordView.How.EXPORT)
    assert record_views.filter(member=house.member("member")).count() == 2
    assert record_views.filter(member=house.member("secretary")).count() == 0
    assert record_views.count() == 8
    assert record_views.first().office == f"secretary · {house.branch.name}"  # type: ignore[union-attr]


def test_an_export_reaches_no_further_than_the_office(house: House) -> None:
    rows = list(csv.reader(exported(house, who="sub_district_officer", unit="S11").decode("utf-8-sig").splitlines()))
    assert {row[2] for row in rows[1:]} == {"B111", "B112"}


def test_an_export_is_narrowed_down_as_the_list_is(house: House) -> None:
    house.enrol("B111", "张三丰", "N1")
    rows = list(csv.reader(exported(house, who="secretary", unit="B111", text="zsf").decode("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == ["N1"]
    none = exported(house, who="secretary", unit="B111", word="retired").decode("utf-8-sig").splitlines()
    assert len(none) == 1


# Laws

text = st.text(st.characters(codec="utf-8"), max_size=12)
cells = st.one_of(
    text,
    st.sampled_from(
        ["", "N1", "N2", "11104", "B111", "B211", "2012-03-04", "2012-13-01", "正式党员", "full", "=1+1", "42552"]
    ),
)
tables = st.lists(st.lists(cells, min_size=0, max_size=8), max_size=12)
LAWFUL = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def stored(member: Member, **values: Any) -> None:
    """As the roster may have it from before anybody looked at such values."""
    for name, value in values.items():
        setattr(member, name, value)
    member.save()


def blank(row: list[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in row)


@LAWFUL
@given(table=tables, kind=st.sampled_from(["csv", "xlsx"]))
def test_accepted_and_refused_are_what_was_read_and_the_second_time_nothing_changes(
    house: House, table: list[list[str]], kind: str
) -> None:
    if kind == "xlsx":
        table = [[cell for cell in row if cell.isprintable()] for row in table]
    content = as_xlsx([HEADER, *table]) if kind == "xlsx" else as_csv([HEADER, *table])
    first = written(house, content, f"r.{kind}")
    assert first.read == sum(1 for row in table if not blank(row))
    assert first.read == first.added + first.changed + first.unchanged + first.refused
    assert len({row for row, _column, _reason in reasons(first)}) == first.refused
    before = everything()
    second = written(house, content, f"r.{kind}")
    assert (second.added, second.changed, second.refused) == (0, 0, first.refused)
    assert everything() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("phone", ["'+%n", "''-1", "+%n", "'a"])
def test_a_number_of_before_that_begins_with_a_quote_is_no_change(house: House, phone: str, kind: str) -> None:
    member = house.enrol("B111", number="H1")
    stored(member, phone=phone)
    one = written(house, exported(house, kind), f"r.{kind}", good_only=False)
    assert (one.added, one.changed, one.refused) == (0, 0, 0)
    member.refresh_from_db()
    assert member.phone == phone


names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20)
people = st.lists(
    # A name of dots alone is none: it is empty as soon as it is spelled.
    st.tuples(
        names.filter(lambda name: spelling.name_of(name.strip())),
        names.map(str.strip),
        st.dates(date(1950, 1, 1), date(2016, 1, 1)),
    ),
    max_size=5,
)


@LAWFUL
@given(people=people, kind=st.sampled_from(["csv", "xlsx"]))
def test_whoever_is_in_the_roster_goes_out_and_comes_in_unchanged(
    house: House, people: list[tuple[str, str, date]], kind: str
) -> None:
    for place, (name, phone, joined) in enumerate(people):
        number = f"H{timezone.now().timestamp()}{place}"
        stored(house.enrol("B111", number=number), name=spelling.name_of(name.strip()), phone=phone, joined_on=joined)
    before = everything()
    one = written(house, exported(house, kind), f"r.{kind}", good_only=False)
    assert (one.added, one.changed, one.refused) == (0, 0, 0)
    assert everything() == before
