"""What `lake build` refuses, row by row, and that it builds the whole lake or nothing."""

import gzip
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.period import month_text, parse_month
from goodstanding.engine.problems import InputError
from goodstanding.lake.check import check_lake
from goodstanding.lake.layout import Lake
from tests.lake.files import HEADERS, SOUND, Rows, build, content, errors, facts_of, read, write_csv

#: table, lines to add, row of the first refused line counted from the first added one, column, words of the reason
FAULTS = {
    "a unit with a word for an id": ("units", ["x,1,branch,village,A"], 0, "unit_id", "whole number"),
    "a unit without an id": ("units", [",1,branch,village,A"], 0, "unit_id", "empty"),
    "an id beyond 64 bits": ("units", ["9223372036854775808,1,branch,village,A"], 0, "unit_id", "64 bits"),
    "an id with a decimal point": ("units", ["1.5,1,branch,village,A"], 0, "unit_id", "whole number"),
    "the same unit twice": ("units", ["11,1,branch,village,A"], 0, "unit_id", "earlier row has this unit_id"),
    "a second root": ("units", ["20,,city,city,A"], 0, "parent_id", "root already"),
    "an unknown parent": ("units", ["20,99,branch,village,A"], 0, "parent_id", "no unit has this id"),
    "a unit below a refused one": (
        "units",
        ["20,99,a,b,A", "21,20,a,b,B"],
        1,
        "parent_id",
        "above this one is refused",
    ),
    "a unit that is its own parent": ("units", ["20,20,branch,village,A"], 0, "parent_id", "above itself"),
    "a circle of units": ("units", ["20,21,a,b,A", "21,20,a,b,B"], 0, "parent_id", "above itself"),
    "a member of an unknown unit": ("members", ["9,99,full,2016-01,"], 0, "unit_id", "no accepted unit"),
    "a member's impossible month": ("members", ["9,11,full,2016-13,"], 0, "from", "not a month"),
    "a member without a beginning": ("members", ["9,11,full,,"], 0, "from", "empty"),
    "a day where a month belongs": ("members", ["9,11,full,2016-01,2016-02-01"], 0, "until", "not a month"),
    "an end for ever": ("members", ["9,11,full,2016-01,9999-12"], 0, "until", "not a month of the years"),
    "an end that is the beginning": ("members", ["9,11,full,2016-02,2016-02"], 0, "until", "not after from"),
    "a member twice in a month": ("members", ["1,12,full,2016-05,2016-06"], 0, "from", "earlier row has this member"),
    "a member again before the first time": ("members", ["1,12,full,2015-01,2016-02"], 0, "from", "earlier row"),
    "the same fact twice": ("facts", ["1,member,1,meeting.held,1,2016-01-15"], 0, "fact_id", "earlier row"),
    "a fact about neither": ("facts", ["9,party,1,meeting.held,1,2016-01-15"], 0, "subject", "neither"),
    "a fact for no member": ("facts", ["9,member,99,meeting.held,1,2016-01-15"], 0, "subject_id", "nobody"),
    "a fact for no unit": ("facts", ["9,unit,2,meeting.held,1,2016-01-15"], 0, "subject_id", "nobody"),
    "a fact of no kind": ("facts", ["9,member,1,,1,2016-01-15"], 0, "kind", "empty"),
    "a kind of blanks": ("facts", ["9,member,1,  ,1,2016-01-15"], 0, "kind", "empty"),
    "a negative value": ("facts", ["9,member,1,a,-0.5,2016-01-15"], 0, "value", "negative"),
    "a fourth decimal": ("facts", ["9,member,1,a,0.1234,2016-01-15"], 0, "value", "more than three decimals"),
    "a value just too large": ("facts", ["9,member,1,a,1000000.001,2016-01-15"], 0, "value", "1,000,000"),
    "a value of thirty digits": ("facts", [f"9,member,1,a,{'9' * 30},2016-01-15"], 0, "value", "1,000,000"),
    "a value in words": ("facts", ["9,member,1,a,one,2016-01-15"], 0, "value", "not a decimal"),
    "a value with an exponent": ("facts", ["9,member,1,a,1e3,2016-01-15"], 0, "value", "not a decimal"),
    "a value with underscores": ("facts", ["9,member,1,a,1_0,2016-01-15"], 0, "value", "not a decimal"),
    "a day that does not exist": ("facts", ["9,member,1,a,1,2016-02-30"], 0, "occurred_on", "not a date"),
    "a date with slashes": ("facts", ["9,member,1,a,1,2016/01/15"], 0, "occurred_on", "not a date"),
    "a date without zeros": ("facts", ["9,member,1,a,1,2016-1-5"], 0, "occurred_on", "not a date"),
    "a date of another age": ("facts", ["9,member,1,a,1,0016-01-15"], 0, "occurred_on", "not a date"),
    "a date with a time": ("facts", ["9,member,1,a,1,2016-01-15 10:00:00"], 0, "occurred_on", "not a date"),
    "a missing date": ("facts", ["9,member,1,a,1,"], 0, "occurred_on", "empty"),
    "too few fields": ("facts", ["9,member,1,a,1"], 0, "", "fields"),
    "too many fields": ("facts", ["9,member,1,a,1,2016-01-15,"], 0, "", "fields"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_refuses_with_row_and_column(case: str, tmp_path: Path) -> None:
    table, lines, offset, column, words = FAULTS[case]
    rows = Rows()
    first = 2 + len(rows.lines(table))
    rows.lines(table).extend(lines)
    built = build(tmp_path, rows.written(tmp_path / "in"))
    found = errors(tmp_path)[offset]
    assert (found["file"], found["row"], found["column"]) == (
        str(tmp_path / "in" / f"{table}.csv"),
        str(first + offset),
        column,
    )
    assert words in found["reason"]
    assert found["what_to_do"]
    assert not built.built
    assert not (tmp_path / "lake").exists()


@pytest.mark.parametrize("case", FAULTS)
def test_skipping_errors_builds_what_is_left(case: str, tmp_path: Path) -> None:
    table, lines, *_ = FAULTS[case]
    rows = Rows()
    rows.lines(table).extend(lines)
    built = build(tmp_path, rows.written(tmp_path / "in"), skip_errors=True)
    clean = build(tmp_path / "clean", Rows().written(tmp_path / "in"))
    count = getattr(built, table)
    assert built.built and clean.built
    assert (count.accepted, count.refused) == (len(SOUND[table]), len(lines))
    assert content(tmp_path / "lake") == content(tmp_path / "clean" / "lake")


def test_the_lake_is_what_the_contract_says(tmp_path: Path) -> None:
    assert build(tmp_path, Rows().written(tmp_path / "in")).built
    lake = tmp_path / "lake"
    assert [row["unit_id"] for row in read(lake / "units.parquet").to_pylist()] == [1, 11, 12]
    assert {path.parent.name for path in (lake / "members").rglob("*.parquet")} == {
        "month=2016-01",
        "month=2016-02",
        "month=2016-03",
    }
    assert read(lake / "members" / "month=2016-02" / "part-0000.parquet").to_pylist() == [
        {"member_id": 1, "unit_id": 11, "classes": ["full", "secretary"]},
        {"member_id": 2, "unit_id": 12, "classes": ["full"]},
        {"member_id": 3, "unit_id": 12, "classes": []},
    ]
    march = read(lake / "facts" / "month=2016-03" / "part-0000.parquet")
    assert [(row["subject"], row["value"]) for row in march.to_pylist()] == [("member", None), ("unit", 1_000_000_000)]
    assert march.schema.types == [pa.int64(), pa.string(), pa.int64(), pa.string(), pa.int64(), pa.date32()]
    assert {path.name for path in tmp_path.iterdir()} == {"in", "lake"}


def test_facts_are_sorted_by_subject_in_row_groups_of_one_size(tmp_path: Path) -> None:
    rows = Rows()
    rows.facts = [f"{n},member,{1 + n * 7 % 3},a,1,2016-01-{1 + n % 28:02d}" for n in range(130_000)]
    assert build(tmp_path, rows.written(tmp_path / "in")).built
    path = tmp_path / "lake" / "facts" / "month=2016-01" / "part-0000.parquet"
    with pq.ParquetFile(path) as file:
        groups = [file.metadata.row_group(group) for group in range(file.num_row_groups)]
        assert [group.num_rows for group in groups] == [122_880, 7_120]
        assert groups[0].column(2).compression == "ZSTD"
    keys = [(row["subject"], row["subject_id"], row["occurred_on"], row["fact_id"]) for row in read(path).to_pylist()]
    assert keys == sorted(keys)


def test_a_built_lake_is_never_written_over(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    build(tmp_path, files)
    before = content(tmp_path / "lake")
    with pytest.raises(InputError, match="already there and not empty"):
        build(tmp_path, files)
    assert content(tmp_path / "lake") == before


def test_a_refused_unit_takes_its_members_and_their_facts_along(tmp_path: Path) -> None:
    rows = Rows()
    rows.units[2] = "12,99,branch,village,乙支部"
    built = build(tmp_path, rows.written(tmp_path / "in"), skip_errors=True)
    assert (built.units.refused, built.members.refused, built.facts.refused) == (1, 2, 1)
    assert [found["column"] for found in errors(tmp_path)] == ["parent_id", "unit_id", "unit_id", "subject_id"]


def test_without_a_root_nothing_is_built_even_when_skipping_errors(tmp_path: Path) -> None:
    rows = Rows()
    rows.units[0] = "1,12,city,city,Root"
    built = build(tmp_path, rows.written(tmp_path / "in"), skip_errors=True)
    assert not built.built
    assert errors(tmp_path)[0]["reason"] == "no unit is the root"


def test_the_first_of_three_overlapping_rows_stays_and_so_does_one_that_only_met_a_refused_row(tmp_path: Path) -> None:
    rows = Rows()
    rows.members = [
        "1,11,,2016-01,2016-04",
        "1,12,,2016-03,2016-08",
        "1,12,,2016-05,",
        "2,12,,2016-01,",
        "3,12,,2016-01,",
    ]
    build(tmp_path, rows.written(tmp_path / "in"))
    assert [(found["row"], found["column"]) for found in errors(tmp_path)] == [("3", "from")]


def test_a_fact_id_is_known_across_files_and_the_first_file_wins(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"].append(
        write_csv(tmp_path / "in" / "more.csv", "facts", ["5,member,1,a,1,2016-01-01", *SOUND["facts"]])
    )
    built = build(tmp_path, files)
    assert (built.facts.read, built.facts.accepted, built.facts.refused) == (9, 5, 4)
    assert {(found["file"], found["row"]) for found in errors(tmp_path)} == {
        (str(tmp_path / "in" / "more.csv"), str(row)) for row in (3, 4, 5, 6)
    }


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("fact_id,subject,subject_id,kind,occurred_on", "missing: value"),
        ("fact_id,subject,subject_id,kind,value,occurred_on,note", "unknown: note"),
        ("fact_id,subject,subject_id,kind,value,value,occurred_on", "twice: value"),
        ("fact_id|subject|subject_id|kind|value|occurred_on", "missing: fact_id, subject"),
        ("", "missing: fact_id"),
    ],
)
def test_a_file_with_other_columns_is_refused_whole(header: str, words: str, tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"][0].write_text(f"{header}\n1,member,1,a,1,2016-01-15\n")
    built = build(tmp_path, files, skip_errors=True)
    assert not built.built
    assert words in errors(tmp_path)[0]["value"]
    assert (built.facts.read, built.facts.refused) == (1, 1)


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["units"][0].write_text("name,unit_id,type,level,parent_id\nRoot,1,city,city,\nA,11,x,b,1\nB,12,y,b,1\n")
    assert build(tmp_path, files).built
    assert read(tmp_path / "lake" / "units.parquet").to_pylist()[1]["name"] == "A"


def test_a_byte_order_mark_windows_line_ends_and_quoted_line_breaks_are_no_hindrance(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    lines = [
        HEADERS["units"],
        '1,,city,city,"Root',
        'of all, ""the"" first"',
        "",
        "11,1,b,c,甲",
        "12,1,b,c,B",
        "x,1,b,c,C",
    ]
    files["units"][0].write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    build(tmp_path, files, skip_errors=True)
    assert read(tmp_path / "lake" / "units.parquet").to_pylist()[0]["name"] == 'Root\r\nof all, "the" first'
    # Records, not lines: the quoted line break does not count, the blank line does.
    assert [(found["row"], found["value"]) for found in errors(tmp_path)] == [("6", "x")]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest_in_silence(tmp_path: Path) -> None:
    rows = Rows()
    rows.units.insert(1, '10,1,a,b,"open')
    built = build(tmp_path, rows.written(tmp_path / "in"), skip_errors=True)
    assert not built.built
    assert "cannot be read" in errors(tmp_path)[0]["reason"]


def test_text_that_is_not_utf8_is_refused_by_row_and_column(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    data = (
        "\n".join([HEADERS["units"], *SOUND["units"]]).encode()
        + b"\n13,1,b,c,"
        + "支部".encode("gbk")
        + b"\n14,\xff,b\n"
    )
    files["units"][0].write_bytes(data)
    build(tmp_path, files)
    assert [(found["row"], found["column"]) for found in errors(tmp_path)] == [("5", "name"), ("6", "")]
    assert "UTF-8" in errors(tmp_path)[0]["reason"]


def test_row_numbers_hold_among_malformed_rows_over_many_blocks(tmp_path: Path) -> None:
    rows = Rows()
    rows.facts = [f"{n},member,1,{'k' * 40},1,2016-01-15" for n in range(150_000)]
    wrong = {
        0: "a,b",
        70_000: "x,member,1,a,1,2016-01-15",
        70_001: "",
        149_998: "1,2,3",
        149_999: "y,member,1,a,1,2016-01-15",
    }
    for at, line in wrong.items():
        rows.facts[at] = line
    built = build(tmp_path, rows.written(tmp_path / "in"))
    assert [int(found["row"]) - 2 for found in errors(tmp_path)] == [0, 70_000, 149_998, 149_999]
    assert (built.facts.read, built.facts.refused) == (149_999, 4)


def test_gzip_is_read_and_a_cut_off_one_is_never_built(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    whole = gzip.compress(files["facts"][0].read_bytes())
    files["facts"] = [tmp_path / "in" / "facts.csv.gz"]
    files["facts"][0].write_bytes(whole)
    assert build(tmp_path / "whole", files).built
    assert facts_of(tmp_path / "whole" / "lake") == 4
    files["facts"][0].write_bytes(whole[:-12])
    assert not build(tmp_path, files, skip_errors=True).built
    assert "cannot be read" in errors(tmp_path)[0]["reason"]


def test_the_errors_file_is_for_excel_and_holds_no_formula(tmp_path: Path) -> None:
    rows = Rows()
    rows.facts += ["=1+1,member,1,a,1,2016-01-15", "@x,member,1,a,1,2016-01-15", "9,member,1,a,-5,2016-01-15"]
    rows.facts += ['"\t9",member,1,a,1,2016-01-15', "+9,member,1,a,1,2016-01-15"]
    build(tmp_path, rows.written(tmp_path / "in"))
    assert (tmp_path / "errors.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [found["value"] for found in errors(tmp_path)] == ["'=1+1", "'@x", "'-5", "'+9"]


def test_without_refusals_there_is_no_errors_file_nor_that_of_a_build_before(tmp_path: Path) -> None:
    assert not build(tmp_path, Rows(facts=["x,member,1,meeting.held,1,2016-01-15"]).written(tmp_path / "in")).built
    assert (tmp_path / "errors.csv").exists()
    assert build(tmp_path, Rows().written(tmp_path / "in")).errors_file is None
    assert {path.name for path in tmp_path.iterdir()} == {"in", "lake"}


def test_a_file_of_another_kind_is_not_taken_for_an_errors_file_and_stays(tmp_path: Path) -> None:
    (tmp_path / "errors.csv").write_text("file,mine\n", encoding="utf-8")
    assert build(tmp_path, Rows().written(tmp_path / "in")).built
    assert (tmp_path / "errors.csv").read_text(encoding="utf-8") == "file,mine\n"


def test_a_quiet_last_month_has_its_members_where_it_is_named(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    assert build(tmp_path, files, to=parse_month("2016-06")).built
    lake = Lake(tmp_path / "lake")
    assert [month_text(month) for month in lake.months("members")] == [f"2016-0{month}" for month in range(1, 7)]
    assert [month_text(month) for month in lake.months("facts")][-1] == "2016-03"
    march, june = (content(lake.root)[f"members/month=2016-0{month}/part-0000.parquet"] for month in (3, 6))
    assert march == june
    assert check_lake(lake, []).faults == ()


def test_a_last_month_before_what_the_files_tell_of_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--to 2016-02 is before 2016-03, the last month that the members and facts"):
        build(tmp_path, Rows().written(tmp_path / "in"), to=parse_month("2016-02"))
    assert {path.name for path in tmp_path.iterdir()} == {"in"}


@pytest.mark.parametrize("name", ["value=1000", "a*b?[c]", "it's {a} 新"])
def test_files_and_lakes_in_folders_of_any_name_give_the_same(name: str, tmp_path: Path) -> None:
    for place in ("plain", name, "aXbXc"):
        assert build(tmp_path / place, Rows().written(tmp_path / place / "in")).built
    assert content(tmp_path / name / "lake") == content(tmp_path / "plain" / "lake")


@pytest.mark.parametrize("place", ["lake/errors.csv", "in/facts.csv"])
def test_an_errors_file_that_would_do_harm_is_refused(place: str, tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    (tmp_path / "errors.csv").symlink_to(tmp_path / place)
    with pytest.raises(InputError, match="errors file"):
        build(tmp_path, files)
    assert files["facts"][0].read_text().startswith("fact_id")


@pytest.mark.parametrize("name", ["facts.txt", "missing.csv", "missing.parquet", "missing.xlsx"])
def test_files_that_are_not_there_or_of_no_known_format_are_refused(name: str, tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    (tmp_path / "in" / "facts.txt").write_text("x")
    files["facts"] = [tmp_path / "in" / name]
    assert not build(tmp_path, files, skip_errors=True).built
    assert errors(tmp_path)[0]["file"] == str(files["facts"][0])


def test_a_workbook_named_csv_is_told_from_text(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    with zipfile.ZipFile(files["facts"][0], "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", bytes(range(256)) * 4)
    build(tmp_path, files)
    assert "not UTF-8 text" in errors(tmp_path)[0]["reason"]
