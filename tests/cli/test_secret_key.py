"""A database is only worked on with the secret key that it was written with."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.actions.people import members
from goodstanding.actions.sign_in import secret_check
from goodstanding.config.options import Options, secret_of
from goodstanding.engine.problems import InputError
from goodstanding.models import Member, Organization
from tests.house import House
from tests.served import environment

OTHER = "another secret key, as long as secret keys have to be"


def worker(folder: Path, **keys: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "goodstanding", "worker", "--once"]
    return subprocess.run(command, env=environment(folder, **keys), capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("transactional_db")
def test_no_work_is_done_with_a_key_that_opens_nothing(house: House, tmp_path: Path) -> None:
    secret_check.refuse_foreign_key()
    refused = worker(tmp_path, SECRET_KEY=OTHER)
    assert refused.returncode == 1
    assert "The secret key opens nothing in this database" in " ".join(refused.stderr.split())
    done = worker(tmp_path, SECRET_KEY=OTHER, GOODSTANDING_OLD_SECRET_KEYS=settings.SECRET_KEY)
    assert done.returncode == 0, done.stderr


def test_a_database_from_before_is_known_by_what_is_sealed_in_it(house: House, settings: object) -> None:
    assert Organization.objects.get().key_check == ""
    members.correct(member=house.member(), values={"phone": "0571-555-0100"}, by=None, at=house.at)
    right, settings.SECRET_KEY = settings.SECRET_KEY, OTHER  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="opens nothing"):
        secret_check.refuse_foreign_key()
    settings.SECRET_KEY = right  # type: ignore[attr-defined]
    secret_check.refuse_foreign_key()
    assert Organization.objects.get().key_check != ""
    assert Member.objects.get(pk=house.member().pk).phone == "0571-555-0100"


def test_no_secret_is_made_up_beside_a_database_that_has_one(tmp_path: Path) -> None:
    first = secret_of(Options(data=tmp_path))
    (tmp_path / "goodstanding.sqlite3").touch()
    assert secret_of(Options(data=tmp_path)) == first
    (tmp_path / "secret-key").unlink()
    with pytest.raises(InputError, match="put it back from your backup"):
        secret_of(Options(data=tmp_path))
    assert not (tmp_path / "secret-key").exists()
