"""`goodstanding simulate` as a person types it."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import COMES_ALONG, SIMULATE, VANGUARD
from tests.cli.terminal import Said, typed


def _files(lake: Path) -> dict[str, bytes]:
    return {path.relative_to(lake).as_posix(): path.read_bytes() for path in lake.rglob("*.parquet")}


def test_a_made_up_organization_is_told_month_by_month(simulated: tuple[Path, Said]) -> None:
    lake, said = simulated
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"A made-up organization in {lake}: ")
    assert [line.split()[0] for line in said.out.splitlines()[3:]] == ["2016-01", "2016-02"]


def test_json_tells_what_is_in_the_files_and_the_same_seed_makes_the_same_bytes(
    simulated: tuple[Path, Said], tmp_path: Path
) -> None:
    said = typed("simulate", tmp_path / "again", *SIMULATE, "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert told["months"]["2016-01"]["members"] == 120
    for month, counts in told["months"].items():
        for table, count in counts.items():
            files = (tmp_path / "again" / table / f"month={month}").glob("*.parquet")
            assert sum(pq.read_metadata(file).num_rows for file in files) == count
    assert pq.read_metadata(tmp_path / "again" / "units.parquet").num_rows == told["units"]
    assert _files(tmp_path / "again") == _files(simulated[0])


def test_another_seed_makes_another_organization(simulated: tuple[Path, Said], tmp_path: Path) -> None:
    assert typed("simulate", tmp_path / "other", *SIMULATE, "--seed", 2).code == 0
    assert _files(tmp_path / "other") != _files(simulated[0])


def test_a_folder_with_files_in_it_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear", encoding="utf-8")
    said = typed("simulate", tmp_path / "letters", *SIMULATE)
    assert (said.code, said.out) == (1, "")
    assert said.err == f"Refused: {tmp_path / 'letters'} already holds files; give a folder that is new or empty.\n"
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["dear.txt"]


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = typed("simulate", tmp_path / "file" / "lake", *SIMULATE)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Refused: ")
    assert f"{tmp_path / 'file'}" in said.err


def test_a_scheme_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = typed("simulate", tmp_path / "lake", *SIMULATE[:-1], tmp_path / "none")
    assert said.code == 1
    assert said.err == f"Refused: There is no folder {tmp_path / 'none'}; {COMES_ALONG}\n"
    assert not (tmp_path / "lake").exists()


@pytest.mark.parametrize(
    ("members", "first", "last", "why"),
    [
        (10, "2016-03", "2016-02", "--to 2016-02 is before --from 2016-03; give a later month"),
        (0, "2016-01", "2016-02", "'--members'"),
        (10, "2016-00", "2016-02", "'2016-00' is not a month; write it as YYYY-MM, for example 2016-10"),
        (10, "2016-01", "soon", "'soon' is not a month"),
    ],
)
def test_what_is_typed_wrong_is_a_fault_of_usage(members: int, first: str, last: str, why: str, tmp_path: Path) -> None:
    words = ("--members", members, "--from", first, "--to", last, "--scheme", VANGUARD)
    said = typed("simulate", tmp_path / "lake", *words)
    assert (said.code, said.out) == (2, "")
    assert why in said.message
    assert not (tmp_path / "lake").exists()
