"""A made-up organization of 120 members over two months, with one run; made through the command line once."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Said, typed

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"
VANGUARD = SCHEMES / "vanguard-136"
#: What is said where there is no such scheme.
COMES_ALONG = "name the folder of a scheme, or a scheme that comes along: vanguard-136 or volunteer-corps."

#: What is typed to make the lake.
SIMULATE = ("--members", 120, "--from", "2016-01", "--to", "2016-02", "--scheme", VANGUARD)


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The lake, only to be read, and what making it said."""
    lake = tmp_path_factory.mktemp("cli") / "lake"
    return lake, typed("simulate", lake, *SIMULATE)


@pytest.fixture(scope="session")
def rated(simulated: tuple[Path, Said], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """A lake with a run of February, only to be read, and what rating it said."""
    lake = tmp_path_factory.mktemp("cli") / "lake"
    shutil.copytree(simulated[0], lake)
    return lake, typed("rate", lake, "--scheme", VANGUARD, "--month", "2016-02")


@pytest.fixture(scope="session")
def rated_as_json(simulated: tuple[Path, Said], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The same once more, in a lake of its own, as JSON."""
    lake = tmp_path_factory.mktemp("cli") / "lake"
    shutil.copytree(simulated[0], lake)
    said = typed("rate", lake, "--scheme", VANGUARD, "--month", "2016-02", "--json")
    assert (said.code, said.err) == (0, "")
    return lake, json.loads(said.out)


@pytest.fixture
def mine(rated: tuple[Path, Said], tmp_path: Path) -> Path:
    """A rated lake to change."""
    shutil.copytree(rated[0], tmp_path / "mine", symlinks=True)
    return tmp_path / "mine"
