"""The demo leaves everything that is not its own alone. What it serves is walked through in tests/journeys."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.cli.terminal import typed
from tests.flows.conftest import SCHEMES


def _run(*words: object, **options: str) -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own, with nothing of this one's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "goodstanding", *[str(word) for word in words]]
    options = {"GOODSTANDING_SCHEME": str(SCHEMES / "vanguard-136"), "GOODSTANDING_LOG_LEVEL": "ERROR", **options}
    return subprocess.run(command, env=kept | options, capture_output=True, text=True, timeout=120, check=False)


def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = typed("demo", "--folder", tmp_path / "demo", "--port", port)
    assert said.code == 1
    assert f"Port {port} cannot be used" in said.err
    assert "choose another with --port" in said.err
    assert not (tmp_path / "demo").exists()


def test_fresh_never_clears_a_folder_that_the_demo_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "dear.txt").write_text("keep me", encoding="utf-8")
    said = typed("demo", "--folder", tmp_path, "--port", _free(), "--fresh")
    assert said.code == 1
    assert f"{tmp_path} was not made by the demo" in said.err
    assert (tmp_path / "dear.txt").read_text(encoding="utf-8") == "keep me"


def test_fresh_leaves_a_database_elsewhere_alone(tmp_path: Path) -> None:
    (tmp_path / ".demo").touch()
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.sqlite3"
    said = _run("demo", "--folder", tmp_path, "--port", _free(), "--fresh", DATABASE_URL=elsewhere)
    assert said.returncode == 1
    assert "--fresh leaves alone" in said.stderr
    assert (tmp_path / ".demo").exists()


def test_a_real_organization_is_never_served_as_a_demo(tmp_path: Path) -> None:
    founded = _run("found", "Example union", GOODSTANDING_DATA=str(tmp_path))
    assert founded.returncode == 0, founded.stderr
    said = _run("demo", "--folder", tmp_path, "--port", _free())
    assert said.returncode == 1
    assert "belongs to Example union" in said.stderr
    assert not (tmp_path / ".demo").exists()


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
