"""Where long texts and wide tables are printed."""

from rich.console import Console

from goodstanding.cli import output

#: What is printed needs no more than this many columns.
WIDTH = 100


def page() -> Console:
    """As wide as the terminal but no wider than is easy to read; always that wide in a file or a pipe."""
    shown = output.results
    return Console(width=min(WIDTH, shown.width) if shown.is_terminal else WIDTH, highlight=False)
