"""A stretch of members is read from the files that hold somebody of it, and from no others."""

from collections.abc import Sequence
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.rate.population import Between
from goodstanding.engine.tables import FACTS, MEMBERS, Inputs
from goodstanding.lake.pruning import Shelf, volume

MONTH = 2016 * 12


def _members(path: Path, numbers: Sequence[int], *, statistics: bool = True) -> Path:
    rows = [{"member_id": number, "unit_id": 1, "classes": ["full"]} for number in numbers]
    schema = pa.schema([("member_id", pa.int64()), ("unit_id", pa.int64()), ("classes", pa.list_(pa.string()))])
    # Two groups a file, so that the first alone does not tell.
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, path, row_group_size=max(1, len(rows) // 2), write_statistics=statistics)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [
        _members(tmp_path / f"part-{place}.parquet", range(100 * place + 1, 100 * place + 101)) for place in range(3)
    ]


class _Watched(DuckDBBackend):
    """The real backend, which remembers what was opened."""

    def parquet(self, files: Sequence[Path], columns: dict[str, str]) -> ir.Table:
        self.opened = [*getattr(self, "opened", []), [file.name for file in files]]
        return super().parquet(files, columns)


@pytest.fixture
def backend(tmp_path: Path) -> _Watched:
    return _Watched(tmp_path / "scratch", threads=1)


def _shelf(backend: Backend, files: list[Path]) -> Shelf:
    members = backend.parquet(files, MEMBERS)
    return Shelf(backend, Inputs(units=members, members={MONTH: members}, facts={}), {MONTH: files}, {})


def _numbers(backend: Backend, inputs: Inputs, only: Between) -> list[int]:
    return sorted(number for (number,) in backend.rows(only(inputs.members[MONTH], "member_id").select("member_id")))


@pytest.mark.parametrize(
    ("first", "last", "needed"),
    [
        (None, 50, ["part-0"]),
        (101, 101, ["part-1"]),
        (100, 101, ["part-0", "part-1"]),
        (250, None, ["part-2"]),
        (None, None, ["part-0", "part-1", "part-2"]),
    ],
)
def test_a_stretch_opens_the_files_it_needs_and_finds_everybody_in_it(
    files: list[Path], backend: _Watched, first: int | None, last: int | None, needed: list[str]
) -> None:
    shelf, only = _shelf(backend, files), Between(first, last)
    near = shelf.near(only)
    assert backend.opened[-1] == [f"{name}.parquet" for name in needed]
    assert _numbers(backend, near, only) == list(range(first or 1, (last or 300) + 1))


def test_the_same_files_are_opened_once(files: list[Path], backend: _Watched) -> None:
    shelf = _shelf(backend, files)
    shelf.near(Between(1, 10))
    before = len(backend.opened)
    shelf.near(Between(11, 20))
    assert len(backend.opened) == before


def test_a_stretch_that_nobody_lies_in_is_an_empty_table(files: list[Path], backend: _Watched) -> None:
    only = Between(900, 950)
    assert _numbers(backend, _shelf(backend, files).near(only), only) == []


def test_a_file_whose_footer_does_not_tell_is_always_opened(
    files: list[Path], backend: _Watched, tmp_path: Path
) -> None:
    silent = _members(tmp_path / "silent.parquet", [7, 150, 299], statistics=False)
    assert volume(silent, "member_id").first is None
    only = Between(140, 160)
    near = _shelf(backend, [*files, silent]).near(only)
    assert backend.opened[-1] == ["part-1.parquet", "silent.parquet"]
    assert _numbers(backend, near, only) == sorted([*range(140, 161), 150])


def test_facts_are_found_by_their_subject(tmp_path: Path, backend: _Watched) -> None:
    arrow: dict[str, pa.DataType] = {"int64": pa.int64(), "string": pa.string(), "date": pa.date32()}
    schema = pa.schema([pa.field(name, arrow[kind]) for name, kind in FACTS.items()])
    for place in range(2):
        rows = [
            {"fact_id": place, "subject": "member", "subject_id": 10 * place + 5, "kind": "a.b", "value": 1}
        ]  # fmt: skip
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), tmp_path / f"facts-{place}.parquet")
    paths = sorted(tmp_path.glob("facts-*.parquet"))
    whole = backend.parquet(paths, FACTS)
    shelf = Shelf(backend, Inputs(units=whole, members={}, facts={MONTH: whole}), {}, {MONTH: paths})
    shelf.near(Between(12, 20))
    assert backend.opened[-1] == ["facts-1.parquet"]
