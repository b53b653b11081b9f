"""Long lists, a day at a time: what happened, under the day on which it did."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from goodstanding.web.shell.presenters import terms


def event(at: datetime, **more: Any) -> dict[str, Any]:
    """One of the things that happened, at a time of its day."""
    local = timezone.localtime(at)
    when = {"day": terms.said_day(local.date()), "when": local.strftime("%H:%M")}
    return when | {"datetime": at.isoformat(timespec="minutes")} | more


def by_day(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What comes one after the other on the same day, under that day."""
    return [
        {"title": day, "events": list(iterator)}
        for day, iterator in groupby(events, lambda day_event: day_event["day"])
    ]
