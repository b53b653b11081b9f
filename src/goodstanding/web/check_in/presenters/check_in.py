"""What a phone, a screen and a host show about a check-in."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.actions.check_in.request import CheckInResult, State, state_of
from goodstanding.models import Attendee, Meeting, Proof
from goodstanding.queries.meetings.meetings import AttendanceCount
from goodstanding.web.meetings.presenters.meetings import title
from goodstanding.web.shell.presenters import terms

_HOUR = 60


def answer(check_in: CheckInResult) -> dict[str, Any]:
    """What the phone shows; the same each time the same check-in is sent."""
    state, meeting = state_of(check_in), check_in.meeting
    found = {
        "state": state.value,
        "about": f"{title(meeting)} · {terms.said_moment(meeting.starts_at)}",
        "detail": _("You were there at %(time)s.") % {"time": _clock(check_in.proof)},
    }
    if state == State.ALREADY and check_in.before is not None:
        return found | already(check_in.before, meeting)
    if state == State.LATE:
        found["heading"] = _("You are checked in, late: %(after)s") % {"after": _after_start(check_in.proof, meeting)}
    return found


def already(counted: Proof, meeting: Meeting) -> dict[str, str]:
    """That it is done, and since when."""
    late = _("Late: %(after)s.") % {"after": _after_start(counted, meeting)}
    return {
        "heading": _("You are already checked in, since %(time)s") % {"time": _clock(counted)},
        "detail": late if counted.verdict == Proof.Verdict.LATE else _("In time. Nothing more is needed."),
    }


def _clock(proof: Proof) -> str:
    return timezone.localtime(proof.occurred_at).strftime("%H:%M:%S")


def _after_start(proof: Proof, meeting: Meeting) -> str:
    """12 minutes after the start, or 1 h 05 min after the start."""
    minutes = max(1, int((proof.occurred_at - meeting.starts_at).total_seconds()) // 60)
    if minutes >= _HOUR:
        spans = {"hours": minutes // _HOUR, "minutes": f"{minutes % _HOUR:02}"}
        return _("%(hours)s h %(minutes)s min after the start") % spans
    text = ngettext("%(count)s minute after the start", "%(count)s minutes after the start", minutes)
    return text % {"count": minutes}


def open_entry(attendee: Attendee) -> dict[str, Any]:
    """A meeting that is open for check-in now, for a member whom it concerns."""
    there = attendee.counted if attendee.counted is not None and attendee.counted.verdict in Proof.CAME else None
    return {
        "url": reverse("my_meeting", args=[attendee.meeting.key]),
        "code_url": reverse("my_meeting_code", args=[attendee.meeting.key]),
        "icon": "meeting",
        "label": title(attendee.meeting),
        "detail": " · ".join(
            part for part in (terms.said_moment(attendee.meeting.starts_at), attendee.meeting.place) if part
        ),
        "badge": _("Checked in since %(time)s") % {"time": _clock(there)} if there else _("Open now"),
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
