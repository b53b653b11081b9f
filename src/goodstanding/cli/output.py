"""How every command speaks: tables for people, JSON for machines, progress on the side, and four exit codes."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from goodstanding.engine.problems import InputError

DONE, REFUSED, USAGE, FAULT = 0, 1, 2, 3

#: Results go to standard output; everything that accompanies them goes to standard error.
results = Console(soft_wrap=True, highlight=False)
aside = Console(stderr=True, soft_wrap=True, highlight=False)

_MOST_WARNINGS = 20

#: (what is being done, share done from 0 to 1)
Report = Callable[[str, float], None]


def as_json(content: Any) -> None:
    """Prints one JSON document, in ASCII where the output is not UTF-8."""
    plain = sys.stdout.encoding.lower().replace("-", "") != "utf8"
    sys.stdout.write(json.dumps(content, ensure_ascii=plain, indent=2) + "\n")


def survive_any_encoding() -> None:
    """A name or a word that the terminal has no letters for is spelled out instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a small table; columns whose cells are all numbers are set right."""
    # Names of files and classes may look like markup; they are never read as such.
    results.print(Text(title, "bold"))
    shown = Table(show_edge=False, pad_edge=False)
    for index, column in enumerate(columns):
        numbers = bool(rows) and all(isinstance(row[index], int) for row in rows)
        shown.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        shown.add_row(*[Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row])
    results.print(shown)


def warn(sentences: Sequence[str]) -> None:
    """Prints warnings, the first of many; they never stop anything."""
    for sentence in sentences[:_MOST_WARNINGS]:
        _print_message("Warning:", "yellow", sentence)
    if len(sentences) > _MOST_WARNINGS:
        _print_message(
            "Warning:", "yellow", f"{len(sentences) - _MOST_WARNINGS:,} more like these; --json has them all."
        )


def refuse(refused: InputError) -> None:
    """Prints why something was refused, with every place."""
    trouble("Refused:", refused.message)
    for fault in refused.faults:
        aside.print(f"  {fault}", markup=False)


def trouble(head: str, sentence: str = "") -> None:
    """Prints what went wrong, its first words in red."""
    _print_message(head, "red", sentence)


def _print_message(head: str, colour: str, sentence: str) -> None:
    aside.print(Text.assemble((head, colour), " " if sentence else "", sentence))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Report]:
    """A bar with the time left, on a terminal only. Yields the function that moves it."""
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=aside, transient=True, disable=quiet or not aside.is_terminal) as bar:
        task = bar.add_task("starting", total=1.0)
        yield lambda what, done: bar.update(task, description=what, completed=done)
