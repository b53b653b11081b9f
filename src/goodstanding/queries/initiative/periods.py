"""Periods of the rules by the day, and days that lie in them."""

from datetime import date

from goodstanding.engine.period import Period, PeriodLength, first_day, last_day, month_of, period_holding


def period_on(day: date, length: PeriodLength) -> Period:
    """The period in which a day lies."""
    return period_holding(month_of(day), length)


def day_in(period: Period, on: date) -> date:
    """The day of which something said on a day is, so that it counts in its period: that day, or the period's last."""
    return max(first_day(period.first), min(on, last_day(period.last)))


def nears_its_end(period: Period, on: date) -> bool:
    """Whether the last month of a period has begun."""
    return on >= first_day(period.last)
