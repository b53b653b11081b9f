"""What a phone, a screen and a host show about a check-in."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.actions.check_in.request import CheckInResult, state_of
from goodstanding.models import Attendee
from goodstanding.queries.meetings.meetings import AttendanceCount
from goodstanding.web.meetings.presenters.meetings import title
from goodstanding.web.shell.presenters import terms


def answer(check_in: CheckInResult) -> dict[str, Any]:
    """What the phone shows; the same each time the same check-in is sent."""
    since = timezone.localtime(check_in.proof.occurred_at)
    about = f"{title(check_in.meeting)} · {terms.moment(check_in.meeting.starts_at)}"
    return {
        "state": state_of(check_in).value,
        "about": about,
        "detail": _("You were there at %(time)s.") % {"time": since.strftime("%H:%M:%S")},
    }


def open_entry(attendee: Attendee) -> dict[str, Any]:
    """A meeting that is open for check-in now, for a member whom it concerns."""
    there = attendee.counted is not None and attendee.counted.verdict in {"present", "late"}
    return {
        "url": reverse("my_meeting", args=[attendee.meeting.key]),
        "code_url": reverse("my_meeting_code", args=[attendee.meeting.key]),
        "icon": "meeting",
        "label": title(attendee.meeting),
        "detail": " · ".join(
            part for part in (terms.moment(attendee.meeting.starts_at), attendee.meeting.place) if part
        ),
        "badge": _("Checked in") if there else _("Open now"),
        "tone": "good" if there else "info",
    }


def count(tally: AttendanceCount) -> str:
    """12 present of 18, needed 10."""
    came = tally.came + tally.guests
    if tally.needed is None:
        return _("%(came)s present of %(due)s") % {"came": came, "due": tally.due}
    return _("%(came)s present of %(due)s, needed %(needed)s") % {
        "came": came,
        "due": tally.due,
        "needed": tally.needed,
    }


def quorum(tally: AttendanceCount) -> dict[str, str] | None:
    """Whether there are enough to decide; none where the rules ask for no number."""
    if tally.needed is None:
        return None
    if tally.is_quorate:
        return {"tone": "good", "text": _("Enough people are here to decide")}
    missing = tally.needed - tally.voters_there
    return {
        "tone": "warn",
        "text": _("Not yet enough people to decide: %(count)s more with a vote") % {"count": missing},
    }
