"""Charts: legible where they stand, honest about small changes, and of the month that was asked for."""

import os
import re
import subprocess
import sys

import pytest
from django.template.loader import render_to_string

from goodstanding.engine.period import parse_month
from goodstanding.models import Run
from goodstanding.web.shell.presenters import charts
from tests.beginnings import two_months_published, year_published
from tests.house import House
from tests.months import SEPTEMBER

JANUARY = parse_month("2016-01")


def ticks(chart: charts.Chart | None) -> list[str]:
    """The figures at the axis, from below."""
    assert chart is not None
    return [tick.text for tick in chart.ticks]


def counted(*found: int | None) -> charts.Chart | None:
    """A chart of whole numbers from January on."""
    months = range(JANUARY, JANUARY + len(found))
    return charts.counts("one", months, charts.Series("Members", found))


def rated(*found: int | None, first: int = JANUARY) -> charts.Chart:
    """A chart of totals in hundredths."""
    made = charts.totals("one", range(first, first + len(found)), charts.Series("My total", found))
    assert made is not None
    return made


def drawn(chart: charts.Chart | None) -> str:
    """The chart as it stands in a page."""
    return render_to_string("parts/charts/chart.html", {"chart": chart, "title": "A line"})


@pytest.mark.parametrize("found", [[37, 37, 38], [5, 5, 5], [660, 671, 688], [0, 1, None], [0, 0], [None, 7]])
def test_nobody_is_half_a_member(found: list[int | None]) -> None:
    steps = ticks(counted(*found))
    assert all(step.isdigit() for step in steps)
    assert len(set(steps)) == len(steps)
    assert int(steps[0]) == 0, "a line of people begins at nobody"
    assert int(steps[-1]) >= max(one or 0 for one in found)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([8_901, 8_950], ["65", "70", "75", "80", "85", "90"]),
        ([9_999, 9_990], ["75", "80", "85", "90", "95", "100"]),
        ([0, 10_000], ["0", "25", "50", "75", "100"]),
        ([0, 0], ["0", "5", "10", "15", "20"]),
        ([-300, 100], ["−5", "0", "5", "10", "15", "20"]),
    ],
)
def test_half_a_point_looks_like_half_a_point(found: list[int], said: list[str]) -> None:
    assert ticks(rated(*found)) == said


def test_a_point_stands_where_its_figure_says() -> None:
    chart = rated(0, 5_000, 10_000)
    heights = [float(month.marks[0].y.rstrip("%")) for month in chart.months]
    base, top = float(chart.ticks[0].y.rstrip("%")), float(chart.ticks[-1].y.rstrip("%"))
    assert heights == pytest.approx([base, (base + top) / 2, top], abs=0.01)


def test_a_gap_is_not_bridged() -> None:
    chart = rated(8_000, None, 8_100, 8_200)
    assert len(chart.segments) == 1
    assert [len(month.marks) for month in chart.months] == [1, 0, 1, 1]
    assert chart.months[1].title == "February 2016 · –"


def test_nothing_is_drawn_of_nothing() -> None:
    assert counted(None, None) is None


def test_each_year_is_written_at_its_first_month() -> None:
    chart = rated(*[8_000] * 12, first=parse_month("2015-10"))
    assert [month.label for month in chart.months[:4]] == ["10", "11", "12", "1"]
    years = {month.title.partition(" · ")[0]: month.year for month in chart.months if month.year}
    assert years == {"October 2015": "2015", "January 2016": "2016"}


def test_two_years_do_not_stand_on_each_other() -> None:
    chart = rated(*[8_000] * 12, first=parse_month("2015-12"))
    assert [month.year_anchor for month in chart.months[:2]] == ["end", "start"]


def test_each_figure_can_be_read_with_two_decimals() -> None:
    chart = rated(8_123, 8_200, 9_555, 8_000, 8_111)
    page = drawn(chart)
    assert [month.marks[0].text for month in chart.months] == ["81.23", "82.00", "95.55", "80.00", "81.11"]
    for month in chart.months:
        assert f"<title>{month.title}</title>" in page
    assert "My total 95.55" in page


def test_of_two_figures_in_one_month_the_higher_stands_above() -> None:
    lines = [charts.Series("My total", [8_000, 9_000]), charts.Series("Median", [8_500, 8_500])]
    chart = charts.totals("one", [JANUARY, JANUARY + 1], *lines)
    assert chart is not None
    assert [[mark.below for mark in month.marks] for month in chart.months] == [[True, False], [False, True]]


def test_a_chart_has_a_name_and_no_colour_or_style_of_its_own() -> None:
    page = drawn(rated(8_123, 8_200))
    assert 'role="img"' in page
    assert '<title id="one-title">A line</title>' in page
    assert '<desc id="one-about">January 2016: 81.23; February 2016: 82.00; lowest 81.23, highest 82.00.</desc>' in page
    for colour in ("style=", "#", "rgb", "<script"):
        assert colour not in page, colour


@pytest.mark.begins(after=year_published)
def test_a_member_s_chart_stands_in_the_page(house: House) -> None:
    page = house.client("member").get("/my/record/").content.decode()
    assert '<svg class="chart" role="img"' in page
    assert "September 2016 · My total" in page
    assert page.index("September 2016 · My total") < page.index("Show as table")


@pytest.mark.usefixtures("at_house_time")
@pytest.mark.begins(after=two_months_published)
def test_a_unit_s_chart_ends_with_the_month_that_was_chosen(house: House) -> None:
    earlier = Run.objects.get(month=SEPTEMBER - 1)
    page = house.client("secretary").get(f"/units/B111/rating/?run={earlier.key}").content.decode()
    titles = re.findall(r"<title>(\w+) · ", page.partition("Attendance, month by month")[0])
    assert titles[-1] == "August"
    assert "September" not in titles


_OPENS_A_CHART = """
import sys
import django
django.setup()
import goodstanding.config.urls
from django.template.loader import render_to_string
from goodstanding.web.shell.presenters import charts
chart = charts.totals("one", range(24192, 24194), charts.Series("My total", [8000, 8100]))
assert "81.00" in render_to_string("parts/charts/figure.html", {"figure": {"chart": chart, "title": "t", "alt": "a"}})
print(sorted({"altair", "pandas", "vl_convert"} & set(sys.modules)))
"""


def test_pages_draw_without_a_chart_library() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "goodstanding.config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", _OPENS_A_CHART], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
