"""The folder in which a lake lies changes no result, whatever it is called and whatever lies beside it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.problems import InputError
from goodstanding.flows.rating.explain import explain
from goodstanding.flows.rating.rate import rate
from goodstanding.flows.rating.verify import verify
from goodstanding.flows.rating.whatif import whatif
from goodstanding.lake import database_csv
from goodstanding.lake.check import check_lake
from goodstanding.lake.diagnose import refusal
from goodstanding.lake.layout import Lake, parquet_files
from tests.flows.tiny import FEBRUARY, NAME, tiny_lake, tiny_scheme

AT = datetime(2016, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    opened = DuckDBBackend(tmp_path_factory.mktemp("total=0"), threads=1)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plain(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _everything(tiny_lake(tmp_path_factory.mktemp("plain") / "lake"), backend)


def _rated(lake: Lake, backend: Backend, shards: int | None = None) -> dict[str, str]:
    made = rate(
        lake, tiny_scheme(), FEBRUARY, backend=backend, at=AT, shards=shards, progress=lambda _what, _done: None
    )
    return {name: mark.digest for name, mark in made.manifest.tables.items()}


def _everything(lake: Lake, backend: Backend) -> dict[str, Any]:
    """Whatever is read from a lake and its run, by what reads it."""
    digests = _rated(lake, backend, shards=3)
    quiet: Any = {"backend": backend, "progress": lambda _what, _done: None}
    lenient = tiny_scheme(bonus_cap=1)
    scratch = lake.root / "whatif"
    scratch.mkdir()
    folder, rows = lake.run(FEBRUARY, NAME).resolve(), lake.root / "rows.csv"
    with database_csv.converter(lake.root) as converter:
        converter.standings_out(folder, rows)
        standings = rows.read_text()
        converter.unit_standings_out(folder, lake.units, rows)
    return {
        "digests": digests,
        "verdict": verify(lake, NAME, FEBRUARY, at=AT, shards=None, **quiet),
        "member": explain(lake, NAME, FEBRUARY, ("member", 2), backend=backend).explanation,
        "unit": explain(lake, NAME, FEBRUARY, ("unit", 11), backend=backend).explanation,
        "whatif": whatif(lake, FEBRUARY, (tiny_scheme(), lenient), scratch=scratch, **quiet),
        "check": check_lake(lake, [tiny_scheme()]),
        "standings": standings,
        "unit_standings": rows.read_text(),
    }


@pytest.mark.parametrize(
    "name", ["value=1000/kind=zzz/member_id=3/unit_id=3/total=7/parent_id=1", "a*b?[c]", "it's {a,b} 新\\"]
)
def test_a_folder_of_any_name_gives_the_same(
    name: str, plain: dict[str, Any], backend: Backend, tmp_path: Path
) -> None:
    for decoy in ("aXbXc", "ab", "a"):
        shutil.copytree(tiny_lake(tmp_path / "decoy").root, tmp_path / decoy / "lake")
        shutil.rmtree(tmp_path / "decoy")
    assert _everything(tiny_lake(tmp_path / name / "lake"), backend) == plain


def test_rows_from_a_database_come_in_and_out_of_any_folder(tmp_path: Path) -> None:
    place = tmp_path / "column0=9" / "it's [a]*?"
    place.mkdir(parents=True)
    (place / "rows.csv").write_text("1,member,2,came,1000,2016-02-01\n")
    with database_csv.converter(place) as converter:
        converter.facts_in(place / "rows.csv", place / "facts")
    (file,) = parquet_files(place / "facts")
    with pq.ParquetFile(file) as opened:
        (row,) = opened.read().to_pylist()
    assert (row["fact_id"], row["value"]) == (1, 1000)


def test_files_of_different_widths_give_the_same_in_any_order(
    plain: dict[str, Any], backend: Backend, tmp_path: Path
) -> None:
    for first in range(2):
        lake = tiny_lake(tmp_path / str(first))
        (file,) = parquet_files(lake.facts(FEBRUARY))
        with pq.ParquetFile(file) as opened:
            rows = opened.read()
        excused = rows.filter(rows["value"].is_null())
        others = rows.filter(rows["value"].is_valid())
        narrow = others.set_column(4, "value", others["value"].cast(pa.int32()))
        nothing = excused.set_column(4, "value", pa.nulls(len(excused)))
        file.unlink()
        pq.write_table((nothing, narrow)[first], file.with_name("part-0.parquet"))
        pq.write_table((nothing, narrow)[1 - first], file.with_name("part-1.parquet"))
        assert _rated(lake, backend, shards=2) == plain["digests"]
        assert check_lake(lake, []).faults == ()


def test_a_file_that_one_engine_would_pass_over_is_refused_and_a_hidden_one_is_no_part_of_the_lake(
    plain: dict[str, Any], backend: Backend, tmp_path: Path
) -> None:
    lake = tiny_lake(tmp_path / "lake")
    (file,) = parquet_files(lake.facts(FEBRUARY))
    file.with_name("._part-0.parquet").write_bytes(b"what a Mac leaves beside a file")
    assert _rated(lake, backend) == plain["digests"]
    file.rename(file.with_name("_part-0.parquet"))
    with pytest.raises(InputError, match=r"_part-0\.parquet has a name with"):
        _rated(lake, backend)
    assert "Spark does not read" in check_lake(lake, []).faults[0].message


def test_two_columns_of_one_name_in_capitals_or_not_are_refused(backend: Backend, tmp_path: Path) -> None:
    lake = tiny_lake(tmp_path / "lake")
    (file,) = parquet_files(lake.facts(FEBRUARY))
    with pq.ParquetFile(file) as opened:
        rows = opened.read()
    pq.write_table(rows.add_column(0, "Value", pa.array([9] * len(rows))), file)
    with pytest.raises(InputError, match="the column value more than once"):
        _rated(lake, backend)


def test_numbers_beyond_64_bits_are_refused_with_the_file_and_the_column(backend: Backend, tmp_path: Path) -> None:
    lake = tiny_lake(tmp_path / "lake")
    (file,) = parquet_files(lake.facts(FEBRUARY))
    with pq.ParquetFile(file) as opened:
        rows = opened.read()
    huge = pa.array([2**63 + 5, *range(1, len(rows))], pa.uint64())
    pq.write_table(rows.set_column(4, "value", huge), file)
    with pytest.raises(Exception, match="Conversion Error") as raised:
        _rated(lake, backend)
    refused = refusal(raised.value, lake.root)
    assert refused is not None
    assert refused.message == f"{file} has numbers beyond 64 bits in value; build the lake again."
    assert "the value is larger than 1,000,000.000" in {fault.message for fault in check_lake(lake, []).faults}
    pq.write_table(rows.set_column(0, "fact_id", huge), file)
    named = [str(fault) for fault in check_lake(lake, []).faults]
    assert named[0] == "facts/month=2016-02/part-0.parquet:1: fact_id is beyond 64 bits"
