"""Rating a lake on disk: always the same content, always whole, and refused with a sentence."""

import json
import shutil
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.period import month_text, parse_month
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import OUTPUTS
from goodstanding.flows.rating.rate import RatedRun, rate
from goodstanding.flows.rating.verify import verify
from goodstanding.lake import read, run_account
from goodstanding.lake.layout import Lake, parquet_files
from goodstanding.lake.scratch import scratch_folder
from tests.forks import forked

OCTOBER = parse_month("2016-10")
AT = datetime(2016, 11, 1, tzinfo=UTC)


def _rate(lake: Lake, scheme: Scheme, backend: Backend, *, month: int = OCTOBER, shards: int | None = None) -> RatedRun:
    return rate(lake, scheme, month, backend=backend, at=AT, shards=shards, progress=lambda what, done: None)


def _digests(made: RatedRun) -> dict[str, str]:
    return {name: mark.digest for name, mark in made.manifest.tables.items()}


@pytest.fixture
def lake(made_up: Lake, tmp_path: Path) -> Lake:
    shutil.copytree(made_up.root, tmp_path / "lake")
    return Lake(tmp_path / "lake")


def test_a_run_has_the_six_tables_in_the_form_of_the_contract(lake: Lake, vanguard: Scheme, backend: Backend) -> None:
    made = _rate(lake, vanguard, backend)
    assert made.folder == lake.run(OCTOBER, "vanguard-136").resolve()
    for name, output in OUTPUTS.items():
        table = pq.read_table(made.folder / f"{name}.parquet")
        assert table.column_names == list(output.columns)
        assert table.num_rows == made.manifest.tables[name].rows
        keys = [tuple(row.values()) for row in table.select(table.column_names[: output.keys]).to_pylist()]
        assert keys == sorted(set(keys)), f"{name} is sorted by its keys, each once"
    assert made.manifest.tables["totals"].rows == read.rows_in(parquet_files(lake.members(OCTOBER)))


def test_threads_and_shards_and_the_layout_of_the_files_change_no_byte(
    lake: Lake, vanguard: Scheme, backend: Backend, tmp_path: Path
) -> None:
    first = _rate(lake, vanguard, backend)
    bytes_before = {name: (first.folder / f"{name}.parquet").read_bytes() for name in OUTPUTS}
    assert _digests(_rate(lake, vanguard, backend, shards=7)) == _digests(first)
    one_thread = DuckDBBackend(tmp_path / "scratch", threads=1, memory="500MB")
    again = _rate(lake, vanguard, one_thread, shards=3)
    one_thread.close()
    assert _digests(again) == _digests(first)
    assert {name: (again.folder / f"{name}.parquet").read_bytes() for name in OUTPUTS} == bytes_before
    _shuffle_files(lake)
    assert _digests(_rate(lake, vanguard, backend, shards=2)) == _digests(first)


def _shuffle_files(lake: Lake) -> None:
    """The same rows backwards, in three files a month."""
    for table in ("members", "facts"):
        for month in lake.months(table):
            folder = (lake.root / table) / f"month={month_text(month)}"
            files = parquet_files(folder)
            rows = pa.concat_tables([pq.ParquetFile(file).read() for file in files])
            for file in files:
                file.unlink()
            backwards = rows.take(list(range(rows.num_rows - 1, -1, -1)))
            third = -(-rows.num_rows // 3)
            for part in range(3):
                pq.write_table(backwards.slice(part * third, third), folder / f"piece-{part}.parquet")


def test_a_run_that_is_computed_again_is_found_to_hold(lake: Lake, vanguard: Scheme, backend: Backend) -> None:
    _rate(lake, vanguard, backend)
    assert _verify(lake, backend) == ()


def _verify(lake: Lake, backend: Backend) -> tuple[str, ...]:
    return verify(
        lake, "vanguard-136", OCTOBER, backend=backend, at=AT, shards=None, progress=lambda what, done: None
    ).differences


def test_a_changed_total_a_changed_fact_and_a_changed_rule_are_found(
    lake: Lake, vanguard: Scheme, backend: Backend
) -> None:
    folder = _rate(lake, vanguard, backend).folder
    totals = pq.read_table(folder / "totals.parquet")
    raised = [12_000, *totals["total"].to_pylist()[1:]]
    pq.write_table(totals.set_column(7, "total", pa.array(raised, pa.int64())), folder / "totals.parquet")
    assert any("totals.parquet is not the file that was published" in found for found in _verify(lake, backend))

    _rate(lake, vanguard, backend)
    facts = parquet_files(lake.facts(OCTOBER))[0]
    rows = pq.ParquetFile(facts).read()
    pq.write_table(rows.slice(1), facts)
    found = _verify(lake, backend)
    assert any("facts/month=2016-10" in one and "has changed since" in one for one in found)
    assert any(one.startswith("points:") for one in found)

    folder = _rate(lake, vanguard, backend).folder
    scheme = json.loads((folder / "scheme.json").read_text())
    scheme["member"]["bonus_cap"] = "50"
    (folder / "scheme.json").write_text(json.dumps(scheme))
    assert any("scheme.json" in one for one in _verify(lake, backend))


def test_a_month_outside_the_scheme_or_without_members_is_refused(
    lake: Lake, vanguard: Scheme, backend: Backend
) -> None:
    with pytest.raises(InputError, match="not in force in 2015-12"):
        _rate(lake, vanguard, backend, month=parse_month("2015-12"))
    with pytest.raises(InputError, match="no members for 2016-12"):
        _rate(lake, vanguard, backend, month=parse_month("2016-12"))
    assert not lake.run(parse_month("2016-12"), "vanguard-136").exists()


def test_a_member_listed_twice_in_a_month_is_refused_and_nothing_changes(
    lake: Lake, vanguard: Scheme, backend: Backend
) -> None:
    before = _rate(lake, vanguard, backend).folder
    members = parquet_files(lake.members(OCTOBER))[0]
    rows = pq.ParquetFile(members).read()
    pq.write_table(pa.concat_tables([rows, rows.slice(0, 1)]), members)
    with pytest.raises(InputError, match=f"Member {rows['member_id'][0]} stands twice"):
        _rate(lake, vanguard, backend)
    assert lake.run(OCTOBER, "vanguard-136").resolve() == before


def test_an_unknown_class_and_an_unknown_kind_are_warnings(lake: Lake, vanguard: Scheme, backend: Backend) -> None:
    facts = parquet_files(lake.facts(OCTOBER))[0]
    rows = pq.ParquetFile(facts).read()
    kinds = ["juggling", *rows["kind"].to_pylist()[1:]]
    pq.write_table(rows.set_column(rows.column_names.index("kind"), "kind", pa.array(kinds)), facts)
    members = parquet_files(lake.members(OCTOBER))[0]
    people = pq.ParquetFile(members).read()
    classes = [["acrobat"], *people["classes"].to_pylist()[1:]]
    pq.write_table(people.set_column(people.column_names.index("classes"), "classes", pa.array(classes)), members)
    warnings = _rate(lake, vanguard, backend).manifest.warnings
    assert any("class acrobat" in warning for warning in warnings)
    assert any("kind juggling" in warning for warning in warnings)


def test_a_second_run_of_the_same_month_at_the_same_time_is_refused(
    lake: Lake, vanguard: Scheme, backend: Backend
) -> None:
    def meanwhile(what: str, done: float) -> None:
        with pytest.raises(InputError, match="2016-10 is already being rated with vanguard-136"):
            _rate(lake, vanguard, backend)

    made = rate(lake, vanguard, OCTOBER, backend=backend, at=AT, shards=1, progress=meanwhile)
    assert made.manifest.tables["totals"].rows > 0


@pytest.mark.slow
def test_a_run_killed_at_any_moment_leaves_the_last_run_whole(lake: Lake, vanguard: Scheme, backend: Backend) -> None:
    wanted = _digests(_rate(lake, vanguard, backend))
    took = _run_for(lake, vanguard, seconds=None)
    for share in (0.3, 0.5, 0.65, 0.8, 0.9, 0.97):
        _run_for(lake, vanguard, seconds=took * share)
        folder = read.run_folder(lake, OCTOBER, "vanguard-136")
        marks = run_account.run_manifest(folder)["tables"]
        assert {name: mark["digest"] for name, mark in marks.items()} == wanted
        assert all((folder / f"{name}.parquet").stat().st_size for name in OUTPUTS)
    assert _verify(lake, backend) == ()
    assert _digests(_rate(lake, vanguard, backend)) == wanted
    versions = lake.run(OCTOBER, "vanguard-136").parent / ".scheme=vanguard-136"
    assert not (versions / "building").exists()
    assert len([one for one in versions.iterdir() if one.name.isdecimal()]) == 2, "the last run and the one before"


def _run_for(lake: Lake, scheme: Scheme, seconds: float | None) -> float:
    """Rates in a process of its own, killed after some seconds; gives how long it took."""
    started = time.monotonic()
    child = forked(lambda: _rate_by_itself(lake, scheme))
    if not child.wait(seconds):
        child.kill()
    assert child.code in ({0} if seconds is None else {0, -signal.SIGKILL})
    return time.monotonic() - started


def _rate_by_itself(lake: Lake, scheme: Scheme) -> None:
    with scratch_folder(lake.root) as scratch:
        _rate(lake, scheme, DuckDBBackend(scratch, memory="1GB"), shards=3)


def test_readers_see_the_old_run_or_the_new_one_while_a_run_is_published(
    lake: Lake, vanguard: Scheme, backend: Backend
) -> None:
    _rate(lake, vanguard, backend)
    seen = set()

    def look(what: str, done: float) -> None:
        folder = read.run_folder(lake, OCTOBER, "vanguard-136")
        marks = run_account.run_manifest(folder)["tables"]
        rows = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in OUTPUTS}
        assert rows == {name: mark["rows"] for name, mark in marks.items()}
        seen.add(folder.name)

    held = read.run_folder(lake, OCTOBER, "vanguard-136")
    rate(lake, vanguard, OCTOBER, backend=backend, at=AT, shards=4, progress=look)
    look("after", 1.0)
    assert len(seen) == 2
    assert pq.read_metadata(held / "totals.parquet").num_rows > 0, "who had the old run open can read on"
