"""Working days counted by a calendar of announced days, and whether the count is final."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

#: The days of a year that differ from its weekends, each with whether it is worked; None: the year is not announced.
Named = Mapping[date, bool]
Years = Callable[[int], Named | None]

SATURDAY_SUNDAY = frozenset({5, 6})
_DAY = timedelta(days=1)
_DECEMBER, _LAST_WEEK = 12, 25


@dataclass(frozen=True)
class Deadline:
    """A last day. provisional: it was counted over days not announced yet, by weekends alone."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class Announced:
    """What one announcement says of a year: the days off and the days worked instead, wherever they fall."""

    year: int
    days: Named


@dataclass(frozen=True)
class Calendar:
    """Days of a year as shipped, and over them the announcements put in here, the latest last.

    by_notice: the days are announced each year, and the notice of a year may also name the last days of the year
    before it, as in December 2018.
    """

    shipped: Years
    weekend: frozenset[int] = SATURDAY_SUNDAY
    by_notice: bool = False
    put_in: Mapping[date, bool] = field(default_factory=dict)
    put_in_years: frozenset[int] = frozenset()

    def with_announced(self, announced: Iterable[Announced]) -> "Calendar":
        """The same calendar with more announcements; where two name a day, the latter holds."""
        days, years = dict(self.put_in), set(self.put_in_years)
        for announcement in announced:
            days |= announcement.days
            years.add(announcement.year)
        return replace(self, put_in=days, put_in_years=frozenset(years))

    def is_announced(self, year: int) -> bool:
        """Whether the days of a year are known."""
        return year in self.put_in_years or self.shipped(year) is not None

    def is_final(self, day: date) -> bool:
        """Whether no announcement still to come can say otherwise of this day."""
        if not self.is_announced(day.year):
            return False
        ends_year = self.by_notice and day >= date(day.year, _DECEMBER, _LAST_WEEK)
        return not ends_year or self.is_announced(day.year + 1)

    def is_worked(self, day: date) -> bool:
        """Whether a day is a working day; of a year that is not announced only the weekends are known."""
        if day in self.put_in:
            return self.put_in[day]
        named = self.shipped(day.year) or {}
        return named.get(day, day.weekday() not in self.weekend)

    def after(self, day: date, count: int) -> Deadline:
        """The day on which that many working days have passed, not counting the first. Raises ValueError below one."""
        if count < 1:
            raise ValueError("a deadline is at least one working day away")
        final = True
        while count:
            day += _DAY
            count -= self.is_worked(day)
            final = final and self.is_final(day)
        return Deadline(day, provisional=not final)
