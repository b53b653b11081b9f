"""Worked cases are run on a real engine, many at a time, and a wrong expectation is caught."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.cases.read import read_cases
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.flows.rating.cases import CaseResult, organizations, run_cases

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    made = DuckDBBackend(tmp_path_factory.mktemp("cases"), threads=2, memory="1GB")
    yield made
    made.close()


def with_cases(folder: Path, *names: str, scheme: str = "volunteer-corps") -> Path:
    """A copy of a shipped scheme with only some of its cases."""
    shutil.copytree(SCHEMES / scheme, folder, dirs_exist_ok=True)
    for path in (folder / "cases").iterdir():
        if path.stem not in names:
            path.unlink()
    return folder


def run(backend: Backend, folder: Path) -> list[CaseResult]:
    return run_cases(backend, scheme_of(folder), folder)


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "cases" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_right_expectations_pass(tmp_path: Path, backend: Backend) -> None:
    folder = with_cases(tmp_path, "drill-one-of-two", "drill-excused")
    assert [(result.name, result.passed) for result in run(backend, folder)] == [
        ("drill-excused", True),
        ("drill-one-of-two", True),
    ]


def test_a_wrong_expectation_is_caught_in_its_own_case_only(tmp_path: Path, backend: Backend) -> None:
    folder = with_cases(tmp_path, "drill-one-of-two", "drill-excused")
    change(folder, "drill-one-of-two", "earned: 0.5, attainable: 1", "earned: 0.25, attainable: 1")
    right, wrong = run(backend, folder)
    assert right.passed
    assert wrong.file == "cases/drill-one-of-two.yaml"
    assert wrong.differences == ("member 1, TRN01 in 2017-05: earned 0.25 expected, 0.5 found",)


@pytest.mark.parametrize(
    ("name", "old", "new", "difference"),
    [
        ("ranked-among-equals", "rank: 3", "rank: 2", "member 3, scope 1: rank 2 expected, 3 found"),
        ("ranked-among-equals", "total: 40,", "total: 40.01,", "member 3: total 40.01 expected, 40 found"),
        ("ranked-among-equals", "trainees", "crew", "member 5: peer_group crew expected, trainees found"),
        ("team-own-duties", "n: 1, members_part", "n: 2, members_part", "unit 101: n 2 expected, 1 found"),
        ("team-own-duties", "own: 58.67", "own: null", "unit 101: own null expected, 58.67 found"),
        (
            "team-stopped-drilling",
            "level: raised",
            "level: warned",
            "unit 101, TEM07: level warned expected, raised found",
        ),
        ("team-papers-lapsed", "earned: -2", "earned: -1", "unit 101, TEM06 in 2017-Q2: earned -1 expected, -2 found"),
    ],
)
def test_a_wrong_expectation_of_any_table_is_caught(
    tmp_path: Path, backend: Backend, name: str, old: str, new: str, difference: str
) -> None:
    folder = with_cases(tmp_path, name)
    change(folder, name, old, new)
    (result,) = run(backend, folder)
    assert result.differences == (difference,)


def test_a_row_that_must_not_be_there_is_caught(tmp_path: Path, backend: Backend) -> None:
    folder = with_cases(tmp_path, "drill-excused")
    change(folder, "drill-excused", "value: null", "value: 1")
    (result,) = run(backend, folder)
    assert result.differences == (
        "member 1, TRN01 in 2017-05: must not be there, but is (n 1, value 1, earned 1, attainable 1)",
    )


def test_cases_are_refused_before_anything_runs_when_one_is_faulty(tmp_path: Path, backend: Backend) -> None:
    folder = with_cases(tmp_path, "drill-one-of-two")
    change(folder, "drill-one-of-two", "indicator: TRN01", "indicator: TRN77")
    with pytest.raises(InputError) as refused:
        run(backend, folder)
    assert [str(fault) for fault in refused.value.faults] == [
        "cases/drill-one-of-two.yaml:12: the scheme has no indicator TRN77"
    ]


def test_cases_share_an_organization_unless_units_lean_to_a_common_mean() -> None:
    folder = SCHEMES / "vanguard-136"
    cases = read_cases(folder, scheme_of(folder)).cases
    groups = organizations(cases)
    assert sorted(one.name for group in groups for one in group) == [one.name for one in cases]
    assert all(len(group) == 1 for group in groups if group[0].case.looks_across)
    assert len(groups) < len(cases) / 3
    assert all(len({one.case.month for one in group}) == 1 for group in groups)


# Those of vanguard-136 are run by the journey of the installed package, through `scheme check`, and here once more.
@pytest.mark.parametrize("name", ["volunteer-corps", pytest.param("vanguard-136", marks=pytest.mark.thorough)])
def test_every_case_of_a_shipped_scheme_comes_out_as_written(name: str, backend: Backend) -> None:
    failed = {result.name: result.differences for result in run(backend, SCHEMES / name) if not result.passed}
    assert failed == {}
