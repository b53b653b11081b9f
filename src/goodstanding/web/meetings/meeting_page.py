"""The page of one meeting, as it stands and again with what stands in the way of a correction."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Attendee, Meeting, RecordView
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms.meetings import CorrectAttendance
from goodstanding.web.meetings.meeting_pages import head
from goodstanding.web.meetings.presenters import attendance_corrections, meeting_asked
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import now, viewer

State = Meeting.State


def meeting_page(
    request: HttpRequest, meeting: Meeting, *, tried: tuple[str, CorrectAttendance] | None = None
) -> HttpResponse:
    """The page. tried: the key of the member whose correction was refused, and the form that says why."""
    who = viewer(request)
    people = meeting_queries.people(meeting)
    record_views.leave(request, [one.member for one in people], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = head(request, meeting) | _state(who, meeting) | _people(who, meeting, people, tried)
    return render(request, "meetings/page.html", context, status=422 if tried else 200)


def _state(who: Viewer, meeting: Meeting) -> dict[str, Any]:
    open_cases = meeting_queries.cases(who).filter(attendee__meeting=meeting, state="open")
    return {
        "rows": meeting_presenters.rows(meeting),
        "cases": [meeting_presenters.case_entry(one) for one in open_cases],
        "minutes": meeting.minutes.order_by("-version").first(),
        "resolutions": meeting_queries.resolutions(meeting),
        "follow_ups": meeting_queries.follow_ups(meeting),
        "can_open": meeting_queries.can_be_opened(meeting, now()),
        "may_close": meeting_queries.can_be_closed(meeting, now())
        and meeting_hosts.may_close(who, meeting, the_scheme()),
        "holds_all": who.may(Permission.HOLD_MEETING, meeting.unit),
        "own_member": who.member_id,
        "cancel_words": meeting_presenters.cancel_words(meeting),
    }


def _people(
    who: Viewer, meeting: Meeting, people: Sequence[Attendee], tried: tuple[str, CorrectAttendance] | None
) -> dict[str, Any]:
    kind, receipts = the_scheme().meetings.get(meeting.type), meeting_queries.receipts(meeting)
    tally = meeting_queries.tally(people, kind)
    told = meeting.revision > 0 and meeting.state != State.PLANNED
    fixes = attendance_corrections.of(who, meeting, people, tried)
    lines = [
        meeting_presenters.person(one, receipts.get(one.pk)) | fixes.get(one.pk, {"correct": None, "waits": False})
        for one in people
    ]
    return {
        "people": lines,
        "told": told,
        "not_reached": [one for one in lines if not one["is_reached"]] if told and not meeting.has_ended else [],
        "leaves": [one for one in lines if one["leave"] and one["leave"].state == "asked"],
        "tally": tally,
        "count": meeting_presenters.count(tally),
        "quorum": meeting_presenters.quorum(tally) if meeting.state in {State.OPEN, State.CLOSED} else None,
        "missed": meeting_asked.missed(who, meeting, kind, people),
        "corrects": any(one["correct"] for one in lines),
    }
