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
from goodstanding.cli.backup import backup, restore
from goodstanding.cli.database import migrate
from goodstanding.cli.demo import demo
from goodstanding.cli.explain import explain
from goodstanding.cli.lake import app as lake
from goodstanding.cli.platform import create_user, found, rotate_keys, serve, worker
from goodstanding.cli.rate import rate, verify
from goodstanding.cli.roster import app as roster
from goodstanding.cli.scheme import app as scheme
from goodstanding.cli.simulate import simulate
from goodstanding.cli.tour import chart, tour
from goodstanding.cli.whatif import whatif
from goodstanding.engine.disk import FULL, is_full
from goodstanding.engine.fault import Refused
from goodstanding.lake.trouble import NO_MEMORY, short_of_memory

app = typer.Typer(
    name="goodstanding",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "Rates the members and branches of very large organizations by their own written rules, "
        "exactly, and explains every point.\n\n"
        "Exit codes: 0 done, 1 refused (the input is not right; the message says what and where), "
        "2 not a command or option, 3 a fault of the program.\n\n"
        "Example: goodstanding rate lake --scheme schemes/vanguard-136 --month 2016-10"
    ),
)
app.add_typer(scheme, name="scheme", rich_help_panel="Rules")
app.command(rich_help_panel="Rules")(whatif)
app.add_typer(lake, name="lake", rich_help_panel="Data")
app.command(rich_help_panel="Data")(simulate)
app.command(rich_help_panel="Rating")(rate)
app.command(rich_help_panel="Rating")(explain)
app.command(rich_help_panel="Rating")(verify)
app.command(rich_help_panel="Rating")(chart)
app.command(rich_help_panel="Start here")(demo)
app.command(rich_help_panel="Start here")(tour)
app.command(rich_help_panel="Platform")(serve)
app.command(rich_help_panel="Platform")(worker)
app.command(rich_help_panel="Platform")(migrate)
app.command(rich_help_panel="Platform")(backup)
app.command(rich_help_panel="Platform")(restore)
app.command(rich_help_panel="Platform")(found)
app.command("create-user", rich_help_panel="Platform")(create_user)
app.add_typer(roster, name="roster", rich_help_panel="Platform")
app.command("rotate-keys", rich_help_panel="Platform")(rotate_keys)


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
        sys.exit(_told(error))


def _told(error: Exception) -> int:
    """Says in a sentence what went wrong, and whose fault it is as the exit code."""
    refused = error if isinstance(error, Refused) else _refusal(error)
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


def _refusal(error: Exception) -> Refused | None:
    """What the machine, and not the program, stands in the way with."""
    if short_of_memory(error):
        return Refused(NO_MEMORY)
    if isinstance(error, OSError) and error.errno in _TODO:
        return Refused(f"{error.filename or 'The output'} cannot be used ({error.strerror}); {_TODO[error.errno]}.")
    return Refused(FULL) if is_full(error) else None
