"""A backup taken while people write, restored elsewhere; damaged, half restored, and put where something is."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.db import connection

from goodstanding.actions.ledger import ledger
from goodstanding.engine.problems import InputError
from goodstanding.flows.backup import make, manifest
from goodstanding.flows.backup import restore as restoring
from goodstanding.models import Fact, Run
from tests.beginnings import year_published
from tests.database import database_beside
from tests.house import House
from tests.served import environment

#: Of the place where it is restored to.
SECRET = "another secret of the place where it is restored, 2016"

pytestmark = [pytest.mark.begins(after=year_published), pytest.mark.usefixtures("transactional_db")]


def quiet(_what: str, _share: float) -> None:
    """Shows no progress."""


@pytest.fixture
def backed_up(house: House, tmp_path: Path) -> Path:
    """A backup of the house."""
    (Path(live.DATA) / "secret-key").write_text("a secret that is as long as secrets of this kind are")
    make.make(tmp_path / "backup", at=house.at, report=quiet)
    return tmp_path / "backup"


@pytest.fixture
def elsewhere(tmp_path: Path, settings: Any) -> Path:
    """A data folder that is not there yet, for what is restored in this process."""
    settings.DATA = tmp_path / "elsewhere"
    return tmp_path / "elsewhere"


@pytest.fixture
def only_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the same folders, and a database that cannot be put there in a test's own process")


def facts_in(folder: Path) -> list[Any]:
    with closing(sqlite3.connect(folder / "goodstanding.sqlite3")) as opened:
        return opened.execute("SELECT source_key FROM goodstanding_fact ORDER BY id").fetchall()


def writing(house: House, done: list[str], over: threading.Event) -> None:
    """Records facts one by one; a key is in `done` once the fact is acknowledged."""
    for number in range(10_000):
        if over.is_set():
            break
        ledger.record(
            kind="study.hours", subject=house.member(), value=1000, occurred_on=date(2016, 10, 1), key=f"w{number}",
            source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at,
        )  # fmt: skip
        done.append(f"w{number}")
    connection.close()


def goodstanding(*words: object, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "goodstanding", *map(str, words)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_what_was_acknowledged_before_it_began_is_in_it_and_every_run_has_its_files(
    house: House, tmp_path: Path
) -> None:
    done, over = list[str](), threading.Event()
    writer = threading.Thread(target=writing, args=(house, done, over))
    writer.start()
    while len(done) < 5:
        over.wait(0.01)
    before = list(done)
    made = make.make(tmp_path / "backup", at=house.at, report=quiet)
    over.set()
    writer.join()
    assert make.missing(made) == []
    with database_beside("restored") as there:
        env = environment(tmp_path / "new", **there, SECRET_KEY=SECRET)
        said = goodstanding("restore", tmp_path / "backup", env=env)
        assert (said.returncode, said.stderr) == (0, ""), said.stderr
        told = "import json, django; django.setup(); from goodstanding.models import *; print(json.dumps("
        told += "[[*Fact.objects.values_list('source_key', flat=True)], [*Run.objects.values_list('key', flat=True)]]))"
        env |= {"DJANGO_SETTINGS_MODULE": "goodstanding.config.settings"}
        asked = subprocess.run([sys.executable, "-c", told], env=env, capture_output=True, text=True, check=True)
        keys, runs = json.loads(asked.stdout)
    assert set(before) <= set(keys)
    assert sorted(runs) == sorted(Run.objects.values_list("key", flat=True))
    _every_run_has_its_files(tmp_path / "new")


def _every_run_has_its_files(data: Path) -> None:
    for run in Run.objects.all():
        lake = data / "lake" / "runs" / f"2016-09-{run.number}-{run.key}"
        links = [path for path in lake.rglob("*") if path.is_symlink()]
        assert links
        for link in links:
            assert link.resolve(strict=True).is_relative_to(data.resolve()), "in the folder that was restored"
        assert list(lake.glob("runs/*/*/totals.parquet"))


def test_everything_comes_back_as_it_was(house: House, backed_up: Path, elsewhere: Path, only_sqlite: None) -> None:
    kept, before = restoring.restore(backed_up, over=False, at=house.at, report=quiet)
    assert before is None
    assert kept.rows["goodstanding_fact"] == Fact.objects.count() == len(facts_in(elsewhere)) > 0
    assert (elsewhere / "secret-key").read_text() == (Path(live.DATA) / "secret-key").read_text()
    assert not list(elsewhere.parent.glob(".*"))


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _parquet(backup: Path) -> Path:
    return next(path for path in sorted(backup.rglob("*.parquet")) if path.is_file())


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a flipped bit in the database": (lambda one: _flip(next(one.glob("database.*"))), "not whole"),
    "a flipped bit in the lake": (lambda one: _flip(_parquet(one)), "not whole"),
    "a file cut short": (lambda one: os.truncate(_parquet(one), 10), "not whole"),
    "a file too few": (lambda one: _parquet(one).unlink(), "not whole"),
    "a file too many": (lambda one: (one / "data" / "new").write_text("x"), "not whole"),
    "no manifest": (lambda one: (one / "backup.json").unlink(), "is no backup"),
    "half a manifest": (lambda one: os.truncate(one / "backup.json", 50), "cannot be read"),
    "a way out": (
        lambda one: (one / "backup.json").write_text(
            (one / "backup.json").read_text().replace('"data/secret-key"', '"data/../../secret"')
        ),
        "lies outside",
    ),
    "no folder": (shutil.rmtree, "is no backup"),
}


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    house: House, backed_up: Path, elsewhere: Path, tmp_path: Path
) -> None:
    for name, (damage, said) in DAMAGES.items():
        copy = tmp_path / "damaged"
        shutil.copytree(backed_up, copy, symlinks=True)
        damage(copy)
        with pytest.raises(InputError, match=said):
            restoring.restore(copy, over=True, at=house.at, report=quiet)
        assert not elsewhere.exists(), name
        shutil.rmtree(copy, ignore_errors=True)


def test_what_is_in_use_is_left_alone_unless_told(
    house: House, backed_up: Path, elsewhere: Path, only_sqlite: None
) -> None:
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine")
    with pytest.raises(InputError, match="in use already"):
        restoring.restore(backed_up, over=False, at=house.at, report=quiet)
    assert [path.name for path in elsewhere.iterdir()] == ["mine"]
    _kept, before = restoring.restore(backed_up, over=True, at=house.at, report=quiet)
    assert before is not None
    assert (before / "mine").read_text() == "mine"
    assert facts_in(elsewhere)


def dying_after(number: int) -> Callable[[str, float], None]:
    """Shows so many steps of progress, and at the next the process is gone."""
    left = iter([None] * number)

    def report(_what: str, _share: float) -> None:
        if next(left, 9):
            os._exit(9)

    return report


def test_killed_at_any_moment_there_is_the_old_state_or_the_new(
    house: House, backed_up: Path, elsewhere: Path, only_sqlite: None
) -> None:
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine")
    steps = list[str]()
    restoring.restore(backed_up, over=True, at=house.at, report=lambda what, _share: steps.append(what))
    shutil.rmtree(elsewhere)
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine")
    connection.close()
    for number in sorted({0, 1, len(steps) // 3, len(steps) // 2, len(steps) - 2, len(steps) - 1}):
        child = os.fork()
        if child == 0:
            restoring.restore(backed_up, over=True, at=house.at, report=dying_after(number))
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert [path.name for path in elsewhere.iterdir()] == ["mine"], steps[number]
    restoring.restore(backed_up, over=True, at=house.at.replace(year=2017), report=quiet)
    assert facts_in(elsewhere), "and what a killed one left does not stand in the way"


def test_a_folder_that_is_not_empty_gets_no_backup(house: House, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "mine").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        make.make(tmp_path / "backup", at=house.at, report=quiet)


def test_a_backup_of_another_kind_of_database_is_refused(house: House, backed_up: Path, elsewhere: Path) -> None:
    told = (backed_up / manifest.NAME).read_text()
    kinds = ("sqlite", "postgresql") if connection.vendor == "sqlite" else ("postgresql", "sqlite")
    (backed_up / manifest.NAME).write_text(told.replace(f'"database": "{kinds[0]}"', f'"database": "{kinds[1]}"'))
    with pytest.raises(InputError, match="set DATABASE_URL to fit"):
        restoring.restore(backed_up, over=True, at=house.at, report=quiet)
