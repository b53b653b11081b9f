"""Meetings that can be checked in to now."""

from django.db.models import QuerySet

from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting
from goodstanding.queries.meetings import meetings
from goodstanding.queries.meetings.meetings import AttendanceCount


def open_now(viewer: Viewer) -> QuerySet[Attendee]:
    """The viewer's own rows at meetings that are open for check-in."""
    mine = Attendee.objects.filter(member=viewer.member_id, meeting__state=Meeting.State.OPEN)
    mine = mine.exclude(role=Attendee.Role.OFF)
    return mine.select_related("meeting", "counted").order_by("meeting__starts_at", "pk")


def there(meeting: Meeting, scheme: Scheme) -> AttendanceCount:
    """How many are there by now, and whether that is enough."""
    listed = Attendee.objects.filter(meeting=meeting).exclude(role=Attendee.Role.OFF)
    return meetings.tally(list(listed.select_related("counted")), scheme.meetings.get(meeting.type))
