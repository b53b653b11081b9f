"""Charts, drawn on the server with Altair, as plain SVG images; every page that shows one has its table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair
import vl_convert

#: As wide as a phone's screen lets it be shown without shrinking the figures beside the axes.
_WIDTH, _HEIGHT, _LETTERS = 340, 190, 12


@dataclass(frozen=True)
class _Look:
    """Colours that can be told apart on a light page, or on a dark one."""

    accent: str
    second: str
    ink: str
    grid: str


_LIGHT = _Look(accent="#1f6f6b", second="#855000", ink="#556065", grid="#dfe3e1")
_DARK = _Look(accent="#83cdc8", second="#ecbb68", ink="#a5b1b3", grid="#2e3b3e")


def is_dark(asked: Mapping[str, Any]) -> bool:
    """Whether an address asks for a chart that stands on a dark page."""
    return asked.get("look") == "dark"


def counts(points: Sequence[tuple[str, int | None]], *, dark: bool) -> str:
    """A line of whole numbers over months; a gap where a number is too small to be shown."""
    return _line(tuple(points), dark, whole=True)


def line(points: Sequence[tuple[str, float | None]], *, dark: bool) -> str:
    """A line over months; a gap where there is no number."""
    return _line(tuple(points), dark, whole=False)


@lru_cache(maxsize=256)
def _line(points: tuple[tuple[str, float | None], ...], dark: bool, *, whole: bool) -> str:
    look = _DARK if dark else _LIGHT
    rows = [{"month": label, "count": count} for label, count in points]
    ticks = _whole_ticks([int(count) for _label, count in points if count is not None]) if whole else None
    scale = altair.Scale(domain=[ticks[0], ticks[-1]]) if ticks else altair.Scale(zero=False, nice=True)
    axis = altair.Axis(values=ticks, format=",d") if ticks else altair.Axis()
    chart = (
        altair.Chart(altair.Data(values=rows), width=_WIDTH, height=_HEIGHT)
        .mark_line(point={"color": look.accent, "size": 40}, color=look.accent, strokeWidth=2.5)
        .encode(x=_months(), y=altair.Y("count:Q", title=None, scale=scale, axis=axis))
    )
    return _drawn(chart, look)


def _whole_ticks(found: Sequence[int]) -> list[int]:
    """From the least to the greatest in at most five even steps: nobody is half a member."""
    if not found:
        return []
    low, high = min(found), max(found)
    step = max(1, -(-(high - low) // 4))
    return list(range(low, max(high, low + 1) + step, step))


def two_lines(points: Sequence[tuple[str, int | None, int | None]], *, titles: tuple[str, str], dark: bool) -> str:
    """Somebody's totals and a median beside them, in hundredths by month; a gap where there is none."""
    return _two_lines(tuple(points), titles, dark)


@lru_cache(maxsize=256)
def _two_lines(points: tuple[tuple[str, int | None, int | None], ...], titles: tuple[str, str], dark: bool) -> str:
    look = _DARK if dark else _LIGHT
    rows = [
        {"month": label, "total": None if value is None else value / 100, "whose": whose}
        for label, *values in points
        for whose, value in zip(titles, values, strict=True)
    ]
    total = altair.Y("total:Q", title=None, scale=altair.Scale(zero=False, nice=True, padding=8))
    colours = altair.Scale(domain=list(titles), range=[look.accent, look.second])
    whose = altair.Color("whose:N", scale=colours, legend=None)
    dash = altair.StrokeDash("whose:N", scale=altair.Scale(domain=list(titles), range=[[1, 0], [5, 4]]), legend=None)
    lines = altair.Chart(altair.Data(values=rows), width=_WIDTH, height=_HEIGHT)
    lines = lines.encode(x=_months(), y=total, color=whose)
    shape = altair.Shape("whose:N", scale=altair.Scale(domain=list(titles), range=["circle", "square"]), legend=None)
    dots = lines.mark_point(filled=True, size=40).encode(shape=shape)
    return _drawn(lines.mark_line(strokeWidth=2.5).encode(strokeDash=dash) + dots, look)


def _months() -> altair.X:
    return altair.X("month:O", title=None, axis=altair.Axis(labelAngle=-45, labelOverlap=True))


def _drawn(chart: altair.Chart | altair.LayerChart, look: _Look) -> str:
    styled = chart.properties(background="transparent").configure_axis(
        labelColor=look.ink,
        labelFontSize=_LETTERS,
        gridColor=look.grid,
        domainColor=look.grid,
        tickColor=look.grid,
    )
    return vl_convert.vegalite_to_svg(styled.configure_view(strokeOpacity=0).to_json())
