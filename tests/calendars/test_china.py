"""Mainland China's days as they come with the product, against two libraries that others keep, day by day."""

from collections import Counter
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from goodstanding.calendars import china
from goodstanding.calendars.choosing import calendar_of

CHINA = calendar_of("CN")
DAYS = [date(2016, 1, 1) + timedelta(days=place) for place in range((date(2027, 1, 1) - date(2016, 1, 1)).days)]


def test_every_day_of_eleven_years_is_as_two_libraries_have_it() -> None:
    theirs = holidays.country_holidays("CN", years=range(2016, 2027))
    ours = [CHINA.is_worked(day) for day in DAYS]
    assert ours == [chinese_calendar.is_workday(day) for day in DAYS]
    assert ours == [theirs.is_working_day(day) for day in DAYS]


def test_no_day_is_named_for_nothing_and_none_twice_in_a_notice() -> None:
    for notice in china.notices():
        for day, worked in notice.days.items():
            assert day in (chinese_calendar.workdays if worked else chinese_calendar.holidays) or notice.year == 2020
            assert not worked or day.weekday() > 4, "only a day at a weekend is worked instead"


def test_every_year_has_its_notice_and_two_had_a_second_one() -> None:
    assert Counter(one.year for one in china.notices()) == Counter([*range(2016, 2027), 2019, 2020])
    numbers = [one.number for one in china.notices()]
    assert len(set(numbers)) == len(numbers)
    assert all(one.published_on < max(one.days) for one in china.notices())
    assert [one.published_on for one in china.notices()] == sorted(one.published_on for one in china.notices())


@pytest.mark.parametrize("year", [2015, 2027, 2028])
def test_what_no_notice_has_said_is_not_known(year: int) -> None:
    assert china.named(year) is None
    assert not CHINA.is_announced(year)
