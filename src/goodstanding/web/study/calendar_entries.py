"""The days by which courses are due, as entries of a member's calendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event

from goodstanding.queries.study.courses import OwnCourse


def due_days(waiting: Iterable[OwnCourse], *, origin: str, at: datetime) -> Iterator[Event]:
    """A whole day for each course that waits; it takes no time of the day, so that nobody seems to be busy."""
    host = origin.partition("://")[2].partition(":")[0]
    for found in waiting:
        course = found.course
        event = Event()
        event.add("uid", f"{course.key}@{host}")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", course.due_on)
        event.add("summary", _("Due: %(course)s") % {"course": course.title})
        event.add("transp", "TRANSPARENT")
        event.add("url", f"{origin}{reverse('my_course', args=[course.key])}")
        yield event
