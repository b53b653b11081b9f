"""`goodstanding roster`, as somebody who runs an installation types it, each time in a process of its own."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.conftest import SCHEMES
from tests.rosters import HEADER, as_csv, line

pytestmark = pytest.mark.slow


class Installation:
    """An organization in a folder of its own, and its command."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self.folder = folder
        # What making every table anew says is said by tests/cli/test_demo.py.
        if migrated.exists():
            shutil.copyfile(migrated, folder / "house.sqlite3")
        assert self.run("found", "Example union", "--code", "TOP", "--since", "2010-01-01").returncode == 0

    def run(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """The command."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))
        }
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        kept |= {
            "DATABASE_URL": f"sqlite:///{self.folder / 'house.sqlite3'}",
            "GOODSTANDING_DATA": str(self.folder / "data"),
            "GOODSTANDING_SCHEME": str(SCHEMES / "vanguard-136"),
        }
        command = [sys.executable, "-m", "goodstanding", *[str(word) for word in words]]
        return subprocess.run(command, env=kept, capture_output=True, text=True, timeout=120, check=False)

    def file(self, name: str, *rows: list[str]) -> Path:
        """A file of members."""
        path = self.folder / name
        path.write_bytes(as_csv([HEADER, *rows]))
        return path


@pytest.fixture(scope="module")
def installation(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for all of these tests."""
    yield Installation(tmp_path_factory.mktemp("roster"), migrated)


def test_members_come_in_go_out_and_come_in_again_unchanged(installation: Installation) -> None:
    file = installation.file("good.csv", line("N1", unit="TOP", classes="full"), line("N2", unit="TOP", phone="000-1"))
    checked = json.loads(installation.run("roster", "import", file, "--unit", "TOP", "--check", "--json").stdout)
    assert (checked["imported"], checked["added"]) == (False, 2)
    first = json.loads(installation.run("roster", "import", file, "--unit", "TOP", "--json").stdout)
    assert (first["imported"], first["added"]) == (True, 2)
    out = installation.folder / "out.xlsx"
    said = installation.run("roster", "export", out, "--unit", "TOP", "--chinese")
    assert (said.returncode, said.stdout) == (0, f"2 members written to {out}\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    again = json.loads(installation.run("roster", "import", out, "--unit", "TOP", "--json").stdout)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert list((installation.folder / "data" / "rosters").iterdir()) == []


def test_one_refused_row_keeps_all_out_unless_the_good_ones_are_asked_for(installation: Installation) -> None:
    file = installation.file("bad.csv", line("G1", unit="TOP"), line("G2", unit="TOP", joined="2012-02-30"))
    sheet = installation.folder / "refused.csv"
    said = installation.run("roster", "import", file, "--unit", "TOP", "--refused", sheet)
    assert said.returncode == 1
    assert "Nothing was imported." in said.stderr
    assert "There is no such day" in sheet.read_text("utf-8-sig")
    good = json.loads(installation.run("roster", "import", file, "--unit", "TOP", "--good-rows-only", "--json").stdout)
    assert (good["imported"], good["added"], good["refused"]) == (True, 1, 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "nowhere.csv", "--unit", "TOP"), "There is no file nowhere.csv"),
        (("export", "x.pdf", "--unit", "TOP"), "ends neither in .csv nor in .xlsx"),
        (("export", "x.csv", "--unit", "NOWHERE"), "There is no open unit with the code NOWHERE."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    installation: Installation, words: tuple[str, ...], sentence: str
) -> None:
    said = installation.run("roster", *words)
    assert said.returncode == 1
    assert sentence in said.stderr


def test_a_file_that_is_there_is_never_written_over(installation: Installation) -> None:
    file = installation.file("dear.csv", line("D1"))
    before = file.read_bytes()
    said = installation.run("roster", "export", file, "--unit", "TOP")
    assert (said.returncode, file.read_bytes()) == (1, before)
