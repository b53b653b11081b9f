"""The plots of docs/explanation/performance.md. Middle tones on nothing: readable on white and on black."""

from math import ceil, floor, log10
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

_INK, _OURS, _OTHERS = "#7d858f", "#2f86d6", "#d07c2e"
_WIDTH = 560


def growth(nation: dict[str, Any], place: Path) -> None:
    """Wall time against members, both in powers of ten, with the line that linear growth would follow."""
    sizes = nation["sizes"]
    rows = pd.DataFrame(
        {"members": size["data"]["members"], "seconds": size["wall_s"], "linear": _linear(sizes[0], size)}
        for size in sizes
    )
    highest = [*rows.seconds, *rows.linear]
    x, y = _tens("members", "members", list(rows.members)), _tens("seconds", "seconds of wall time", highest)
    ideal = alt.Chart(rows).mark_line(color=_INK, strokeDash=[5, 4]).encode(x=x, y="linear:Q")
    dots = alt.OverlayMarkDef(color=_OURS, size=70)
    line = alt.Chart(rows).mark_line(color=_OURS, point=dots).encode(x=x, y=y)
    text = alt.Chart(rows).mark_text(dx=8, dy=14, color=_INK, align="left")
    label = text.encode(x=x, y=y, text=alt.Text("seconds:Q", format=",.0f"))
    title = "One month, from a city to a nation (dashed: exactly linear in the facts)"
    _save(alt.layer(line, ideal, label), title, 300, place)


def memory(found: dict[str, Any], place: Path) -> None:
    """MiB that the process for pages holds, before and after, over minutes of light use."""
    rows = pd.DataFrame(
        {"minutes": point["at_s"] / 60, "MiB": point["pages"], "when": label}
        for label in ("before", "after")
        for point in found[label]["curve"]
    )
    x = alt.X("minutes:Q", title="minutes of light use")
    y = alt.Y("MiB:Q", title="MiB of the process for pages", scale=alt.Scale(zero=True))
    colours = alt.Scale(domain=["before", "after"], range=[_OTHERS, _OURS])
    line = (
        alt.Chart(rows)
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=alt.Color("when:N", scale=colours, legend=None))
    )
    last = rows.groupby("when").tail(1)
    label = alt.Chart(last).mark_text(dx=-6, dy=-10, align="right", color=_INK).encode(x=x, y=y, text="when:N")
    _save(alt.layer(line, label), "What one process for pages holds", 260, place)


def peers(lines: list[tuple[str, float]], place: Path) -> None:
    """How many times the engine's wall time each of the others took. lines: name and factor; the engine is 1."""
    rows = pd.DataFrame(lines, columns=["who", "times"]).assign(one=1.0)
    y = alt.Y("who:N", sort=[name for name, _ in lines], title=None, axis=alt.Axis(labelLimit=240, ticks=False))
    x = _tens("times", "times the engine's wall time", list(rows.times))
    colour = alt.condition(alt.datum.who == "goodstanding", alt.value(_OURS), alt.value(_OTHERS))
    base = alt.Chart(rows).encode(y=y)
    reach = base.mark_rule(strokeWidth=3).encode(x=x, x2="one:Q", color=colour)
    dots = base.mark_point(filled=True, size=120, opacity=1).encode(x=x, color=colour)
    text = base.mark_text(dy=-11, color=_INK).encode(x=x, text=alt.Text("times:Q", format=",.3~r"))
    _save(alt.layer(reach, dots, text), "The same rating of the same data, side by side", 34 * len(lines) + 10, place)


def _tens(field: str, title: str, values: list[float]) -> Any:
    """A logarithmic axis from the power of ten below the values to the one above, with lines at powers of ten only."""
    low, high = floor(log10(min(values))), max(ceil(log10(max(values))), floor(log10(min(values))) + 1)
    steps = [10.0**power for power in range(low, high + 1)]
    scale = alt.Scale(type="log", domain=[steps[0], steps[-1]], nice=False)
    channel = alt.X if field in ("members", "times") else alt.Y
    return channel(
        f"{field}:Q", title=title, scale=scale, axis=alt.Axis(values=steps, format="~g" if field == "times" else "~s")
    )


def _linear(city: dict[str, Any], size: dict[str, Any]) -> float:
    return float(city["wall_s"] * size["data"]["facts"] / city["data"]["facts"])


def _save(chart: alt.LayerChart, title: str, height: int, place: Path) -> None:
    axis = {"labelColor": _INK, "titleColor": _INK, "domainColor": _INK, "tickColor": _INK, "gridColor": _INK}
    whole = (
        chart.properties(width=_WIDTH, height=height, title=title, background="transparent")
        .configure_view(stroke=None)
        .configure_title(color=_INK, anchor="start", fontSize=14)
        .configure_axis(**axis, gridOpacity=0.3, labelFontSize=12, titleFontSize=12)
        .configure_text(fontSize=12)
    )
    whole.save(str(place), format="svg")
