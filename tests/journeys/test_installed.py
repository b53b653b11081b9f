"""The package as it is installed: built, put elsewhere, and used in an empty folder, where no checkout is near."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.making import REPO
from tests.served import Browser, free_port, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the built wheel is installed."""
    source, wheels, site = (tmp_path_factory.mktemp(name) for name in ("source", "wheels", "site"))
    # From a copy, so that building leaves nothing in the checkout; only what git would take along.
    for name in ("src", "schemes", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        place = REPO / name
        (shutil.copytree if place.is_dir() else shutil.copy)(place, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", wheels, source], check=True)
    (wheel,) = wheels.glob("goodstanding-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", site, wheel], check=True)
    return site


def _environment(installed: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"PYTHONPATH": str(installed)}


def _typed(installed: Path, folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "goodstanding", *words]
    done = subprocess.run(command, check=False, cwd=folder, env=_environment(installed), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_the_installed_package_that_runs(installed: Path, tmp_path: Path) -> None:
    where = "import goodstanding; print(goodstanding.__file__)"
    command = [sys.executable, "-c", where]
    done = subprocess.run(
        command, cwd=tmp_path, env=_environment(installed), capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)


def test_both_schemes_are_known_by_name_wherever_one_stands(installed: Path, tmp_path: Path) -> None:
    said = _typed(installed, tmp_path, "scheme", "check", "vanguard-136")
    cases = len(list((REPO / "schemes" / "vanguard-136" / "cases").glob("*.yaml")))
    assert "136 indicators" in said
    assert f"{cases} worked cases as expected" in said
    assert "volunteer-corps" in _typed(installed, tmp_path, "scheme", "copy", "volunteer-corps", "own")
    assert (tmp_path / "own" / "scheme.yaml").is_file()


def test_the_tour_runs_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    told = _typed(installed, tmp_path, "tour", "--members", "500")
    assert "How it adds up" in told
    assert "goodstanding scheme copy" in told
    assert (tmp_path / "tour" / "bands.svg").is_file()


def test_the_demonstration_is_served_from_an_empty_folder(installed: Path, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "demo", symlinks=True)
    port, log = free_port(), tmp_path / "serve.log"
    command = [sys.executable, "-m", "goodstanding", "demo", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=tmp_path, env=_environment(installed), stdout=out, stderr=out)
        try:
            wait_for(port, server, log)
            answer = Browser(f"http://localhost:{port}").get("/rules/")
            assert answer.status in {200, 302}
            assert "[WARNING]" not in log.read_text(), "a newcomer's first screen complains of nothing that is meant"
        finally:
            server.terminate()
            server.wait(timeout=30)
