"""Which day it is where the organization is, days that are still to come, and working days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import Refusal
from goodstanding.models import Organization


def today(at: datetime) -> date:
    """The day at a moment, by the organization's clock."""
    return at.astimezone(ZoneInfo(Organization.objects.get().time_zone)).date()


def refuse_future(on: date, at: datetime, field: str = "on") -> None:
    """Raises Refusal for a day still to come: what stands in the tree and the rosters is what holds today."""
    if on > today(at):
        raise Refusal(_("That day is still to come."), field)


def working_days_after(day: date, count: int) -> date:
    """The day that many working days later: Monday to Friday. Holidays are not known, so a holiday is one as well."""
    weeks, rest = divmod(count, 5)
    # A day at the weekend counts on from the Friday before.
    start = day - timedelta(days=max(0, day.weekday() - 4))
    over_a_weekend = 2 if start.weekday() + rest > 4 else 0
    return start + timedelta(weeks=weeks, days=rest + over_a_weekend)
