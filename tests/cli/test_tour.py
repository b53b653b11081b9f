"""The tour: everything once on a made-up district, and nothing of anybody else's touched."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodstanding.cli.main import app
from goodstanding.engine.problems import InputError
from tests.flows.conftest import SCHEMES


def _tour(folder: Path, *options: str) -> str:
    command = ["tour", "--folder", str(folder), "--scheme", str(SCHEMES / "vanguard-136"), "--members", "120", *options]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_tour_rates_explains_draws_and_says_what_to_try_next(tmp_path: Path) -> None:
    told = _tour(tmp_path / "tour")
    assert "a made-up district of 120 members" in told.replace("A made", "a made")
    assert "How it adds up" in told
    assert "goodstanding whatif" in told
    assert (tmp_path / "tour" / "bands.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "is already there" in _tour(tmp_path / "tour"), "a second time it is quick"
    assert "is already there" not in _tour(tmp_path / "tour", "--fresh")


def test_fresh_never_clears_a_folder_that_no_tour_made(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(InputError, match="was not made by a tour"):
        _tour(tmp_path / "letters", "--fresh")
    assert (tmp_path / "letters" / "dear.txt").read_text(encoding="utf-8") == "keep me"
