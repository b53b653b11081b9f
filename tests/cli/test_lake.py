"""`goodstanding lake build | check` as a person types it."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import VANGUARD
from tests.cli.terminal import Said, typed

UNITS = "unit_id,parent_id,level,type,name\n1,,city,city,City\n11,1,branch,community,Branch\n"
MEMBERS = "member_id,unit_id,classes,from,until\n7,11,full,2016-01,\n8,11,,2016-01,2016-03\n"
FACTS = (
    "fact_id,subject,subject_id,kind,value,occurred_on\n"
    "1,member,7,meeting.themed_day,1,2016-01-10\n"
    "2,member,8,meeting.themed_day,,2016-02-10\n"
)
WRONG_MEMBERS = MEMBERS + "9,99,full,2016-01,\n10,11,full,2016-13,\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Three files that are right, and members of whom two are not."""
    for name, text in (("units", UNITS), ("members", MEMBERS), ("facts", FACTS), ("wrong", WRONG_MEMBERS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def build(files: Path, *more: object, members: str = "members", lake: str = "lake") -> Said:
    three = ("--units", files / "units.csv", "--members", files / f"{members}.csv", "--facts", files / "facts.csv")
    return typed("lake", "build", files / lake, *three, "--errors", files / "errors.csv", *more)


def read_errors(files: Path) -> list[dict[str, str]]:
    with (files / "errors.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


# build


def test_a_lake_is_built_and_told_in_a_table(files: Path) -> None:
    said = build(files)
    assert (said.code, said.err) == (0, "")
    assert [line.replace("│", " ").split() for line in said.out.splitlines()[3:6]] == [
        ["units", "2", "2", "0"],
        ["members", "2", "2", "0"],
        ["facts", "2", "2", "0"],
    ]
    assert said.out.endswith(f"\nThe lake is in {files / 'lake'}\n")
    assert pq.read_metadata(files / "lake" / "units.parquet").num_rows == 2


def test_a_quiet_month_is_rated_where_it_is_named_and_no_errors_file_is_left(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    three = ("--units", "units.csv", "--members", "members.csv", "--facts", "facts.csv")
    for lake, more, code in (("short", (), 1), ("long", ("--to", "2016-05"), 0)):
        assert typed("lake", "build", lake, *three, *more).code == 0
        said = typed("rate", lake, "--scheme", VANGUARD, "--month", "2016-05", "--threads", 1)
        assert said.code == code, said.err
    assert sorted(path.name for path in files.iterdir() if path.name not in {"short", "long"}) == [
        "facts.csv", "members.csv", "units.csv", "wrong.csv",
    ]  # fmt: skip
    early = typed("lake", "build", "early", *three, "--to", "2016-01")
    assert early.code == 1
    assert early.err.startswith("Refused: --to 2016-01 is before 2016-02")


def test_json_tells_the_same_and_only_that(files: Path) -> None:
    said = build(files, "--json")
    assert (said.code, said.err) == (0, "")
    two = {"read": 2, "accepted": 2, "refused": 0}
    assert json.loads(said.out) == {
        **{"built": True, "units": two, "members": two, "facts": two},
        **{"warnings": [], "errors_file": None},
    }


def test_with_a_refused_row_nothing_is_built_and_the_row_is_named(files: Path) -> None:
    said = build(files, members="wrong")
    assert said.code == 1
    assert not (files / "lake").exists()
    assert said.err.splitlines() == [
        f"  {files}/wrong.csv, row 4: unit_id '99': no accepted unit has this id. "
        "Add the unit, or mend the id or the unit's own row.",
        f"  {files}/wrong.csv, row 5: from '2016-13': is not a month of the years 1900 to 2199. "
        "Write YYYY-MM, for example 2016-10.",
        f"Every refused row is in {files}/errors.csv",
        "Nothing was built. Mend the rows, or take the good ones alone with --skip-errors.",
    ]


def test_the_errors_file_has_every_refused_row_with_its_place_and_what_to_do(files: Path) -> None:
    said = build(files, "--json", members="wrong")
    told = json.loads(said.out)
    assert (said.code, told["built"], told["errors_file"]) == (1, False, f"{files}/errors.csv")
    assert told["members"] == {"read": 4, "accepted": 2, "refused": 2}
    errors = read_errors(files)
    assert [(row["file"], row["row"], row["column"], row["value"]) for row in errors] == [
        (f"{files}/wrong.csv", "4", "unit_id", "99"),
        (f"{files}/wrong.csv", "5", "from", "2016-13"),
    ]
    assert all(row["reason"] and row["what_to_do"] for row in errors)


def test_the_good_rows_alone_are_built_on_demand(files: Path) -> None:
    said = build(files, "--skip-errors", members="wrong")
    assert said.code == 0
    assert "Nothing was built" not in said.err
    assert pq.read_metadata(files / "lake/members/month=2016-01/part-0000.parquet").num_rows == 2
    assert len(read_errors(files)) == 2


def test_a_file_that_is_not_there_cannot_be_skipped(files: Path) -> None:
    said = build(files, "--skip-errors", members="none")
    assert said.code == 1
    assert "the file cannot be read" in said.err
    assert said.err.endswith("Nothing was built: a whole file, or the root of the units, is missing.\n")
    assert not (files / "lake").exists()


def test_only_the_first_refused_rows_are_shown(files: Path) -> None:
    more = "".join(f"{member},99,full,2016-01,\n" for member in range(100, 200))
    (files / "wrong.csv").write_text(MEMBERS + more, encoding="utf-8")
    said = build(files, members="wrong")
    assert len(said.err.splitlines()) == 5 + 2
    assert len(read_errors(files)) == 100


def test_kinds_and_classes_that_no_scheme_names_are_warned_of(files: Path) -> None:
    (files / "facts.csv").write_text(FACTS.replace("meeting.themed_day,1", "[juggling],1"), encoding="utf-8")
    said = build(files, "--scheme", VANGUARD)
    assert said.code == 0
    assert said.err == "Warning: No scheme names the kind '[juggling]' (1 facts).\n"


def test_a_lake_that_is_there_is_not_built_over(files: Path) -> None:
    assert build(files).code == 0
    before = (files / "lake" / "units.parquet").read_bytes()
    said = build(files, members="wrong")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"Refused: {files / 'lake'} is already there and not empty; name a new folder")
    assert (files / "lake" / "units.parquet").read_bytes() == before
    assert not (files / "errors.csv").exists() or read_errors(files) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--errors", "{}/members.csv"), "would replace an input file"),
        (("--errors", "{}/lake/errors.csv"), "would lie inside the lake"),
        (("--errors", "{}"), "is a folder"),
        (("--errors", "{}/members.csv/errors.csv"), "cannot be used"),
        (("--scheme", "{}/none"), "There is no folder"),
    ],
)
def test_what_would_do_harm_is_refused_in_one_sentence(words: tuple[str, str], why: str, files: Path) -> None:
    said = build(files, words[0], words[1].format(files))
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Refused: ")
    assert why in said.err
    assert len(said.err.splitlines()) == 1
    assert not (files / "lake").exists()


def test_names_with_spaces_brackets_and_chinese_characters_are_names_like_others(files: Path) -> None:
    said = build(files, lake="湖 [x]")
    assert said.code == 0
    assert said.out.startswith(f"Into {files / '湖 [x]'}\n")


@pytest.mark.parametrize("words", [("--memory", "1"), ("--threads", "0"), ("--colour",)])
def test_what_is_typed_wrong_is_a_fault_of_usage(words: tuple[str, ...], files: Path) -> None:
    said = build(files, *words)
    assert (said.code, said.out) == (2, "")
    assert words[0] in said.message


# check


def test_a_sound_lake_is_told_to_be_sound(simulated: tuple[Path, Said]) -> None:
    said = typed("lake", "check", simulated[0], "--scheme", VANGUARD)
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("\nNothing is wrong.\n")
    told = json.loads(typed("lake", "check", simulated[0], "--json").out)
    assert (told["sound"], told["problems"], told["rows"]["members"]) == (True, [], 240)


def test_a_lake_with_a_broken_file_is_told_what_is_wrong(mine: Path) -> None:
    (mine / "facts/month=2016-01/part-0000.parquet").write_bytes(b"nothing")
    said = typed("lake", "check", mine)
    assert said.code == 1
    assert said.err == "facts/month=2016-01/part-0000.parquet: is not a Parquet file that can be read\n"
    assert said.out.endswith("\n1 problem(s).\n")
    as_json = typed("lake", "check", mine, "--json")
    assert as_json.code == 1
    assert json.loads(as_json.out)["problems"] == said.err.splitlines()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = typed("lake", "check", tmp_path / "none")
    assert (said.code, said.out) == (1, "")
    assert said.err == f"Refused: There is no folder {tmp_path / 'none'}; name the folder of a lake.\n"
