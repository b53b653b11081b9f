"""The page of one meeting at the desk, as it stands and again with what stands in the way of a correction."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Attendee, Meeting, RecordView
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms.meetings import CorrectAttendance
from goodstanding.web.meetings.meeting_pages import head
from goodstanding.web.meetings.presenters import attendance_corrections, follow_ups, meeting_asked
from goodstanding.web.meetings.presenters import meeting_page as page_presenters
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import now, viewer

State = Meeting.State
#: So few whom the notice has not reached are shown without asking.
_FEW = 9
Tried = tuple[str, CorrectAttendance]


def meeting_page(request: HttpRequest, meeting: Meeting, *, tried: Tried | None = None) -> HttpResponse:
    """The page. tried: the key of the member whose correction was refused, and the form that says why."""
    who = viewer(request)
    people = meeting_queries.people(meeting)
    record_views.leave(request, [person.member for person in people], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = (
        head(request, meeting)
        | _state(who, meeting)
        | _people(who, meeting, people, tried, request.GET.get("correct", ""))
    )
    return render(request, "meetings/page.html", context, status=422 if tried else 200)


def _is_told(meeting: Meeting) -> bool:
    return meeting.revision > 0 and meeting.state != State.PLANNED


def _state(who: Viewer, meeting: Meeting) -> dict[str, Any]:
    holds_all = who.may(Permission.HOLD_MEETING, meeting.unit)
    may_close = meeting_queries.can_be_closed(meeting, now()) and meeting_hosts.may_close(who, meeting, the_scheme())
    cases = meeting_queries.cases(who).filter(attendee__meeting=meeting, state="open")
    return {
        "actions": page_presenters.actions(
            meeting,
            holds_all=holds_all,
            is_told=_is_told(meeting),
            can_open=meeting_queries.can_be_opened(meeting, now()),
            may_close=may_close,
        ),
        "rows": meeting_presenters.rows(meeting),
        "is_planned": meeting.state == State.PLANNED,
        "has_begun": meeting.state in {State.OPEN, State.CLOSED},
        "may_cancel": not meeting.has_ended,
        "cancel_words": meeting_presenters.cancel_words(meeting),
        "cases": meeting_presenters.case_entries(cases),
        "minutes": meeting.minutes.order_by("-version").first(),
        "resolutions": meeting_queries.resolutions(meeting),
        "follow_ups": follow_ups.lines(meeting_queries.follow_ups(meeting)),
        "holds_all": holds_all,
    }


def _people(
    who: Viewer, meeting: Meeting, people: Sequence[Attendee], tried: Tried | None, chosen: str
) -> dict[str, Any]:
    kind, receipts = the_scheme().meetings.get(meeting.type), meeting_queries.receipts(meeting)
    tally, told, runs = meeting_queries.tally(people, kind), _is_told(meeting), not meeting.has_ended
    holds_all = who.may(Permission.HOLD_MEETING, meeting.unit)
    fixes = attendance_corrections.of(who, meeting, people, tried, chosen=chosen)
    lines = [meeting_presenters.person(person, receipts.get(person.pk)) for person in people]
    shown = [
        line | {"badge": page_presenters.badge(line, is_told=told)} | fixes.get(person.pk, {"correct": None})
        for person, line in zip(people, lines, strict=True)
    ]
    missing = [line for line in lines if not line["is_reached"]] if told and runs else []
    return {
        "people": shown,
        "corrects": any(line["correct"] for line in shown),
        "not_reached": missing,
        "few_missing": len(missing) < _FEW,
        "without_account": _without_account(meeting) if holds_all and told and runs else 0,
        "leaves": page_presenters.to_answer(lines, who.member_id) if holds_all and runs else [],
        "count": meeting_presenters.count(tally),
        "quorum": meeting_presenters.quorum(tally) if meeting.state in {State.OPEN, State.CLOSED} else None,
        "missed": meeting_asked.missed(who, meeting, kind, people),
    }


def _without_account(meeting: Meeting) -> int:
    """How many can still be recorded in one tap as informed: before it begins, those who cannot sign in."""
    if now() >= meeting.starts_at:
        return 0
    listed = who_is_due.still_here(Attendee.objects.filter(meeting=meeting).exclude(role=Attendee.Role.OFF))
    return who_is_due.without_receipt(who_is_due.cannot_sign_in(listed)).count()
