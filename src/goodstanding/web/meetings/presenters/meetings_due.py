"""What waits in the work list about meetings: to be planned, to be answered, to be closed."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.roles import OFFICES, Reach
from goodstanding.access.viewer import Viewer
from goodstanding.models import Meeting, Unit
from goodstanding.queries.meetings import meetings, year_plan
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.presenters import meeting_plans
from goodstanding.web.meetings.presenters import meetings as meeting_presenters

_MOST = 50


def entries(who: Viewer) -> list[dict[str, Any]]:
    """For those who hold meetings themselves; the person who is above a branch sees its plan on its page."""
    held = (*who.held(Allowed.HOLD_MEETING), *who.held(Allowed.LEAD_MEETING))
    near = {office.unit_id for office in held if OFFICES[office.role].reach is Reach.UNIT}
    if not near:
        return []
    scheme = the_scheme()
    leaves = apart_anywhere(meetings.waiting_leaves(who)[:_MOST], lambda leave: leave.attendee.member)
    found = [meeting_presenters.leave_entry(leave) for leave in leaves]
    for unit in Unit.objects.filter(pk__in=near, closed_on=None):
        mine = year_plan.kinds_for(who, unit, scheme)
        missing = year_plan.missing_now(unit, scheme, who.on) if mine else []
        found += [meeting_plans.missing_entry(unit, duty, cell) for duty, cell in missing if duty.word in mine]
    over = meetings.held(who, scheme).filter(unit__in=near, state=Meeting.State.OPEN, ends_at__lt=timezone.now())
    return found + [_to_close(meeting) for meeting in over[:_MOST]]


def _to_close(meeting: Meeting) -> dict[str, Any]:
    return {
        "url": reverse("meeting", args=[meeting.key]),
        "icon": "meeting",
        "label": _("Close: %(meeting)s") % {"meeting": meeting_presenters.title(meeting)},
        "detail": meeting_presenters.short_when(meeting),
        "due": timezone.localtime(meeting.ends_at).date(),
    }
