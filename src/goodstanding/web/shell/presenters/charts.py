"""Where the parts of a line chart stand: points, ticks and labels, in per cent, for parts/charts/chart.html.

Pure: values in, positions out. Positions are per cent and letters have their own size, so that a chart fits a telephone
and a desk, and its figures grow with the letters of the page. Colours are those of the page's style sheets.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

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
    """A line: its title, and a value for each month, none where there is none to be shown.

    notes: by the number of a month, why its value is hardly to be compared with the others; it is drawn faintly.
    """

    title: str
    values: Sequence[int | None]
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tick:
    """A horizontal line with its figure at the axis."""

    y: str
    text: str


@dataclass(frozen=True)
class Segment:
    """A piece of a line between two months; series: its number, from 1."""

    series: int
    x1: str
    y1: str
    x2: str
    y2: str
    faint: bool


@dataclass(frozen=True)
class ChartPoint:
    """A point with its figure, which is above or below it; a main figure is always shown, another when touched."""

    series: int
    y: str
    text: str
    below: bool
    main: bool
    faint: bool


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


def shares(key: str, months: Sequence[int], line: Series) -> Chart | None:
    """A line of whole per cent over months, from 0 to 100; nothing where there is none at all."""
    return _chart(key, months, [line], range(0, 101, 25), percent_text, lambda tick: f"{tick} %")


def percent_text(share: int | None) -> str:
    """83 %."""
    return "–" if share is None else f"{share} %"


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
    for number in range(60):
        step = unit * (1, 2, 5)[number % 3] * 10 ** (number // 3)
        if -(-high // step) - low // step <= _MOST_STEPS:
            break
    return range(low // step * step, -(-high // step) * step + 1, step)


def _chart(
    key: str,
    months: Sequence[int],
    lines: Sequence[Series],
    steps: range,
    text_of: Callable[[int | None], str],
    tick_text: Callable[[int], str],
) -> Chart | None:
    assert all(len(line.values) == len(months) for line in lines), "a value for each month"
    if not _known(lines):
        return None
    heights = {value: _height(value, steps) for value in [*_known(lines), *steps]}
    across = [_across(number, len(months)) for number in range(len(months))]
    return Chart(
        key=key,
        about=_about(months, lines[0], text_of),
        ticks=[Tick(_percent(heights[step]), tick_text(step)) for step in steps],
        segments=[
            segment for number, line in enumerate(lines, 1) for segment in _segments(number, line, across, heights)
        ],
        months=_columns(months, lines, across, heights, text_of),
    )


def _height(value: int, steps: range) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * (value - steps[0]) / (steps[-1] - steps[0])


def _across(number: int, months: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (number + 0.5) / months


def _percent(number: float) -> str:
    return f"{number:.2f}%"


def _segments(number: int, line: Series, across: Sequence[float], heights: dict[int, float]) -> list[Segment]:
    points = list(zip(across, line.values, strict=True))
    return [
        Segment(
            number,
            _percent(x1),
            _percent(heights[from_value]),
            _percent(x2),
            _percent(heights[to_value]),
            faint=month in line.notes or month + 1 in line.notes,
        )
        for month, ((x1, from_value), (x2, to_value)) in enumerate(pairwise(points))
        if from_value is not None and to_value is not None
    ]


def _columns(
    months: Sequence[int],
    lines: Sequence[Series],
    across: Sequence[float],
    heights: dict[int, float],
    text_of: Callable[[int | None], str],
) -> list[ChartMonth]:
    main, years, width = _main(lines[0]), _years(months), (_RIGHT - _LEFT) / len(months)
    return [
        ChartMonth(
            x=_percent(x),
            left=_percent(x - width / 2),
            width=_percent(width),
            label=str(month % 12 + 1),
            year=years.get(number, ("", ""))[0],
            year_anchor=years.get(number, ("", ""))[1],
            value_anchor="end" if x > _NEAR_EDGE else "middle",
            title=_in_words(month, lines, number, text_of),
            marks=_marks(lines, number, heights, text_of, main=number in main),
        )
        for number, (month, x) in enumerate(zip(months, across, strict=True))
    ]


def _years(months: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Where a year is written, and which end of it stands there: below its first month."""
    firsts = [number for number, month in enumerate(months) if number == 0 or month % 12 == 0]
    anchors = dict.fromkeys(firsts, "start")
    if len(firsts) > 1 and firsts[1] == 1:
        anchors[0] = "end"  # Or the two would stand on each other.
    return {number: (str(months[number] // 12), anchor) for number, anchor in anchors.items()}


def _main(line: Series) -> set[int]:
    """The months whose figures are always shown: the last, the highest, the lowest, the first, where there is room."""
    values = line.values
    known = [number for number, value in enumerate(values) if value is not None and number not in line.notes]
    if not known:
        return set()
    shown: set[int] = set()
    by_value = sorted(known, key=lambda number: (values[number] or 0, -number))
    for number in (known[-1], by_value[-1], by_value[0], known[0]):
        if all(abs(number - other) >= _APART for other in shown):
            shown.add(number)
    return shown


def _marks(
    lines: Sequence[Series],
    month: int,
    heights: dict[int, float],
    text_of: Callable[[int | None], str],
    *,
    main: bool,
) -> list[ChartPoint]:
    values = [line.values[month] for line in lines]
    known = [(number, value) for number, value in enumerate(values, 1) if value is not None]
    highest = max((value for _place, value in known), default=0)
    lower = next((number for number, value in known if value < highest), 2)
    return [
        ChartPoint(
            series=number,
            y=_percent(heights[value]),
            text=text_of(value),
            below=len(known) > 1 and number == lower,
            main=main and number == 1,
            faint=month in lines[number - 1].notes,
        )
        for number, value in known
    ]


def _in_words(month: int, lines: Sequence[Series], number: int, text_of: Callable[[int | None], str]) -> str:
    figures = [(line.title, line.values[number], line.notes.get(number, "")) for line in lines]
    known = [terms.aside(f"{title} {text_of(value)}", note) for title, value, note in figures if value is not None]
    return f"{terms.month(month)} · {' · '.join(known or ['–'])}"


def _about(months: Sequence[int], line: Series, text_of: Callable[[int | None], str]) -> str:
    pairs = enumerate(zip(months, line.values, strict=True))
    every = [(value, month, number in line.notes) for number, (month, value) in pairs if value is not None]
    # What is hardly to be compared is no highest and no lowest, unless there is nothing else.
    known = [(value, month) for value, month, noted in every if not noted] or [entry[:2] for entry in every]
    if not known:
        return ""
    (low, _low_month), (high, _high_month) = min(known), max(known)
    facts = {
        "first_month": terms.month(known[0][1]), "first": text_of(known[0][0]), "low": text_of(low),
        "last_month": terms.month(known[-1][1]), "last": text_of(known[-1][0]), "high": text_of(high),
    }  # fmt: skip
    return _("%(first_month)s: %(first)s; %(last_month)s: %(last)s; lowest %(low)s, highest %(high)s.") % facts
