"""Countries whose days off follow from their law, from the `holidays` library."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays

from goodstanding.calendars.working import Named

#: The library works out later years by itself and says nothing when a government decides otherwise. Its release knows
#: what was decided until this year; to be raised with the library's pin.
KNOWN_THROUGH = 2026


def are_known(country: str, part: str) -> bool:
    """Whether the library has the country, and the part of it where there is one."""
    parts = _countries().get(country)
    return parts is not None and (not part or part in parts)


def weekend(country: str, part: str) -> frozenset[int]:
    """The weekdays without work as they are now, Monday being 0."""
    return frozenset(_year(country, part, KNOWN_THROUGH).weekend)


@cache
def named(country: str, part: str, year: int) -> Named | None:
    """The days of a year that differ from its weekends; None where the library only guesses, or says nothing."""
    found = _year(country, part, year)
    if not found.start_year <= year <= min(found.end_year, KNOWN_THROUGH) or _guesses(found):
        return None
    usual, days = weekend(country, part), (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    worked = {day: found.is_working_day(day) for day in days if day.year == year}
    return {day: works for day, works in worked.items() if works != (day.weekday() not in usual)}


@cache
def _countries() -> Mapping[str, list[str]]:
    known: Mapping[str, list[str]] = holidays.list_supported_countries(include_aliases=False)
    return known


@cache
def _year(country: str, part: str, year: int) -> Any:
    return holidays.country_holidays(country, subdiv=part or None, years=[year], expand=False)


def _guesses(found: Any) -> bool:
    """Whether a day of the year is marked as estimated, as those that hang on the sight of the moon are."""
    label = getattr(found, "estimated_label", None)
    mark = found.tr(label).replace("%s", "").strip("（）() ") if label else ""
    return bool(mark) and any(mark in name for name in found.values())
