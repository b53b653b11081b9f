"""The same rows are the same lake in every format, and what each format can do to a row."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.lake.files import HEADERS, SOUND, Rows, build, content, errors, read, write_csv, write_xlsx
from tests.lake.schemes import scheme

FACT = [9, "member", 1, "a", 1, date(2016, 1, 15)]


def _cells(table: str) -> list[list[str]]:
    return [line.split(",") for line in (HEADERS[table], *SOUND[table])]


def _as_xlsx(folder: Path) -> dict[str, list[Path]]:
    return {table: [write_xlsx(folder / f"{table}.xlsx", _cells(table))] for table in HEADERS}


def _typed_xlsx(folder: Path) -> dict[str, list[Path]]:
    """As somebody would type it: numbers, dates, and months that the spreadsheet turned into dates."""

    def typed(text: str) -> object:
        for read_as in (float, date.fromisoformat, lambda month: datetime.fromisoformat(f"{month}-01")):
            try:
                return read_as(text)
            except ValueError:
                continue
        return text or None

    return {
        table: [write_xlsx(folder / f"{table}.xlsx", [[typed(cell) for cell in row] for row in _cells(table)])]
        for table in HEADERS
    }


def _as_parquet(folder: Path) -> dict[str, list[Path]]:
    files = {}
    for table in HEADERS:
        header, *rows = _cells(table)
        columns: dict[str, Any] = {name: [row[at] or None for row in rows] for at, name in enumerate(header)}
        for name in [name for name in header if name.endswith("_id")]:
            columns[name] = [None if cell is None else int(cell) for cell in columns[name]]
        if table == "facts":
            columns["value"] = [
                None if cell is None else Decimal(cell).quantize(Decimal("0.00001")) for cell in columns["value"]
            ]
            columns["occurred_on"] = [date.fromisoformat(cell) for cell in columns["occurred_on"]]
        if table == "members":
            columns["classes"] = [cell.split(";") if cell else [] for cell in columns["classes"]]
        path = folder / f"{table}.parquet"
        pq.write_table(pa.table(columns), path)
        files[table] = [path]
    return files


@pytest.mark.parametrize("written", [_as_xlsx, _typed_xlsx, _as_parquet])
def test_the_same_rows_make_the_same_lake(written: Any, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert build(tmp_path / "csv", Rows().written(tmp_path / "in")).built
    built = build(tmp_path, written(tmp_path / "in"))
    assert (built.built, errors(tmp_path)) == (True, [])
    assert content(tmp_path / "lake") == content(tmp_path / "csv" / "lake")


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({0: 2.0**53 + 2}, "fact_id", "too large for a spreadsheet"),
        ({0: 1.5}, "fact_id", "whole number"),
        ({0: True}, "fact_id", "whole number"),
        ({0: "#N/A"}, "fact_id", "error of the spreadsheet"),
        ({3: "#N/A"}, "kind", "error of the spreadsheet"),
        ({3: "k" * 1001}, "kind", "more than 1,000 letters"),
        ({0: 10**15}, "fact_id", "too large for a spreadsheet"),
        ({4: 0.1234}, "value", "more than three decimals"),
        ({4: "=1/2"}, "value", "formula"),
        ({4: date(2016, 1, 1)}, "value", "not a decimal"),
        ({5: datetime.fromisoformat("2016-01-15T10:30")}, "occurred_on", "not a date"),
        ({5: 42384}, "occurred_on", "not a date"),
        ({6: "a note"}, "", "more or fewer fields"),
    ],
)
def test_a_spreadsheets_faulty_cell_is_refused_with_its_sheet(
    changed: dict[int, object], column: str, words: str, tmp_path: Path
) -> None:
    files = Rows().written(tmp_path / "in")
    row: list[object] = [*FACT, None]
    for at, cell in changed.items():
        row[at] = cell
    header = HEADERS["facts"].split(",")
    files["facts"] = [
        write_xlsx(tmp_path / "in" / "facts.xlsx", [header, [*FACT[:4], 0.5, FACT[5]], [], [8, *row[1:6]], row])
    ]
    built = build(tmp_path, files)
    found = errors(tmp_path)[-1]
    assert (found["sheet"], found["row"], found["column"]) == ("Sheet of facts", "5", column)
    assert words in found["reason"]
    assert built.facts.read == 3


@pytest.mark.parametrize(
    ("data", "words", "remedy"),
    [
        (b"<html><table><tr><td>fact_id</td></tr></table></html>", "a web page", "Open it, and save it as Excel"),
        (b"fact_id,subject\n1,member\n", "seems to be CSV", "name it .csv"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "old .xls workbook or one with a password",
            "Save it as .xlsx",
        ),
        (b"", "not a workbook", "Save it as Excel workbook"),
        (b"PK\x03\x04" + bytes(500), "damaged or was cut off", "copy it here again"),
    ],
)
def test_something_else_named_xlsx_is_refused_with_its_remedy(
    data: bytes, words: str, remedy: str, tmp_path: Path
) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [tmp_path / "in" / "facts.xlsx"]
    files["facts"][0].write_bytes(data)
    assert not build(tmp_path, files, skip_errors=True).built
    (found,) = [line for line in errors(tmp_path) if line["file"].endswith("facts.xlsx")]
    assert words in found["reason"]
    assert remedy in found["what_to_do"]
    assert found["row"] == ""


def test_a_fraction_is_what_was_typed(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [
        write_xlsx(tmp_path / "in" / "facts.xlsx", [HEADERS["facts"].split(","), [*FACT[:4], 0.1 + 0.2, FACT[5]]])
    ]
    assert build(tmp_path, files).built
    assert [row["value"] for path, rows in content(tmp_path / "lake").items() if "facts" in path for row in rows] == [
        300
    ]


def test_merged_cells_say_the_same_in_each_of_their_rows(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    rows: list[list[object]] = [[8, *FACT[1:]], [9, *FACT[1:5], None], [10, *FACT[1:5], None]]
    files["facts"] = [write_xlsx(tmp_path / "in" / "facts.xlsx", [HEADERS["facts"].split(","), *rows])]
    book = openpyxl.load_workbook(files["facts"][0])
    book.active.merge_cells("F2:F4")
    book.save(files["facts"][0])
    assert build(tmp_path, files).built
    found = [row for path, rows in content(tmp_path / "lake").items() if "facts" in path for row in rows]
    assert {row["fact_id"]: row["occurred_on"] for row in found} == dict.fromkeys([8, 9, 10], date(2016, 1, 15))


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [write_xlsx(tmp_path / "in" / "facts.xlsx", [HEADERS["facts"].split(","), FACT])]
    book = openpyxl.load_workbook(files["facts"][0])
    book.create_sheet("Notes", 0).sheet_state = "hidden"
    book.save(files["facts"][0])
    assert build(tmp_path, files).facts.accepted == 1


def test_a_cell_far_to_the_right_that_holds_nothing_is_nothing(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [write_xlsx(tmp_path / "in" / "facts.xlsx", [HEADERS["facts"].split(","), FACT])]
    book = openpyxl.load_workbook(files["facts"][0])
    book.active.cell(2, 101).font = openpyxl.styles.Font(bold=True)
    book.active.cell(2, 9).value = "\u200b\t"
    book.save(files["facts"][0])
    assert build(tmp_path, files).facts.accepted == 1


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", "\t"), ("utf-8-sig", ";"), ("utf-16", ","), ("utf-16", "\t")]
)
def test_a_text_file_is_read_as_spreadsheet_programs_save_it(encoding: str, delimiter: str, tmp_path: Path) -> None:
    assert build(tmp_path / "csv", Rows().written(tmp_path / "csv" / "in")).built
    files = Rows().written(tmp_path / "in")
    for table in ("units", "facts"):
        text = files[table][0].read_text(encoding="utf-8").replace(",", delimiter)
        files[table][0].write_text(text, encoding=encoding)
    built = build(tmp_path, files)
    assert (built.built, errors(tmp_path)) == (True, [])
    assert content(tmp_path / "lake") == content(tmp_path / "csv" / "lake")


def test_letters_are_not_guessed(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    text = files["units"][0].read_text(encoding="utf-8")
    files["units"][0].write_text(text, encoding="gb18030")
    assert not build(tmp_path, files).built
    refused = [line for line in errors(tmp_path) if line["file"].endswith("units.csv")]
    assert [(line["row"], line["column"]) for line in refused] == [("3", "name"), ("4", "name")]
    assert "CSV UTF-8" in refused[0]["what_to_do"]


@pytest.mark.parametrize("edge", ["\t", " ", "\u3000", "\u00a0", "\u200b", "\ufeff"])
def test_what_is_no_content_at_the_ends_of_a_cell_is_dropped(edge: str, tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    line = ",".join(f"{edge}{cell}{edge}" for cell in ["9", "member", "1", "meeting.held", "1", "2016-01-15"])
    files["facts"] = [write_csv(tmp_path / "in" / "facts.csv", "facts", [line])]
    built = build(tmp_path, files)
    assert (built.built, errors(tmp_path)) == (True, [])
    found = [row for path, rows in content(tmp_path / "lake").items() if "facts" in path for row in rows]
    assert [(row["fact_id"], row["kind"]) for row in found] == [(9, "meeting.held")]


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_not_opened(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [write_xlsx(tmp_path / "in" / "facts.xlsx", [HEADERS["facts"].split(","), FACT])]
    with zipfile.ZipFile(files["facts"][0], "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/zeros", bytes(20_000_000))
    assert not build(tmp_path, files, skip_errors=True).built
    assert "unpacks to more" in errors(tmp_path)[0]["reason"]


def test_a_damaged_workbook_is_a_reason_and_not_a_crash(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    whole = write_xlsx(tmp_path / "in" / "whole.xlsx", [HEADERS["facts"].split(","), FACT])
    files["facts"] = [tmp_path / "in" / "facts.xlsx"]
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(files["facts"][0], "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: 200 if "sheet1" in name else None])
    assert not build(tmp_path, files, skip_errors=True).built
    assert "damaged after row 0" in errors(tmp_path)[0]["reason"]
    assert "copy it here again" in errors(tmp_path)[0]["what_to_do"]


def test_a_workbook_that_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    facts = [[number, *FACT[1:]] for number in range(5_000)]
    whole = write_xlsx(tmp_path / "in" / "whole.xlsx", [HEADERS["facts"].split(","), *facts])
    files["facts"] = [tmp_path / "in" / "facts.xlsx"]
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(files["facts"][0], "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: -100_000 if "sheet1" in name else None])
    built = build(tmp_path, files, skip_errors=True)
    (found,) = errors(tmp_path)
    assert not built.built
    assert int(found["row"]) > 1_000
    assert "cannot be read" in found["reason"]
    assert "damaged after row" in found["value"]


def _facts_table(**columns: Any) -> pa.Table:
    n = len(next(iter(columns.values())))
    sound = {
        "fact_id": list(range(n)),
        "subject": ["member"] * n,
        "subject_id": [1] * n,
        "kind": ["a"] * n,
        "value": ["1"] * n,
        "occurred_on": [date(2016, 1, 15)] * n,
    }
    rows: dict[str, Any] = {**sound, **columns}
    return pa.table(rows)


def _build_parquet(tmp_path: Path, table: pa.Table) -> Any:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [tmp_path / "in" / "facts.parquet"]
    pq.write_table(table, files["facts"][0])
    return build(tmp_path, files, skip_errors=True)


@pytest.mark.parametrize(
    "values",
    [
        ["0.5", None, "2"],
        [0.5, None, 2.0],
        pa.array([0.5, None, 2], pa.float32()),
        [Decimal("0.50000"), None, Decimal(2)],
        pa.array(["0.5", None, "2"]).dictionary_encode(),
    ],
)
def test_parquet_values_may_be_text_floats_or_decimals(values: Any, tmp_path: Path) -> None:
    assert _build_parquet(tmp_path, _facts_table(value=values)).facts.refused == 0
    path = tmp_path / "lake" / "facts" / "month=2016-01" / "part-0000.parquet"
    assert read(path).column("value").to_pylist() == [500, None, 2000]


def test_whole_parquet_values_are_whole_units(tmp_path: Path) -> None:
    _build_parquet(tmp_path, _facts_table(value=[1, None, 1_000_000]))
    path = tmp_path / "lake" / "facts" / "month=2016-01" / "part-0000.parquet"
    assert read(path).column("value").to_pylist() == [1000, None, 1_000_000_000]


def test_parquet_rows_are_refused_by_their_number(tmp_path: Path) -> None:
    values = [0.1, 0.1 + 0.2, float("nan"), -1.0, 1e300, float("inf"), 1e-7, 0.3]
    built = _build_parquet(tmp_path, _facts_table(value=values))
    assert [found["row"] for found in errors(tmp_path)] == ["2", "3", "4", "5", "6", "7"]
    assert (built.facts.read, built.facts.accepted, built.built) == (8, 2, True)


def test_parquet_ids_that_pandas_made_floats_are_taken_where_they_are_whole(tmp_path: Path) -> None:
    built = _build_parquet(tmp_path, _facts_table(fact_id=[1.0, 2.5, 2.0**53 + 2, None]))
    assert built.facts.accepted == 1
    assert [found["column"] for found in errors(tmp_path)] == ["fact_id"] * 3


def test_a_parquet_column_of_another_nature_refuses_the_file(tmp_path: Path) -> None:
    assert not _build_parquet(tmp_path, _facts_table(kind=[["a"]])).built
    assert "the column kind has the type list" in errors(tmp_path)[0]["value"]


@pytest.mark.parametrize("keep", [0, 100, -20])
def test_a_damaged_parquet_file_is_a_reason_and_not_a_crash(keep: int, tmp_path: Path) -> None:
    files = Rows().written(tmp_path / "in")
    files["facts"] = [tmp_path / "in" / "facts.parquet"]
    pq.write_table(_facts_table(value=["1"] * 100), files["facts"][0])
    files["facts"][0].write_bytes(files["facts"][0].read_bytes()[:keep])
    assert not build(tmp_path, files, skip_errors=True).built
    assert "not a Parquet file" in errors(tmp_path)[0]["reason"]


def test_words_that_no_scheme_names_are_told_once_each_with_their_count(tmp_path: Path) -> None:
    schemes = [scheme(["meeting.held"], ["full"]), scheme(["branch.met"], [])]
    built = build(tmp_path, Rows().written(tmp_path / "in"), schemes=schemes)
    assert built.built
    assert built.warnings == (
        "No scheme names the kind 'study.hours' (1 facts).",
        "No scheme names the class 'secretary' (1 rows of members).",
    )


def test_snapshots_over_many_years_are_remarked_on(tmp_path: Path) -> None:
    rows = Rows()
    rows.members.append("4,11,,1971-01,1971-03")
    (warning,) = build(tmp_path, rows.written(tmp_path / "in")).warnings
    assert "1971-01 to 2016-03" in warning
    assert not (tmp_path / "lake" / "members" / "month=1980-01").exists()
