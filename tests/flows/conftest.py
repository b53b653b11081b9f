"""A made-up organization of 600 members over ten months, and a backend."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.simulate import simulate
from goodstanding.lake.layout import Lake

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"


@pytest.fixture(scope="session")
def vanguard() -> Scheme:
    return scheme_of(SCHEMES / "vanguard-136")


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory, vanguard: Scheme) -> Lake:
    """Only to be read: tests that write runs copy it first."""
    lake = Lake(tmp_path_factory.mktemp("made-up") / "lake")
    simulate(
        lake,
        members=600,
        first=parse_month("2016-01"),
        last=parse_month("2016-10"),
        seed=7,
        scheme=vanguard,
        progress=lambda done: None,
    )
    return lake


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Backend]:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    opened = DuckDBBackend(scratch, threads=2, memory="2GB")
    yield opened
    opened.close()
