"""Charts, drawn on the server with Altair, as plain SVG images; every page that shows one has its table beside it."""

from collections.abc import Sequence
from functools import lru_cache

import altair
import vl_convert

_ACCENT, _INK, _SECOND = "#1f6f6b", "#5c6664", "#855000"


def line(points: Sequence[tuple[str, float | None]], *, title: str) -> str:
    """A line over months; a gap where a number is too small to be shown."""
    return _line(tuple(points), title)


@lru_cache(maxsize=256)
def _line(points: tuple[tuple[str, float | None], ...], title: str) -> str:
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


def two_lines(points: Sequence[tuple[str, int | None, int | None]], *, titles: tuple[str, str]) -> str:
    """Somebody's totals and a median beside them, in hundredths by month; a gap where there is none."""
    return _two_lines(tuple(points), titles)


@lru_cache(maxsize=256)
def _two_lines(points: tuple[tuple[str, int | None, int | None], ...], titles: tuple[str, str]) -> str:
    rows = [
        {"month": label, "total": None if value is None else value / 100, "whose": whose}
        for label, *values in points
        for whose, value in zip(titles, values, strict=True)
    ]
    month = altair.X("month:O", title=None, axis=altair.Axis(labelAngle=-45, labelOverlap=True))
    total = altair.Y("total:Q", title=None, scale=altair.Scale(zero=False, nice=True, padding=8))
    whose = altair.Color("whose:N", scale=altair.Scale(domain=list(titles), range=[_ACCENT, _SECOND]), legend=None)
    dash = altair.StrokeDash("whose:N", scale=altair.Scale(domain=list(titles), range=[[1, 0], [5, 4]]), legend=None)
    lines = altair.Chart(altair.Data(values=rows), width=360, height=200).encode(x=month, y=total, color=whose)
    shape = altair.Shape("whose:N", scale=altair.Scale(domain=list(titles), range=["circle", "square"]), legend=None)
    dots = lines.mark_point(filled=True, size=40).encode(shape=shape)
    both = (lines.mark_line(strokeWidth=2.5).encode(strokeDash=dash) + dots).properties(background="transparent")
    styled = both.configure_axis(labelColor=_INK, gridColor="#dfe3e1", labelFontSize=12, domainColor="#dfe3e1")
    return vl_convert.vegalite_to_svg(styled.configure_view(strokeOpacity=0).to_json())
