"""A data folder that is moved elsewhere, the old one gone: what was made is verified and explained there, and the next
month is drafted."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.flows.rating.explain import explain
from goodstanding.flows.rating.verify import verify
from goodstanding.lake.layout import Lake
from goodstanding.models import Run
from goodstanding.queries.months import runs
from tests.beginnings import year_published
from tests.house import House
from tests.months import SEPTEMBER, published

pytestmark = [pytest.mark.usefixtures("house"), pytest.mark.begins(after=year_published)]


def _links(lake: Lake) -> list[Path]:
    return [path for path in lake.root.glob("*/month=*") if path.is_symlink()]


def _as_before(lake: Lake) -> None:
    """Links with whole paths, as earlier versions made them."""
    for path in (lake.units, *_links(lake)):
        there = path.resolve()
        path.unlink()
        path.symlink_to(there)


def _backend(folder: Path) -> Backend:
    folder.mkdir()
    return DuckDBBackend(folder, threads=1)


@pytest.mark.parametrize("old_links", [False, True])
def test_a_moved_data_folder_verifies_explains_and_drafts(
    old_links: bool, house: House, tmp_path: Path, settings: Any
) -> None:
    run, before = house.begun[0], Path(settings.DATA)
    assert _links(runs.lake_of(run))
    assert not any(path.readlink().is_absolute() for path in _links(runs.lake_of(run)))
    data = tmp_path / "old"
    shutil.copytree(before / "lake", data / "lake", symlinks=True)
    settings.DATA = data
    if old_links:
        _as_before(runs.lake_of(run))
    settings.DATA = tmp_path / "value=1000" / "new [a]*"
    shutil.move(data, settings.DATA)
    lake, backend = runs.lake_of(run), _backend(tmp_path / "scratch")
    verdict = verify(
        lake, run.scheme, run.month, backend=backend, at=house.at, shards=None, progress=lambda _what, _done: None
    )
    assert (verdict.differences, verdict.warnings) == ((), ())
    member = house.member()
    found = explain(lake, run.scheme, run.month, ("member", member.pk), backend=backend).explanation
    assert found.published.total == run.standings.get(member=member).total
    backend.close()
    again = published(house, SEPTEMBER, reason="moved")
    assert Run.objects.get(pk=again.pk).manifest["tables"] == run.manifest["tables"]
    assert all(path.resolve().is_relative_to(settings.DATA) for path in _links(runs.lake_of(again)))
