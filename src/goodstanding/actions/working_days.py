"""Which day it is where the organization is, days that are still to come, and working days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.calendars.working import Deadline
from goodstanding.models import Organization
from goodstanding.queries.people import calendars


def today(at: datetime) -> date:
    """The day at a moment, by the organization's clock."""
    return at.astimezone(ZoneInfo(Organization.objects.get().time_zone)).date()


def refuse_future(on: date, at: datetime, field: str = "on") -> None:
    """Raises ActionRefused for a day still to come: what stands in the tree and the rosters is what holds today."""
    if on > today(at):
        raise ActionRefused(_("That day is still to come."), field)


def working_days_after(day: date, count: int) -> Deadline:
    """The day that many working days later, by the organization's calendar, and whether that is final."""
    return calendars.calendar().after(day, count)
