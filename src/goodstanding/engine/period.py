"""Months, and the periods a year is scored in. A month is an int, year x 12 + month - 1, so that months subtract."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

PeriodLength = Literal["month", "quarter", "year"]

MONTHS_IN: dict[PeriodLength, int] = {"month": 1, "quarter": 3, "year": 12}

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def parse_month(text: str) -> int:
    """'2016-10' as a month number. Raises ValueError on anything else."""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a month; write it as YYYY-MM, for example 2016-10")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_text(month: int) -> str:
    """A month number as '2016-10'."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_of(day: date) -> int:
    """The month number of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    return first_day(month + 1) - timedelta(days=1)


def month_of_year(month: int) -> int:
    """1 for January to 12 for December."""
    return month % 12 + 1


def first_of_year(month: int) -> int:
    """January of the month's year."""
    return month - month % 12


#: How many months a run can look at: the year so far, and for streaks what came before.
WINDOW = 12
#: How many months a streak is looked for in.
STREAK_MONTHS = WINDOW


def window_of(month: int) -> range:
    """The twelve months up to a month."""
    return range(month - WINDOW + 1, month + 1)


def bit_of(window_month: int, month: int) -> int:
    """The bit of a month in a set of months of the window: 1 for the oldest, 2048 for the run's month itself."""
    assert window_month in window_of(month), "a run looks at no other month"
    return 1 << (window_month - window_of(month).start)


@dataclass(frozen=True)
class Period:
    """One month, quarter or year that is scored as a whole."""

    name: str
    first: int
    last: int

    def until(self, month: int) -> int:
        """The last month of the period that a run of `month` looks at."""
        return min(self.last, month)

    def closed(self, month: int) -> bool:
        """Whether a run of `month` sees the whole period."""
        return self.last <= month

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1


@cache
def period_holding(month: int, length: PeriodLength) -> Period:
    """The month, quarter or year in which `month` lies."""
    size = MONTHS_IN[length]
    first = month - month % size
    year, offset = divmod(first, 12)
    names = {"month": month_text(first), "quarter": f"{year:04d}-Q{offset // 3 + 1}", "year": f"{year:04d}"}
    return Period(names[length], first, first + size - 1)


@cache
def periods_until(month: int, length: PeriodLength) -> tuple[Period, ...]:
    """The periods of the month's year that start no later than the month, in order."""
    return tuple(period_holding(first, length) for first in range(first_of_year(month), month + 1, MONTHS_IN[length]))
