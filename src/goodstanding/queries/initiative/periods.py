"""Periods of the rules by the day, and days that lie in them."""

from datetime import date

from goodstanding.engine.period import Period, PeriodLength, first_day, last_day, month_of, period_holding


def period_on(day: date, length: PeriodLength) -> Period:
    """The period in which a day lies."""
    return period_holding(month_of(day), length)


def day_in(period: Period, on: date) -> date:
    """Returns the day itself within a period, else the nearest day of the period, so that the entry counts in it."""
    return max(first_day(period.first), min(on, last_day(period.last)))


def nears_its_end(period: Period, on: date) -> bool:
    """Whether the last month of a period has begun."""
    return on >= first_day(period.last)
