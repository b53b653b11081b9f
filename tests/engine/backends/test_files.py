"""What a folder is called changes nothing that is read from it, nor does the width in which a writer put numbers."""

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.files import literal, parquet_sql, written
from goodstanding.engine.problems import InputError
from goodstanding.engine.tables import FACTS, MEMBERS

#: Names that other programs read more into than a name.
NASTY = ("value=1000", "kind=zzz", "a*b", "a?b", "[ab]", "a[!x]", "{a,b}", "it's", 'q"q', "a%20b", "~", "http:",
         "back\\slash", "a;b #c", "新 名", "line\nbreak", "x.parquet", "--memory", "**")  # fmt: skip
#: What a pattern in one of them would match.
DECOYS = ("aXb", "a", "b", "ab", "azb")

ROW = {"fact_id": 1, "subject": "member", "subject_id": 2, "kind": "came", "value": 3, "occurred_on": date(2016, 1, 1)}
DECOY = {**ROW, "kind": "decoy"}


def _facts(path: Path, rows: list[dict[str, Any]], **kinds: pa.DataType) -> Path:
    plain: dict[str, pa.DataType] = {
        "fact_id": pa.int64(),
        "subject": pa.string(),
        "subject_id": pa.int64(),
        "kind": pa.string(),
        "value": pa.int64(),
        "occurred_on": pa.date32(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, pa.schema({**plain, **kinds})), str(path))
    return path


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    yield request.getfixturevalue(f"{request.param}_backend")


def test_a_folder_of_any_name_is_read_and_nothing_beside_it(backend: Backend, tmp_path: Path) -> None:
    for name in DECOYS:
        _facts(tmp_path / name / "part.parquet", [DECOY] * 3)
    files = [_facts(tmp_path / name / "part.parquet", [{**ROW, "fact_id": i}]) for i, name in enumerate(NASTY)]
    for number, file in enumerate(files):
        assert backend.rows(backend.parquet([file], FACTS)) == [tuple({**ROW, "fact_id": number}.values())]
    together = backend.rows(backend.parquet(files, FACTS))
    assert sorted(row[0] for row in together) == list(range(len(NASTY)))
    assert {row[3:5] for row in together} == {("came", 3)}


_NAMES = st.text(st.sampled_from("ab=*?[]{}'\"\\ ~%$#:;!-^.,()&|\n新"), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=_NAMES.filter(lambda name: name not in {".", ".."}))
def test_every_name_is_read_as_itself_or_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "names" / name / "part.parquet"
    if not file.exists():
        _facts(file, [{**ROW, "kind": name}])
    try:
        asked = parquet_sql([file])
    except InputError as refused:
        assert "\\" in name and set(name) & set("*?["), "nothing else is refused"
        assert str(file) in refused.message
        return
    assert duckdb.sql(f"SELECT kind, value FROM {asked}").fetchall() == [(name, 3)]
    rows = file.with_name("rows.csv")
    duckdb.sql(f"COPY (SELECT 7 AS n) TO {written(rows)} (FORMAT csv)")
    assert duckdb.sql(f"SELECT n FROM read_csv({literal(rows)}, hive_partitioning = false)").fetchall() == [(7,)]


def test_numbers_of_every_width_are_read_in_any_order(backend: Backend, tmp_path: Path) -> None:
    large = 3_000_000_000
    files = [
        _facts(tmp_path / "narrow.parquet", [{**ROW, "value": 1}], value=pa.int32(), fact_id=pa.int16()),
        _facts(tmp_path / "wide.parquet", [{**ROW, "value": large, "fact_id": large}]),
        _facts(tmp_path / "unsigned.parquet", [{**ROW, "value": large + 1}], value=pa.uint64()),
        _facts(tmp_path / "excused.parquet", [{**ROW, "value": None}], value=pa.null()),
        _facts(tmp_path / "other.parquet", [{**ROW, "value": 2}], kind=pa.dictionary(pa.int8(), pa.string()),
               occurred_on=pa.date64(), subject=pa.large_string()),
        _facts(tmp_path / "none.parquet", []),
    ]  # fmt: skip
    wanted = {(1, 1), (large, large), (1, large + 1), (1, None), (1, 2)}
    orders = list(permutations(files)) if backend.name == "duckdb" else [files, files[::-1]]
    for order in orders[::7]:
        rows = backend.rows(backend.parquet(order, FACTS))
        assert {(row[0], row[4]) for row in rows} == wanted
        assert {(row[1], row[3], row[5]) for row in rows} == {("member", "came", date(2016, 1, 1))}


def test_classes_are_read_whatever_their_list_is_made_of(backend: Backend, tmp_path: Path) -> None:
    rows = [{"member_id": 1, "unit_id": 2, "classes": []}]
    full = [{"member_id": 2, "unit_id": 2, "classes": ["full", "young"]}]
    kinds: dict[str, tuple[list[dict[str, Any]], pa.DataType]] = {
        "empty": (rows, pa.list_(pa.null())),
        "plain": (full, pa.list_(pa.string())),
        "large": (full, pa.large_list(pa.dictionary(pa.int8(), pa.string()))),
    }
    for name, (content, kind) in kinds.items():
        types: dict[str, pa.DataType] = {"member_id": pa.int32(), "unit_id": pa.int64(), "classes": kind}
        schema = pa.schema(types)
        pq.write_table(pa.Table.from_pylist(content, schema), tmp_path / f"{name}.parquet")
    for order in permutations(tmp_path / f"{name}.parquet" for name in kinds):
        found = backend.rows(backend.parquet(order, MEMBERS))
        assert sorted((row[0], list(row[2])) for row in found) == [(1, []), *[(2, ["full", "young"])] * 2]
