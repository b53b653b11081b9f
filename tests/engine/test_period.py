"""Months and days: the number of a day's month, and where a month begins and ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.engine.period import first_day, last_day, month_of, parse_month


@pytest.mark.parametrize(
    ("text", "days"),
    [("2016-02", 29), ("2100-02", 28), ("2016-12", 31), ("2017-01", 31), ("2017-04", 30)],
)
def test_a_month_has_the_days_of_the_calendar(text: str, days: int) -> None:
    month = parse_month(text)
    assert first_day(month).isoformat() == f"{text}-01"
    assert last_day(month).isoformat() == f"{text}-{days}"


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_and_the_next_month_begins_after_the_last(day: date) -> None:
    month = month_of(day)
    assert month == parse_month(day.isoformat()[:7])
    assert first_day(month) <= day <= last_day(month)
    assert last_day(month) + timedelta(days=1) == first_day(month + 1)
