"""Whatever happens to the files of a run or of its lake is found, and told with one sentence that names the file."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.problems import InputError
from goodstanding.flows.rating.rate import rate
from goodstanding.flows.rating.verify import Verification, verify
from goodstanding.flows.rating.whatif import whatif
from goodstanding.lake import read, run_account
from goodstanding.lake.layout import Lake
from goodstanding.lake.manifest import sha256
from tests import effort
from tests.flows.tiny import FEBRUARY, NAME, tiny_lake, tiny_scheme

AT = datetime(2016, 3, 1, tzinfo=UTC)
RUN = f"runs/month=2016-02/scheme={NAME}"
FACTS = "facts/month=2016-02/part-0.parquet"
FILES = (*[f"{RUN}/{name}" for name in ("manifest.json", *read.RUN_FILES)], "units.parquet", FACTS,
         "members/month=2016-01/part-0.parquet")  # fmt: skip

Harm = Callable[[Path], object]


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    opened = DuckDBBackend(tmp_path_factory.mktemp("scratch"), threads=1)
    yield opened
    opened.close()


def _rate(lake: Lake, backend: Backend) -> Path:
    return rate(
        lake, tiny_scheme(), FEBRUARY, backend=backend, at=AT, shards=None, progress=lambda _what, _done: None
    ).folder


@pytest.fixture(scope="module")
def whole(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Only to be read."""
    lake = tiny_lake(tmp_path_factory.mktemp("whole") / "lake")
    _rate(lake, backend)
    return lake


@pytest.fixture
def lake(whole: Lake, tmp_path: Path) -> Lake:
    return _copied(whole, tmp_path / "lake")


def _copied(whole: Lake, place: Path) -> Lake:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(whole.root, place, symlinks=True)
    return Lake(place)


def _verify(lake: Lake, backend: Backend) -> Verification:
    return verify(lake, NAME, FEBRUARY, backend=backend, at=AT, shards=None, progress=lambda _what, _done: None)


def _said(lake: Lake, backend: Backend) -> tuple[str, ...]:
    """The differences, or the sentence with which nothing could be compared."""
    try:
        return _verify(lake, backend).differences
    except InputError as refused:
        return (refused.message,)


def test_a_run_that_nothing_happened_to_holds(lake: Lake, backend: Backend) -> None:
    assert _verify(lake, backend) == Verification((), tuple(OUTPUTS_IN_ORDER))


OUTPUTS_IN_ORDER = ("points", "totals", "ranks", "flags", "unit_totals", "unit_ranks")


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


HARMS: dict[str, Harm] = {
    "removed": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "halved": _halved,
    "garbage": lambda path: path.write_bytes(b"\xff\x00 [[[[ not what it was"),
    "folder": _folder_instead,
    "longer": lambda path: path.write_bytes(path.read_bytes() + b" "),
}


#: Every file harmed in every way takes minutes; at every change each file is harmed once, and each way is tried.
PAIRS = [
    (name, harm)
    for row, name in enumerate(FILES)
    for column, harm in enumerate(HARMS)
    if effort.THOROUGH or row % len(HARMS) == column
]


@pytest.mark.parametrize(("name", "harm"), PAIRS)
def test_every_harm_is_told_with_the_name_of_the_file(name: str, harm: str, lake: Lake, backend: Backend) -> None:
    HARMS[harm](lake.root / name)
    said = _said(lake, backend)
    wanted = name.removeprefix(f"{RUN}/")
    assert any(wanted in one for one in said), f"{name} {harm}: {said}"
    assert all("\n" not in one for one in said)


@settings(max_examples=effort.examples(10), deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(name=st.sampled_from(FILES), where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_no_bit_turns_and_no_byte_goes_unnoticed(
    name: str, where: float, bit: int, cut: bool, whole: Lake, backend: Backend, tmp_path: Path
) -> None:
    lake = _copied(whole, tmp_path / "lake")
    content = bytearray((lake.root / name).read_bytes())
    place = int(where * len(content))
    if cut:
        del content[place]
    else:
        content[place] ^= 1 << bit
    (lake.root / name).write_bytes(content)
    said = _said(lake, backend)
    assert said, f"{name}: byte {place} is another one"
    assert any(name.removeprefix(f"{RUN}/") in one for one in said)


# What the manifest says


def _in_manifest(lake: Lake, change: Callable[[dict[str, Any]], object]) -> None:
    path = lake.root / RUN / "manifest.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"month": "2016-03"}, "manifest.json says that the run is of 2016-03, not of 2016-02"),
        ({"scheme": "other"}, "manifest.json says that the run is of other, not of tiny"),
        ({"scheme_fingerprint": "0" * 64}, "scheme.json is not the scheme that the manifest names"),
        ({"tables": {}}, "manifest.json says nothing about flags, points, ranks, totals, unit_ranks, unit_totals"),
        ({"files": {"totals.parquet": "0" * 64}}, "manifest.json names other files than a run has"),
        ({"made_at": "2016-04-01"}, "manifest.json is not the file that was published"),
        ({"warnings": ["none of it"]}, "manifest.json is not the file that was published"),
    ],
)
def test_a_changed_word_of_the_manifest_is_found(
    change: dict[str, Any], why: str, lake: Lake, backend: Backend
) -> None:
    _in_manifest(lake, lambda found: found.update(change))
    assert any(one.startswith(why) for one in _said(lake, backend))


@pytest.mark.parametrize("content", ["[]", "{}", "null", '{"tables": []}', "[" * 100_000])
def test_a_manifest_that_is_none_is_refused_with_its_name(content: str, lake: Lake, backend: Backend) -> None:
    path = lake.root / RUN / "manifest.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"manifest\.json .*; rate the month again\.$"):
        _verify(lake, backend)


# What a table holds


def _with_column(path: Path, name: str, kind: pa.DataType) -> None:
    with pq.ParquetFile(path) as opened:
        rows = opened.read()
    pq.write_table(rows.set_column(rows.column_names.index(name), name, rows[name].cast(kind)), path)


def test_a_column_of_another_type_is_found_though_its_numbers_are_the_same(lake: Lake, backend: Backend) -> None:
    _with_column(lake.root / RUN / "totals.parquet", "total", pa.float64())
    _without_files(lake)
    assert [one for one in _said(lake, backend) if one.startswith("totals.parquet is damaged or has another form")]


def _without_files(lake: Lake) -> None:
    """A manifest as it was written before it had the SHA-256 of every file."""
    _in_manifest(lake, lambda found: (found.pop("files"), found.pop("sha256")))


def _hide_members(path: Path) -> None:
    """Writes a table anew with a footer that says of its rows what is not so: who asks for the last finds nobody."""
    with pq.ParquetFile(path) as opened:
        told: Any = opened.metadata.row_group(0).column(0).statistics
        greatest = told.max
        assert greatest == 6 == opened.read()["member_id"].to_pylist()[-1]
    content = path.read_bytes()
    lie, truth = (greatest - 1).to_bytes(8, "little"), greatest.to_bytes(8, "little")
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    assert truth in content[footer:]
    path.write_bytes(content[:footer] + content[footer:].replace(truth, lie))


@pytest.mark.parametrize("old", [False, True])
def test_a_footer_that_hides_members_is_found_in_old_runs_too(old: bool, lake: Lake, backend: Backend) -> None:
    path = lake.root / RUN / "totals.parquet"
    _hide_members(path)
    totals = backend.rows(read.run_table(backend, path.parent, "totals").filter(lambda rows: rows.member_id == 6))
    assert totals == [], "the database believes the footer"
    if old:
        _without_files(lake)
    assert any(one.startswith("totals.parquet") for one in _said(lake, backend))


def test_a_run_of_before_is_verified_and_said_to_be_one(lake: Lake, backend: Backend) -> None:
    _without_files(lake)
    verdict = _verify(lake, backend)
    assert verdict.same
    assert [one.split(";")[0] for one in verdict.warnings] == [
        "the run is of before the SHA-256 of every file was recorded"
    ]
    _in_manifest(lake, lambda found: found["engine"].update(pyarrow="9.9"))
    _hide_members(lake.root / RUN / "totals.parquet")
    (warning,) = _verify(lake, backend).warnings
    assert "whether the footers of totals are right is not known" in warning


def test_a_run_names_the_sha_256_of_every_file(lake: Lake) -> None:
    folder = read.run_folder(lake, FEBRUARY, NAME)
    files = run_account.run_manifest(folder)["files"]
    assert files == {path.name: sha256(path) for path in folder.iterdir() if path.name != "manifest.json"}


def test_a_comparison_of_rules_does_not_believe_a_damaged_run(lake: Lake, backend: Backend, tmp_path: Path) -> None:
    def compared() -> Any:
        scratch = tmp_path / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        rules = (tiny_scheme(), tiny_scheme())
        return whatif(lake, FEBRUARY, rules, backend=backend, scratch=scratch, progress=lambda _what, _done: None)

    before = compared()
    _hide_members(lake.root / RUN / "totals.parquet")
    after = compared()
    assert (before.before_from_run, after.before_from_run) == (True, False)
    assert after.impact == before.impact
