"""The program as a whole: its help, its exit codes, and what it does when it is stopped or the terminal is poor."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from goodstanding import __version__
from goodstanding.cli import main, rate
from goodstanding.engine.period import parse_month
from goodstanding.lake.layout import Lake
from goodstanding.lake.read import run_folder
from tests.cli.conftest import VANGUARD
from tests.cli.terminal import Said, below_of, typed

PROGRAM = (sys.executable, "-m", "goodstanding")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group with what is typed to get to it."""
    yield path, command
    for name, below in below_of(command).items():
        yield from commands(below, (*path, name))


EVERY = dict(commands(typer.main.get_command(main.app)))


# Help


@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(path) or "goodstanding")
def test_the_help_names_every_option_and_has_an_example(path: tuple[str, ...]) -> None:
    said = typed(*path, "--help")
    assert (said.code, said.err) == (0, "")
    for parameter in EVERY[path].params:
        names = [name for name in parameter.opts if name.startswith("--")] or [parameter.metavar]
        assert all(name in said.out for name in names)
    below = below_of(EVERY[path])
    assert all(name in said.out for name in below)
    if below or any(parameter.required for parameter in EVERY[path].params):
        assert "Example" in said.out


@pytest.mark.parametrize("words", [(), ("lake",), ("scheme",)])
def test_a_group_alone_shows_its_help(words: tuple[str, ...]) -> None:
    said = typed(*words)
    assert said.code == 2
    assert "Usage: goodstanding" in said.out + said.err


def test_the_version_is_told() -> None:
    said = typed("--version")
    assert (said.code, said.out, said.err) == (0, f"{__version__}\n", "")


def test_the_list_of_commands_says_what_each_command_says_of_itself() -> None:
    group: Any = typer.main.get_command(main.app)
    for name, command in group.whole.items():
        first = " ".join(str(command.help).split("\n\n")[0].split())
        assert group.commands[name].help == first


def test_the_version_and_the_list_of_commands_load_no_database() -> None:
    heavy = ("duckdb", "ibis", "pandas", "numpy", "pyarrow", "altair", "django", "openpyxl", "yaml")
    script = "import sys; from goodstanding.cli.main import run\ntry: run()\nfinally: print(set(sys.modules))"
    for words in (["--version"], ["--help"]):
        done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
        loaded = done.stdout.splitlines()[-1]
        assert [name for name in heavy if f"'{name}'" in loaded] == []


# Exit codes


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("simulat",), "Did you mean 'simulate'?"),
        (("rate", "lake", "--colour"), "--colour"),
        (("lake", "drain"), "'drain'"),
        (("rate",), "'LAKE'"),
    ],
)
def test_what_is_no_command_or_option_ends_with_2(words: tuple[str, ...], why: str) -> None:
    said = typed(*words)
    assert (said.code, said.out) == (2, "")
    assert why in said.message


def test_a_fault_of_the_program_ends_with_3_and_no_traceback(
    simulated: tuple[Path, Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("[/]")

    monkeypatch.setattr(rate, "rate_lake", broken)
    words = ("rate", simulated[0], "--scheme", VANGUARD, "--month", "2016-02")
    said = typed(*words)
    assert (said.code, said.out) == (3, "")
    assert said.err.splitlines() == [
        "A fault of the program: ZeroDivisionError: [/]",
        "Nothing was changed. Set GOODSTANDING_TRACEBACK=1 and run it again to see where it happened.",
    ]
    monkeypatch.setenv("GOODSTANDING_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        typed(*words)


def test_too_little_memory_and_a_full_disk_are_not_faults_of_the_program(
    simulated: tuple[Path, Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/data/points.parquet")

    def small(*_: object, **__: object) -> None:
        raise MemoryError

    words = ("rate", simulated[0], "--scheme", VANGUARD, "--month", "2016-02")
    monkeypatch.setattr(rate, "rate_lake", full)
    said = typed(*words)
    assert said.code == 1
    assert said.err == (
        "Refused: /data/points.parquet cannot be used (No space left on device); make room on that disk.\n"
    )
    monkeypatch.setattr(rate, "rate_lake", small)
    said = typed(*words)
    assert said.code == 1
    assert "give more with --memory" in said.err


# From the outside


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_module_is_the_program_from_any_folder(
    rated: tuple[Path, Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(VANGUARD, tmp_path / "规则 [a]")
    monkeypatch.chdir(tmp_path)
    done = run("scheme", "show", "规则 [a]", "ORG04", "--lang", "zh", LC_ALL="C")
    assert done.returncode == 0
    assert "主题党日" in done.stdout.decode("utf-8")
    refused = run("verify", "nowhere", "--scheme", "vanguard-136", "--month", "2016-02")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr == b"Refused: There is no folder nowhere; name the folder of a lake.\n"


def test_a_terminal_without_the_letters_gets_them_spelled_out() -> None:
    done = run("scheme", "show", VANGUARD, "ORG04", "--lang", "zh", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u515a" in done.stdout
    done = run("scheme", "show", VANGUARD, "ORG04", "--lang", "zh", "--json", PYTHONIOENCODING="gbk")
    assert "党" in json.loads(done.stdout.decode("ascii"))["title"]["zh"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_it_half_way_keeps_the_last_run_and_nothing_else(mine: Path, number: signal.Signals) -> None:
    before = run_folder(Lake(mine), parse_month("2016-02"), "vanguard-136")
    building = before.parent / "building"
    words = ("rate", mine, "--scheme", VANGUARD, "--month", "2016-02")
    process = subprocess.Popen([*PROGRAM, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not building.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (128 + number, b"", b"")
    assert run_folder(Lake(mine), parse_month("2016-02"), "vanguard-136") == before
    assert not list(mine.glob(".scratch-*"))
