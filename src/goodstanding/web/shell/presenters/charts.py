"""Where the parts of a line chart stand: points, ticks and labels, in per cent, for parts/charts/chart.html.

Pure: values in, positions out. Positions are per cent and letters have their own size, so that a chart fits a telephone
and a desk, and its figures grow with the letters of the page. Colours are those of the page's style sheets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from goodstanding.engine.period import month_text
from goodstanding.web.shell.presenters import numbers, terms

#: The plot's edges on the plate, in per cent: figures of the axis stand left of it, months and years below.
_LEFT, _RIGHT, _TOP, _BOTTOM = 15.0, 96.0, 11.0, 76.0
_MONTHS_AT, _YEARS_AT = 87.0, 97.0
_MOST_STEPS = 5
#: A chart of totals spans at least so many hundredths, so that a change of one point does not look like a fall.
_LEAST_SPAN, _TOTAL_STEP = 2_000, 500
#: Figures that are always shown stand at least so many months apart.
_APART = 3
_NEAR_EDGE = 90.0


@dataclass(frozen=True)
class Series:
    """A line: its title, and a value for each month, none where there is none to be shown."""

    title: str
    values: Sequence[int | None]


@dataclass(frozen=True)
class Tick:
    """A horizontal line with its figure at the axis."""

    y: str
    text: str


@dataclass(frozen=True)
class Segment:
    """A piece of a line between two months; place: of its series, from 1."""

    place: int
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class ChartPoint:
    """A point with its figure, which is above or below it; a main figure is always shown, another when touched."""

    place: int
    y: str
    text: str
    below: bool
    main: bool


@dataclass(frozen=True)
class ChartMonth:
    """A column of the chart: `left` and `width` are where it can be touched, `title` has all its figures in words."""

    x: str
    left: str
    width: str
    label: str
    year: str
    year_anchor: str
    value_anchor: str
    title: str
    marks: list[ChartPoint] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    """All that is drawn; `about` says the figures that matter most, for readers who do not see them."""

    key: str
    about: str
    ticks: list[Tick]
    segments: list[Segment]
    months: list[ChartMonth]
    months_at: str = f"{_MONTHS_AT}%"
    years_at: str = f"{_YEARS_AT}%"
    left: str = f"{_LEFT}%"
    top: str = f"{_TOP}%"
    bottom: str = f"{_BOTTOM}%"


def counts(key: str, months: Sequence[int], line: Series) -> Chart | None:
    """A line of whole numbers over months, from 0 on; nothing where there is no number at all."""
    return _chart(key, months, [line], _counted(_known([line])), terms.counted, lambda tick: f"{tick:,}")


def totals(key: str, months: Sequence[int], *lines: Series) -> Chart | None:
    """Lines of totals in hundredths over months; nothing where there is no total at all."""
    return _chart(key, months, lines, _rated(_known(lines)), numbers.total, lambda tick: numbers.points(tick * 10))


def _known(lines: Sequence[Series]) -> list[int]:
    return [value for line in lines for value in line.values if value is not None]


def _counted(known: list[int]) -> range:
    return _steps(min(0, *known, 0), max(1, *known, 1), 1)


def _rated(known: list[int]) -> range:
    low, high = min(known, default=0), max(known, default=0)
    floor = min(low, max(0, high - _LEAST_SPAN))
    return _steps(floor, max(high, floor + _LEAST_SPAN), _TOTAL_STEP)


def _steps(low: int, high: int, unit: int) -> range:
    """Even steps around low and high, at most five: the unit, or 2, 5, 10, 20 ... of it."""
    step = unit
    for place in range(60):
        step = unit * (1, 2, 5)[place % 3] * 10 ** (place // 3)
        if -(-high // step) - low // step <= _MOST_STEPS:
            break
    return range(low // step * step, -(-high // step) * step + 1, step)


def _chart(
    key: str,
    months: Sequence[int],
    lines: Sequence[Series],
    steps: range,
    told: Callable[[int | None], str],
    told_tick: Callable[[int], str],
) -> Chart | None:
    assert all(len(line.values) == len(months) for line in lines), "a value for each month"
    if not _known(lines):
        return None
    heights = {value: _height(value, steps) for value in [*_known(lines), *steps]}
    across = [_across(place, len(months)) for place in range(len(months))]
    return Chart(
        key=key,
        about=_about(months, lines[0], told),
        ticks=[Tick(_percent(heights[step]), told_tick(step)) for step in steps],
        segments=[one for place, line in enumerate(lines, 1) for one in _segments(place, line, across, heights)],
        months=_columns(months, lines, across, heights, told),
    )


def _height(value: int, steps: range) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * (value - steps[0]) / (steps[-1] - steps[0])


def _across(place: int, months: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (place + 0.5) / months


def _percent(number: float) -> str:
    return f"{number:.2f}%"


def _segments(place: int, line: Series, across: Sequence[float], heights: dict[int, float]) -> list[Segment]:
    points = list(zip(across, line.values, strict=True))
    return [
        Segment(place, _percent(x1), _percent(heights[from_value]), _percent(x2), _percent(heights[to_value]))
        for (x1, from_value), (x2, to_value) in pairwise(points)
        if from_value is not None and to_value is not None
    ]


def _columns(
    months: Sequence[int],
    lines: Sequence[Series],
    across: Sequence[float],
    heights: dict[int, float],
    told: Callable[[int | None], str],
) -> list[ChartMonth]:
    main, years, width = _main(lines[0].values), _years(months), (_RIGHT - _LEFT) / len(months)
    return [
        ChartMonth(
            x=_percent(x),
            left=_percent(x - width / 2),
            width=_percent(width),
            label=str(month % 12 + 1),
            year=years.get(place, ("", ""))[0],
            year_anchor=years.get(place, ("", ""))[1],
            value_anchor="end" if x > _NEAR_EDGE else "middle",
            title=_in_words(month, lines, place, told),
            marks=_marks([line.values[place] for line in lines], heights, told, main=place in main),
        )
        for place, (month, x) in enumerate(zip(months, across, strict=True))
    ]


def _years(months: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Where a year is written, and which end of it stands there: below its first month."""
    firsts = [place for place, month in enumerate(months) if place == 0 or month % 12 == 0]
    anchors = dict.fromkeys(firsts, "start")
    if len(firsts) > 1 and firsts[1] == 1:
        anchors[0] = "end"  # Or the two would stand on each other.
    return {place: (str(months[place] // 12), anchor) for place, anchor in anchors.items()}


def _main(values: Sequence[int | None]) -> set[int]:
    """The months whose figures are always shown: the last, the highest, the lowest, the first, where there is room."""
    known = [place for place, value in enumerate(values) if value is not None]
    if not known:
        return set()
    shown: set[int] = set()
    by_value = sorted(known, key=lambda place: (values[place] or 0, -place))
    for place in (known[-1], by_value[-1], by_value[0], known[0]):
        if all(abs(place - other) >= _APART for other in shown):
            shown.add(place)
    return shown


def _marks(
    values: Sequence[int | None], heights: dict[int, float], told: Callable[[int | None], str], *, main: bool
) -> list[ChartPoint]:
    known = [(place, value) for place, value in enumerate(values, 1) if value is not None]
    highest = max((value for _place, value in known), default=0)
    lower = next((place for place, value in known if value < highest), 2)
    return [
        ChartPoint(
            place=place,
            y=_percent(heights[value]),
            text=told(value),
            below=len(known) > 1 and place == lower,
            main=main and place == 1,
        )
        for place, value in known
    ]


def _in_words(month: int, lines: Sequence[Series], place: int, told: Callable[[int | None], str]) -> str:
    figures = [(line.title, line.values[place]) for line in lines]
    known = [f"{title} {told(value)}" for title, value in figures if value is not None]
    return f"{month_text(month)} · {' · '.join(known or ['–'])}"


def _about(months: Sequence[int], line: Series, told: Callable[[int | None], str]) -> str:
    known = [(value, month) for month, value in zip(months, line.values, strict=True) if value is not None]
    if not known:
        return ""
    (low, _low_month), (high, _high_month) = min(known), max(known)
    facts = {
        "first_month": month_text(known[0][1]), "first": told(known[0][0]), "low": told(low),
        "last_month": month_text(known[-1][1]), "last": told(known[-1][0]), "high": told(high),
    }  # fmt: skip
    return _("%(first_month)s: %(first)s; %(last_month)s: %(last)s; lowest %(low)s, highest %(high)s.") % facts
