"""`goodstanding rotate-keys`, as an operator runs it: new key, old key, and the old one thrown away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.actions.people import members
from tests.house import House
from tests.served import environment

PHONE = "0571-555-0100"
pytestmark = pytest.mark.usefixtures("transactional_db")
READ = (
    "import django; django.setup()\n"
    "from goodstanding.models import Member\n"
    "print([member.phone for member in Member.objects.exclude(phone='').order_by('pk')])"
)


def run(folder: Path, *command: str, secret: str, older: str = "") -> "subprocess.CompletedProcess[str]":
    """Runs Python on the database of this test with these keys."""
    keys = {"SECRET_KEY": secret, "GOODSTANDING_OLD_SECRET_KEYS": older}
    where = environment(folder, **keys, DJANGO_SETTINGS_MODULE="goodstanding.config.settings")
    return subprocess.run([sys.executable, *command], env=where, capture_output=True, text=True, check=False)


def rotate(folder: Path, **keys: str) -> "subprocess.CompletedProcess[str]":
    """The command."""
    return run(folder, "-m", "goodstanding", "rotate-keys", **keys)


def test_the_old_key_can_be_thrown_away_when_the_command_says_so(house: House, tmp_path: Path) -> None:
    members.correct(member=house.member(), values={"phone": PHONE}, by=None, at=house.at)
    old, new = settings.SECRET_KEY, "a new secret, as long as secrets are" + os.urandom(8).hex()
    refused = rotate(tmp_path, secret=new)
    assert refused.returncode == 1
    assert "1 values can be opened with none of the keys" in " ".join(refused.stderr.split())
    done = rotate(tmp_path, secret=new, older=old)
    assert (done.returncode, done.stderr) == (0, "")
    assert "goodstanding.Member.phone: 1 looked at, 1 sealed again" in done.stdout
    assert "Everything is sealed with the newest key." in done.stdout
    assert run(tmp_path, "-c", READ, secret=new).stdout == f"['{PHONE}']\n"
