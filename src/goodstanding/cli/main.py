"""The command `goodstanding`: what there is, and what happens when something goes wrong."""

import os
import sys
from typing import Annotated

import typer

from goodstanding import __version__
from goodstanding.cli import output
from goodstanding.cli.demo import chart, demo
from goodstanding.cli.explain import explain
from goodstanding.cli.lake import app as lake
from goodstanding.cli.rate import rate, verify
from goodstanding.cli.scheme import app as scheme
from goodstanding.cli.simulate import simulate
from goodstanding.cli.whatif import whatif
from goodstanding.engine.fault import Refused

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
        "2 not a command or option, 3 a fault of the program."
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


def run() -> None:
    """Runs the command line and turns what went wrong into a sentence and an exit code."""
    try:
        app()
    except Refused as refused:
        output.refuse(refused)
        sys.exit(output.REFUSED)
    except Exception as error:
        if os.environ.get("GOODSTANDING_TRACEBACK"):
            raise
        output.aside.print(f"[red]A fault of the program:[/] {type(error).__name__}: {error}")
        output.aside.print(
            "Nothing was changed. Set GOODSTANDING_TRACEBACK=1 and run it again to see where it happened."
        )
        sys.exit(output.FAULT)
