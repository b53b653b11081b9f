"""Meetings in the work list: what is on now, and what is to be closed."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.models import Meeting
from goodstanding.web.meetings.presenters import meetings as meeting_presenters


def on_now(meeting: Meeting) -> dict[str, Any]:
    """A meeting that is open for check-in, with the way to its roll."""
    roll = reverse("meeting_roll", args=[meeting.key])
    return meeting_presenters.entry(meeting, with_unit=True) | {"roll": roll}


def to_close(meeting: Meeting) -> dict[str, Any]:
    """A meeting that is over and still open."""
    return {
        "url": reverse("meeting_close", args=[meeting.key]),
        "icon": "meeting",
        "label": _("Close: %(meeting)s") % {"meeting": meeting_presenters.title(meeting)},
        "detail": meeting_presenters.short_when(meeting),
        "due": timezone.localtime(meeting.ends_at).date(),
        "deed": _("Close now"),
    }
