"""A calendar by its code: CN, another country as DE, a part of one as DE-BY, or none."""

from functools import partial

from goodstanding.calendars import china, countries
from goodstanding.calendars.working import Calendar, Named

#: No calendar is chosen: Monday to Friday, and nothing is final.
NONE = ""


def is_code(code: str) -> bool:
    """Whether there is a calendar of that code."""
    country, _dash, part = code.partition("-")
    return code in {NONE, china.CODE} or (country != china.CODE and countries.are_known(country, part))


def calendar_of(code: str) -> Calendar:
    """The calendar of a code, as it comes with the product. Raises ValueError for a code without one."""
    if code == china.CODE:
        return Calendar(china.named, by_notice=True)
    if code == NONE:
        return Calendar(_never)
    if not is_code(code):
        raise ValueError(f"there is no calendar {code}")
    country, _dash, part = code.partition("-")
    return Calendar(partial(countries.named, country, part), weekend=countries.weekend(country, part))


def _never(_year: int) -> Named | None:
    return None
