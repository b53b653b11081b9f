"""Mainland China's announced days, which come with the product: china.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from goodstanding.calendars.working import Named

CODE = "CN"


@dataclass(frozen=True)
class OfficialNotice:
    """One notice of the State Council's General Office: its number, and the days that it names."""

    year: int
    number: str
    published_on: date
    days: Mapping[date, bool]


@cache
def notices() -> tuple[OfficialNotice, ...]:
    """Every notice that comes with the product, in the order of publication."""
    raw: Any = yaml.safe_load(files("goodstanding.calendars").joinpath("china.yaml").read_text(encoding="utf-8"))
    return tuple(
        OfficialNotice(one["year"], one["number"], one["published_on"], dict(_days(one))) for one in raw["notices"]
    )


def named(year: int) -> Named | None:
    """The days of a year that differ from its weekends; None where its notice does not come with the product."""
    return _all().get(year)


@cache
def _all() -> dict[int, dict[date, bool]]:
    years: dict[int, dict[date, bool]] = {notice.year: {} for notice in notices()}
    for notice in notices():
        for day, worked in notice.days.items():
            years.setdefault(day.year, {})[day] = worked
    return years


def _days(notice: Mapping[str, Any]) -> Iterator[tuple[date, bool]]:
    for word, worked in (("rest", False), ("worked", True)):
        for told in notice[word]:
            first, _dots, last = str(told).partition("..")
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
            while day <= end:
                yield day, worked
                day += timedelta(days=1)
