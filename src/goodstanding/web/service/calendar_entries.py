"""The activities that a member signed up for, as entries of the member's calendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.urls import reverse
from icalendar import Event

from goodstanding.models import SignUp


def events(signed: Iterable[SignUp], *, origin: str, at: datetime) -> Iterator[Event]:
    """An event for each activity; with a place on the waiting list it is tentative."""
    host = origin.partition("://")[2].partition(":")[0]
    for sign_up in signed:
        activity = sign_up.activity
        event = Event()
        event.add("uid", f"{activity.key}@{host}")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", activity.starts_at.astimezone(UTC))
        event.add("dtend", activity.ends_at.astimezone(UTC))
        event.add("summary", activity.title)
        if activity.place:
            event.add("location", activity.place)
        event.add("description", "\n".join(part for part in (activity.unit.name, activity.text) if part))
        event.add("status", "TENTATIVE" if sign_up.state == SignUp.State.WAITING else "CONFIRMED")
        event.add("url", f"{origin}{reverse('my_activity', args=[activity.key])}")
        yield event
