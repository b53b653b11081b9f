"""What is in a member's calendar, as programs read it (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from goodstanding.models import Assignee, Attendee, Meeting
from goodstanding.web.meetings.presenters import meetings as meeting_presenters

_STATUS = {Meeting.State.CANCELLED.value: "CANCELLED"}


def calendar(
    mine: Iterable[Attendee], assigned: Iterable[Assignee], *, origin: str, at: datetime, more: Iterable[Event] = ()
) -> bytes:
    """The calendar of these meetings, and of the days on which assignments are due. It says when and where, never who
    else is due or who came.

    origin: under which links are found, as in https://example.org. more: what else is in the member's calendar.
    """
    found = Calendar()
    found.add("prodid", "-//Goodstanding//Meetings//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("My calendar"))
    found.add("refresh-interval", vDuration.from_ical("PT1H"), parameters={"VALUE": "DURATION"})
    for attendee in mine:
        found.add_component(_event(attendee.meeting, origin, at))
    for assignee in assigned:
        found.add_component(_day(assignee, origin, at))
    for event in more:
        found.add_component(event)
    return bytes(found.to_ical())


def _day(assignee: Assignee, origin: str, at: datetime) -> Event:
    """The day on which an assignment is due, as an event of the whole day that keeps nobody busy."""
    event, assignment = Event(), assignee.assignment
    event.add("uid", f"{assignment.key}@{_host(origin)}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", assignee.due_on)
    event.add("dtend", assignee.due_on + timedelta(days=1))
    event.add("summary", _("Due: %(what)s") % {"what": assignment.title})
    event.add("description", "\n".join(part for part in (assignment.unit.name, assignment.text) if part))
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{origin}/my/assignments/{assignment.key}/")
    return event


def _host(origin: str) -> str:
    return origin.partition("://")[2].partition(":")[0]


def _event(meeting: Meeting, origin: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{meeting.key}@{_host(origin)}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", meeting.revision)
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting_presenters.full_title(meeting))
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", "\n".join(part for part in (meeting.unit.name, meeting.agenda, meeting.reason) if part))
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    event.add("url", f"{origin}/my/meetings/{meeting.key}/")
    return event
