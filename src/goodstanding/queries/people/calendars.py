"""The organization's calendar: what came with the product, and over it what was put in here. And which day it is."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import pgettext

from goodstanding.calendars.choosing import calendar_of
from goodstanding.calendars.working import Announced, Calendar, Deadline
from goodstanding.engine.period import first_day
from goodstanding.models import AnnouncedDay, Announcement, Organization


def code() -> str:
    """Which calendar the organization has; empty where none is chosen."""
    found: str = Organization.objects.values_list("calendar", flat=True).get()
    return found


def calendar(*, of: str | None = None, proposed: Iterable[Announced] = ()) -> Calendar:
    """The organization's calendar, or that of another code. proposed: announcements as if they were put in already."""
    chosen = code() if of is None else of
    return calendar_of(chosen).with_announced([*put_in(chosen), *proposed])


def put_in(calendar_code: str) -> list[Announced]:
    """The announcements put in for a calendar, in their order."""
    days: dict[int, dict[date, bool]] = defaultdict(dict)
    for announced_day in AnnouncedDay.objects.filter(announcement__calendar=calendar_code):
        days[announced_day.announcement_id][announced_day.day] = announced_day.is_worked
    found = Announcement.objects.filter(calendar=calendar_code).order_by("pk")
    return [Announced(announcement.year, days[announcement.pk]) for announcement in found]


def today(at: datetime) -> date:
    """The day at a moment, by the organization's clock."""
    return at.astimezone(ZoneInfo(Organization.objects.get().time_zone)).date()


def working_days_after(day: date, count: int) -> Deadline:
    """The day that many working days later, by the organization's calendar, and whether that is final."""
    return calendar().after(day, count)


def said_month(month: int) -> str:
    """October 2016, or 2016年10月: a month as people say it, in a sentence that may be read years later."""
    return date_format(first_day(month), pgettext("a month with its year", "F Y"))
