"""Members who come to a unit after its meetings were announced: they are on the lists, and notified, at once."""

from collections.abc import Collection
from datetime import datetime

from goodstanding.actions.meetings import attendees
from goodstanding.models import Meeting, Unit
from goodstanding.queries.people.organization import the_scheme


def call(units: Collection[Unit], *, at: datetime) -> None:
    """Calls the newcomers of these units to the meetings that are announced and have not begun."""
    to_come = Meeting.objects.filter(state=Meeting.State.NOTICED, unit__in=units, starts_at__gt=at).order_by("pk")
    for meeting in to_come:
        attendees.call_newcomers(meeting=meeting, scheme=the_scheme(), by=None, at=at)
