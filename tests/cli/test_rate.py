"""`goodstanding rate | verify`, and what every command that reads a lake refuses, as a person types it."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.tables import OUTPUTS
from goodstanding.lake.layout import Lake
from tests.cli.conftest import COMES_ALONG, VANGUARD
from tests.cli.terminal import Said, typed

MONTH = ("--month", "2016-02")
RULES = ("--scheme", VANGUARD)
NAME = ("--scheme", "vanguard-136")
FACTS = "facts/month=2016-02/part-0000.parquet"
RUN = "runs/month=2016-02/scheme=vanguard-136"

#: Every command that looks at a run, as typed after the lake's folder.
READERS = {
    "explain": (*NAME, *MONTH, "--member", 1),
    "verify": (*NAME, *MONTH),
    "whatif": (*NAME, "--against", VANGUARD, *MONTH),
}


# What comes out


def test_a_run_is_shown_with_its_bands_and_its_tables(rated: tuple[Path, Said]) -> None:
    lake, said = rated
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("vanguard-136, 2016-02: 120 members, 120 rated\n")
    assert [line.split()[0] for line in said.out.splitlines() if "%" in line] == ["excellent", "good", "fair", "low"]
    for name in OUTPUTS:
        assert f"\n{name} " in said.out
    assert said.out.endswith(f"s. The run is in {lake}/{RUN}\n")


def test_json_tells_the_same_as_the_tables(rated: tuple[Path, Said], rated_as_json: tuple[Path, Any]) -> None:
    words = {line.split()[0]: line for line in rated[1].out.splitlines() if line.strip()}
    lake, told = rated_as_json
    assert (told["scheme"], told["month"], told["members"], told["rated"]) == ("vanguard-136", "2016-02", 120, 120)
    assert (told["folder"], told["warnings"]) == (str(lake / RUN), [])
    assert sum(told["bands"].values()) == 120
    for band, count in told["bands"].items():
        assert words[band].split()[2] == str(count)
    for table, mark in told["tables"].items():
        assert words[table].split()[2] == f"{mark['rows']:,}"
        assert words[table].split()[4] == mark["digest"][:16]
        assert pq.read_metadata(lake / RUN / f"{table}.parquet").num_rows == mark["rows"]


def test_a_run_that_holds_is_verified(rated: tuple[Path, Said]) -> None:
    said = typed("verify", rated[0], *NAME, *MONTH, "--threads", 1)
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "The run of vanguard-136 for 2016-02 is what its input and rules give: "
        "points, totals, ranks, flags, unit_totals, unit_ranks agree.\n"
    )


def test_a_run_that_does_not_hold_is_told_with_every_difference(mine: Path) -> None:
    rows = pq.ParquetFile(mine / FACTS).read()
    pq.write_table(rows.slice(1), mine / FACTS)
    said = typed("verify", mine, *NAME, *MONTH, "--json")
    assert said.code == 1
    told = json.loads(said.out)
    assert told["same"] is False
    assert f"{FACTS} has changed since" in told["differences"]
    in_words = typed("verify", mine, *NAME, *MONTH)
    assert (in_words.code, in_words.out) == (1, "")
    assert in_words.err.splitlines() == [
        "The run of vanguard-136 for 2016-02 does not hold:",
        *[f"  {difference}" for difference in told["differences"]],
    ]


def test_many_warnings_are_cut_short_on_screen(mine: Path) -> None:
    members = mine / "members/month=2016-02/part-0000.parquet"
    rows = pq.ParquetFile(members).read()
    classes = [[f"[b{place}]"] for place in range(rows.num_rows)]
    place = rows.column_names.index("classes")
    pq.write_table(rows.set_column(place, "classes", pa.array(classes)), members)
    said = typed("rate", mine, *RULES, *MONTH)
    assert said.code == 0
    assert said.err.splitlines()[0] == "Warning: The class [b0] is not in the scheme; no rule names it."
    assert said.err.splitlines()[-1] == "Warning: 100 more like these; --json has them all."
    assert len(said.err.splitlines()) == 21


# What is refused


@pytest.mark.parametrize("command", ["rate", *READERS])
def test_a_lake_that_is_not_there_is_refused(command: str, tmp_path: Path) -> None:
    said = typed(command, tmp_path / "no [x]", *READERS.get(command, (*RULES, *MONTH)))
    assert (said.code, said.out) == (1, "")
    assert said.err == f"Refused: There is no folder {tmp_path / 'no [x]'}; name the folder of a lake.\n"


def test_a_folder_that_is_no_lake_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    said = typed("rate", tmp_path, *RULES, *MONTH)
    assert said.code == 1
    assert f"There is no lake in {tmp_path}: units.parquet is missing. Make one with" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_month_that_the_lake_does_not_reach_is_refused(simulated: tuple[Path, Said]) -> None:
    said = typed("rate", simulated[0], *RULES, "--month", "2016-03")
    assert said.code == 1
    assert "no members for 2016-03" in said.err
    assert "rate an earlier one" in said.err


def test_a_month_before_the_rules_is_refused(simulated: tuple[Path, Said]) -> None:
    said = typed("rate", simulated[0], *RULES, "--month", "2001-03")
    assert said.code == 1
    assert "not in force in 2001-03" in said.err


def test_a_scheme_that_is_not_there_is_refused(simulated: tuple[Path, Said], tmp_path: Path) -> None:
    said = typed("rate", simulated[0], "--scheme", tmp_path / "none", *MONTH)
    assert said.err == f"Refused: There is no folder {tmp_path / 'none'}; {COMES_ALONG}\n"
    said = typed("rate", simulated[0], "--scheme", tmp_path, *MONTH)
    assert said.err == f"Refused: There is no scheme.yaml in {tmp_path}; name the folder of a scheme.\n"
    assert said.code == 1


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Rules that are right in form and wrong in sense: nobody reaches one target."""
    folder = tmp_path / "rules"
    shutil.copytree(VANGUARD, folder)
    rule = folder / "indicators" / "org04.yaml"
    text = rule.read_text(encoding="utf-8")
    assert "target: 1\n" in text
    rule.write_text(text.replace("target: 1\n", "target: 5\n"), encoding="utf-8")
    return folder


def test_nobody_is_rated_with_faulty_rules(mine: Path, faulty: Path) -> None:
    rate = typed("rate", mine, "--scheme", faulty, *MONTH)
    whatif = typed("whatif", mine, *NAME, "--against", faulty, *MONTH)
    for said in (rate, whatif):
        head, fault = said.err.splitlines()
        assert said.code == 1
        assert head == f"Refused: The scheme in {faulty} has 1 fault(s); mend them first."
        assert fault.startswith("  indicators/org04.yaml:")
        assert "no one can reach this target" in fault


@pytest.mark.parametrize("command", READERS)
def test_a_run_that_is_not_there_is_refused_with_those_that_are(command: str, rated: tuple[Path, Said]) -> None:
    rest = [word if word != "vanguard-136" else "nobody" for word in READERS[command]]
    said = typed(command, rated[0], *rest)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"Refused: There is no run of nobody for 2016-02 in {rated[0]}, only of vanguard-136; "
        f"make it with 'goodstanding rate {rated[0]} --scheme DIR --month 2016-02'.\n"
    )


@pytest.mark.parametrize(
    ("command", "words", "why"),
    [
        ("rate", (*RULES, "--month", "2016-13"), "'2016-13' is not a month; write it as YYYY-MM, for example 2016-10"),
        ("rate", (*RULES, *MONTH, "--threads", 0), "'--threads'"),
        ("rate", (*RULES, *MONTH, "--shards", 0), "'--shards'"),
        ("rate", (*RULES, *MONTH, "--memory", "lots"), "'lots' is not an amount of memory; write it like 3GB"),
        ("rate", (*RULES, *MONTH, "--memory", "5MB"), "at least 100MB"),
        ("rate", (*RULES, *MONTH, "--engine", "abacus"), "'abacus'"),
        ("rate", (*RULES, *MONTH, "--spark-master", "local[2]"), "--spark-master and --spark-remote need --engine"),
        ("rate", MONTH, "'--scheme'"),
        ("rate", RULES, "'--month'"),
        ("explain", (*NAME, *MONTH, "--member", "nobody"), "'--member'"),
        ("explain", (*NAME, *MONTH), "name one member with --member, or one unit with --unit"),
        ("explain", (*NAME, *MONTH, "--member", 1, "--unit", 1), "name one member with --member, or one unit"),
        ("whatif", (*NAME, *MONTH), "'--against'"),
    ],
)
def test_what_is_typed_wrong_is_a_fault_of_usage(
    command: str, words: tuple[object, ...], why: str, rated: tuple[Path, Said]
) -> None:
    said = typed(command, rated[0], *words)
    assert (said.code, said.out) == (2, "")
    assert why in said.message
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", ["rate", "verify", "whatif", "lake build"])
@pytest.mark.parametrize("amount", ["0", "0GB", "-1GB", "8 elephants", "99MB", "nan", "1GB more", "9000000TB", "١GB"])
def test_memory_that_cannot_work_is_refused_in_one_sentence(
    command: str, amount: str, rated: tuple[Path, Said], tmp_path: Path
) -> None:
    rest = {"lake build": ("--units", "u.csv", "--members", "m.csv")} | READERS | {"rate": (*RULES, *MONTH)}
    place = tmp_path / "new" if command == "lake build" else rated[0]
    said = typed(*command.split(), place, *rest[command], "--memory", amount)
    assert (said.code, said.out) == (2, "")
    assert f"{amount!r} is not an amount of memory; write it like 3GB, and at least 100MB" in said.message


def test_a_member_who_was_not_there_is_refused(rated: tuple[Path, Said]) -> None:
    said = typed("explain", rated[0], *NAME, *MONTH, "--member", 999_999)
    assert said.code == 1
    assert said.err.startswith("Refused: Member 999999 was not a member at the end of 2016-02")


# What is broken


def _no_parquet(path: Path) -> str:
    path.write_bytes(b"these are not rows")
    return f"{path} cannot be read as Parquet"


def _empty(path: Path) -> str:
    path.write_bytes(b"")
    return f"{path} cannot be read as Parquet"


def _damaged(path: Path) -> str:
    content = bytearray(path.read_bytes())
    content[50 : len(content) // 2] = bytes(len(content) // 2 - 50)
    path.write_bytes(content)
    return f"{path} is damaged: its rows cannot be read; copy it here again or build the lake again."


def _other_columns(path: Path) -> str:
    pq.write_table(pa.table({"fact": [1]}), path)
    return f"{path} has no column fact_id, kind, occurred_on, subject, subject_id, value; build the lake again."


def _other_types(path: Path) -> str:
    rows = pq.ParquetFile(path).read()
    place = rows.column_names.index("value")
    pq.write_table(rows.set_column(place, "value", rows["value"].cast(pa.float64())), path)
    return f"{path} has value as double, not int64; build the lake again."


@pytest.mark.parametrize("breaks", [_no_parquet, _empty, _damaged, _other_columns, _other_types])
def test_a_broken_file_is_named_and_the_last_run_stays(breaks: Any, mine: Path) -> None:
    before = (mine / RUN).resolve()
    why = breaks(mine / FACTS)
    for said in (typed("rate", mine, *RULES, *MONTH), typed("explain", mine, *READERS["explain"])):
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"Refused: {why}")
        assert len(said.err.splitlines()) == 1
    assert (mine / RUN).resolve() == before


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(
    ("file", "why"), [("totals.parquet", "is missing"), ("manifest.json", "manifest.json is missing")]
)
def test_a_run_with_a_file_missing_is_refused(command: str, file: str, why: str, mine: Path) -> None:
    (mine / RUN / file).unlink()
    said = typed(command, mine, *READERS[command])
    assert (said.code, said.out) == (1, "")
    assert why in said.err


@pytest.mark.parametrize(("file", "command"), [("scheme.json", "explain"), ("manifest.json", "verify")])
def test_a_run_whose_papers_are_spoilt_is_refused(file: str, command: str, mine: Path) -> None:
    (mine / RUN / file).write_text("{", encoding="utf-8")
    said = typed(command, mine, *READERS[command])
    assert (said.code, said.out) == (1, "")
    assert file in said.err
    assert "rate the month again" in said.err


@pytest.fixture
def locked(simulated: tuple[Path, Said]) -> Iterator[Path]:
    """A lake that may be read and not written; whoever is root becomes nobody for that time."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    shutil.copytree(simulated[0], place / "lake")
    (place / "lake").chmod(0o555)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        yield place / "lake"
    finally:
        if root:
            os.seteuid(0)
        (place / "lake").chmod(0o755)
        shutil.rmtree(place)


def test_a_lake_that_may_not_be_written_is_refused(locked: Path) -> None:
    said = typed("rate", locked, *RULES, *MONTH)
    assert said.code == 1
    assert "cannot be used (Permission denied)" in said.err
    assert str(locked) in said.err
    assert Lake(locked).root.is_dir()


def test_a_folder_whose_name_is_no_text_is_refused(simulated: tuple[Path, Said], tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    shutil.copytree(simulated[0], place)
    said = typed("rate", place, *RULES, *MONTH)
    assert (said.code, said.out) == (2, "")
    assert "is not UTF-8; give the folder another name" in said.message
