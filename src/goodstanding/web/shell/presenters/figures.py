"""A drawn chart on a page, with what is read out in its place and the table beside it."""

from collections.abc import Sequence
from typing import Any


def figure(
    title: str, *, src: str, alt: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], note: str = ""
) -> dict[str, Any]:
    """What parts/charts/figure.html shows.

    src: the address of the chart; the same address with look=dark draws it for a dark page.
    """
    dark = f"{src}{'&' if '?' in src else '?'}look=dark"
    return {"title": title, "note": note, "src": src, "src_dark": dark, "alt": alt, "columns": columns, "rows": rows}
