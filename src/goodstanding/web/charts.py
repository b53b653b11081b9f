"""Charts, drawn on the server with Altair, as plain SVG images; every page that shows one has its table beside it."""

from collections.abc import Sequence
from functools import lru_cache

import altair
import vl_convert

_ACCENT, _INK = "#1f6f6b", "#5c6664"


def line(points: Sequence[tuple[str, int | None]], *, title: str) -> str:
    """A line over months; a gap where a number is too small to be shown."""
    return _line(tuple(points), title)


@lru_cache(maxsize=256)
def _line(points: tuple[tuple[str, int | None], ...], title: str) -> str:
    rows = [{"month": label, "count": count} for label, count in points]
    chart = (
        altair.Chart(altair.Data(values=rows), width=560, height=180, background="transparent")
        .mark_line(point=True, color=_ACCENT)
        .encode(
            x=altair.X("month:O", title=None, axis=altair.Axis(labelAngle=0, labelOverlap=True)),
            y=altair.Y(
                "count:Q", title=title, scale=altair.Scale(zero=False, nice=True), axis=altair.Axis(tickMinStep=1)
            ),
        )
        .configure_axis(labelColor=_INK, titleColor=_INK, gridColor="#dfe3e1")
        .configure_view(strokeOpacity=0)
    )
    return vl_convert.vegalite_to_svg(chart.to_json())
