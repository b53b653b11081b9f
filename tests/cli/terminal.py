"""The command line as a person meets it: words typed, what is said on both streams, and the exit code."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any
from unittest.mock import patch

from goodstanding.cli import main
from goodstanding.cli.lazy import LazyGroup

ENDED = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Said:
    """What a command left on the screen."""

    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """Everything on the side, as one line without the frame."""
        return " ".join(self.err.replace("│", " ").split())


def typed(*words: object) -> Said:
    """Runs a command in this process, as the installed program would."""
    out, err = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    line = ["goodstanding", *map(str, words)]
    with (
        _signals_kept(),
        patch.object(sys, "argv", line),
        patch.dict(os.environ, {"COLUMNS": "200"}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = _run()
    return Said(code, _text(out), _text(err))


def _run() -> int:
    try:
        main.run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


@contextmanager
def _signals_kept() -> Iterator[None]:
    before = [(number, signal.getsignal(number)) for number in ENDED]
    try:
        yield
    finally:
        for number, what in before:
            signal.signal(number, what)


def _text(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def below_of(command: Any) -> dict[str, Any]:
    """The commands of a group, whole; none of a command."""
    found: dict[str, Any] = command.whole if isinstance(command, LazyGroup) else getattr(command, "commands", {})
    return found
