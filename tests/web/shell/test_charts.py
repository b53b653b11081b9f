"""Charts: legible where they stand, and of the month that was asked for."""

import re

import pytest

from goodstanding.web.shell import charts
from tests.beginnings import year_published
from tests.house import House
from tests.months import SEPTEMBER, published, record_a_year


def labels(svg: str) -> list[str]:
    """What is written in a chart."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


@pytest.mark.parametrize("found", [[37, 37, 38], [5, 5, 5], [660, 671, 688], [0, 1, None]])
def test_nobody_is_half_a_member(found: list[int | None]) -> None:
    points = [(f"2016-0{place + 1}", count) for place, count in enumerate(found)]
    steps = [label for label in labels(charts.counts(points, dark=False)) if not label.startswith("2016-")]
    assert steps
    assert all(step.isdigit() for step in steps)
    assert len(set(steps)) == len(steps)


def test_a_chart_on_a_dark_page_is_drawn_in_light_colours() -> None:
    points = [("2016-08", 1.0), ("2016-09", 2.0)]
    light, dark = charts.line(points, dark=False), charts.line(points, dark=True)
    assert "#1f6f6b" in light
    assert "#1f6f6b" not in dark
    assert "#83cdc8" in dark


@pytest.mark.begins(after=year_published)
def test_a_member_s_chart_comes_for_a_dark_page_too(house: House) -> None:
    client = house.client("member")
    assert b"?look=dark" in client.get("/my/record/").content
    assert b"#83cdc8" in client.get("/my/record/line.svg?look=dark").content


def test_a_unit_s_chart_ends_with_the_month_that_was_chosen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodstanding.web.shell.auth.timezone.localdate", lambda: house.today)
    monkeypatch.setattr("goodstanding.web.shell.auth.timezone.now", lambda: house.at)
    record_a_year(house)
    earlier = published(house, SEPTEMBER - 1)
    published(house)
    client = house.client("secretary")
    page = client.get(f"/units/B111/rating/?run={earlier.key}").content.decode()
    address = re.search(r'src="(/units/B111/rating/total\.svg[^"]*)"', page)
    assert address is not None
    drawn = labels(client.get(address[1].replace("&amp;", "&")).content.decode())
    assert "2016-08" in drawn
    assert "2016-09" not in drawn
