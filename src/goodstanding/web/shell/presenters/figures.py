"""A line chart on a page, with what is read out in its place and the table beside it."""

from collections.abc import Sequence
from typing import Any

from goodstanding.web.shell.presenters.charts import Chart


def figure(
    title: str, *, chart: Chart | None, alt: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], note: str = ""
) -> dict[str, Any]:
    """What parts/charts/figure.html shows; chart: None where there is nothing to draw, and the table stands alone."""
    return {"title": title, "note": note, "chart": chart, "alt": alt, "columns": columns, "rows": rows}
