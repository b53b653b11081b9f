"""What a run's lake shares with others is found where the whole folder is, and nowhere else."""

import shutil
from pathlib import Path

import pytest

from goodstanding.engine.problems import InputError
from goodstanding.lake import read
from goodstanding.lake.layout import Lake, Store, parquet_files
from goodstanding.lake.links import link, mend_links
from tests.flows.tiny import FEBRUARY, tiny_lake

JANUARY = FEBRUARY - 1


def _store(folder: Path, *, absolute: bool) -> Lake:
    """A store as an application has it: a roster, two months of facts, units, and a run's lake that shows them."""
    store, lake = Store(folder / "lake"), Store(folder / "lake").lake(FEBRUARY, 1, "key")
    made = tiny_lake(folder / "made")
    pairs = [(lake.units, store.units("key") / "part-0000.parquet")]
    for month in (JANUARY, FEBRUARY):
        pairs.append((lake.members(month), store.roster(month, "snapshot")))
        pairs.append((lake.facts(month), store.facts(month, "1-all")))
    for here, there in pairs:
        there.parent.mkdir(parents=True, exist_ok=True)
        (made.root / here.relative_to(lake.root)).rename(there)
        here.parent.mkdir(parents=True, exist_ok=True)
        here.symlink_to(there.resolve()) if absolute else link(here, there)
    shutil.rmtree(made.root)
    return lake


def _links(lake: Lake) -> list[Path]:
    return [lake.units, *sorted(lake.root.glob("members/*")), *sorted(lake.root.glob("facts/*"))]


def _moved(lake: Lake, to: Path) -> Lake:
    """The whole data folder elsewhere, and the old one gone."""
    data = lake.root.parents[2]
    shutil.copytree(data, to, symlinks=True)
    shutil.rmtree(data)
    return Lake(to / lake.root.relative_to(data))


def _files(lake: Lake) -> list[Path]:
    months = (JANUARY, FEBRUARY)
    return [lake.units, *[file for month in months for place in (lake.members, lake.facts)
                          for file in parquet_files(place(month))]]  # fmt: skip


@pytest.mark.parametrize("absolute", [False, True])
def test_a_data_folder_that_was_moved_is_read_where_it_is(absolute: bool, tmp_path: Path) -> None:
    lake = _moved(_store(tmp_path / "old", absolute=absolute), tmp_path / "new" / "data")
    read.refuse_without_lake(lake)
    assert all(one.is_symlink() and not one.readlink().is_absolute() for one in _links(lake))
    assert len(_files(lake)) == 5
    assert all(file.resolve().is_relative_to(tmp_path / "new") for file in _files(lake))


def test_a_copy_beside_the_old_folder_does_not_read_the_old_one(tmp_path: Path) -> None:
    old = _store(tmp_path / "old", absolute=True)
    shutil.copytree(tmp_path / "old", tmp_path / "new", symlinks=True)
    new = Lake(tmp_path / "new" / old.root.relative_to(tmp_path / "old"))
    read.refuse_without_lake(new)
    assert all(file.resolve().is_relative_to(tmp_path / "new") for file in _files(new))
    assert all(one.readlink().is_absolute() for one in _links(old)), "the old one is left alone"


@pytest.mark.parametrize("absolute", [False, True])
@pytest.mark.parametrize("gone", ["facts", "rosters", "units"])
def test_what_was_not_brought_along_is_named(absolute: bool, gone: str, tmp_path: Path) -> None:
    lake = _moved(_store(tmp_path / "old", absolute=absolute), tmp_path / "new")
    shutil.rmtree(tmp_path / "new" / "lake" / gone)
    with pytest.raises(InputError) as refused:
        read.refuse_without_lake(lake)
    assert gone.removeprefix("rost") in refused.value.message


def test_a_link_of_the_owner_is_left_alone(tmp_path: Path) -> None:
    lake = tiny_lake(tmp_path / "runs" / "lake")
    elsewhere = tmp_path / "elsewhere" / "february"
    elsewhere.parent.mkdir()
    lake.facts(FEBRUARY).rename(elsewhere)
    lake.facts(FEBRUARY).symlink_to(elsewhere)
    mend_links(lake)
    assert lake.facts(FEBRUARY).readlink() == elsewhere


def test_where_no_relative_link_can_lead_there_it_is_a_copy(tmp_path: Path) -> None:
    there = tmp_path / "store" / "rosters" / "one"
    there.mkdir(parents=True)
    (there / "part.parquet").write_bytes(b"rows")
    (tmp_path / "disk" / "two").mkdir(parents=True)
    (tmp_path / "store" / "runs").symlink_to(tmp_path / "disk" / "two")
    here = tmp_path / "store" / "runs" / "key" / "members" / "month=2016-02"
    for _again in range(2):
        link(here, there)
        assert not here.is_symlink()
        assert [path.name for path in here.iterdir()] == ["part.parquet"]
