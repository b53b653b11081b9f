"""The command `goodstanding`: what there is, and what happens when something goes wrong."""

import errno
import os
import signal
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from goodstanding import __version__
from goodstanding.cli import output
from goodstanding.cli.commands import Commands
from goodstanding.engine.disk import FULL, is_full
from goodstanding.engine.problems import InputError

app = typer.Typer(
    name="goodstanding",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "Rates the members and branches of very large organizations by their own written rules, "
        "exactly, and explains every point.\n\n"
        "Exit codes: 0 done, 1 refused (the input is not right; the message says what and where), "
        "2 not a command or option, 3 a fault of the program.\n\n"
        "Example: goodstanding rate lake --scheme vanguard-136 --month 2016-10"
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        output.results.print(__version__)
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


#: What the system refuses, and what to do about it.
_TODO = {
    errno.EACCES: "get the right to use it or name another place",
    errno.EPERM: "get the right to use it or name another place",
    errno.EROFS: "name a place that can be written to",
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room within your quota",
    errno.ENOTDIR: "name a folder",
    errno.EISDIR: "name a file",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.EEXIST: "name a folder that is new",
    errno.ENOENT: "make the folder it lies in first or name another place",
}


def run() -> None:
    """Runs the command line and turns what went wrong into a sentence and an exit code."""
    stopped = _stoppable()
    output.survive_any_encoding()
    try:
        app()
    except BaseException as error:
        # The database tells of an interrupt as of an error of its own.
        if stopped:
            _leave(128 + stopped[0])
        if not isinstance(error, Exception):
            raise
        sys.exit(_report(error))


def _report(error: Exception) -> int:
    """Says in a sentence what went wrong, and whose fault it is as the exit code."""
    refused = error if isinstance(error, InputError) else _refusal(error)
    if refused is not None:
        output.refuse(refused)
        return output.REFUSED
    if os.environ.get("GOODSTANDING_TRACEBACK"):
        raise error
    output.trouble("A fault of the program:", f"{type(error).__name__}: {error}")
    output.aside.print("Nothing was changed. Set GOODSTANDING_TRACEBACK=1 and run it again to see where it happened.")
    return output.FAULT


def _leave(code: int) -> NoReturn:
    """Ends at once: threads of the database that still look at Python objects crash an interpreter that is ending."""
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _stoppable() -> list[int]:
    """Lets Ctrl-C and a polite kill end every block on the way out; the list gets the signal that did."""
    stopped: list[int] = []

    def stop(number: int, frame: object) -> None:
        del frame
        stopped.append(number)
        sys.exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopped


def _refusal(error: Exception) -> InputError | None:
    """What the machine, and not the program, stands in the way with."""
    if isinstance(error, OSError) and error.errno in _TODO and error.filename:
        return InputError(f"{error.filename} cannot be used ({error.strerror}); {_TODO[error.errno]}.")
    # A command that names no database raises none of its errors.
    if "duckdb" in sys.modules:
        from goodstanding.lake.diagnose import machine_refusal  # noqa: PLC0415

        if (machine := machine_refusal(error)) is not None:
            return machine
    if isinstance(error, OSError) and error.errno in _TODO:
        return InputError(f"The output cannot be used ({error.strerror}); {_TODO[error.errno]}.")
    return InputError(FULL) if is_full(error) else None
