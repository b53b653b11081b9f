"""Closing a meeting: what it will write, and what the host says of those who came; and what is made up afterwards."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission
from goodstanding.actions.attendance import catch_up, closing
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AttendanceConflict, Meeting, Member, RecordView
from goodstanding.queries.attendance import doubts
from goodstanding.queries.attendance.values import Ticks
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.attendance.presenters.roll import count_of
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import act_on, found, head, held
from goodstanding.web.meetings.presenters import meeting_asked
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """What closing will write, what is asked about those who came, and closing."""
    meeting, who = held(request, key), viewer(request)
    if not meeting_hosts.may_close(who, meeting, the_scheme()):
        raise Http404
    if request.method == "POST":

        def act(one: Meeting) -> str:
            ticks = _ticks(request, one)
            written = closing.close(meeting=one, scheme=the_scheme(), by=who, at=now(), ticks=ticks)
            told = ngettext("Closed. %(count)s entry is recorded.", "Closed. %(count)s entries are recorded.", written)
            return told % {"count": written}

        return act_on(request, key, act)
    if meeting.state != Meeting.State.OPEN:
        return redirect("meeting", key=key)
    people, kind = meeting_queries.people(meeting), the_scheme().meetings.get(meeting.type)
    record_views.leave(request, [person.member for person in people], RecordView.How.LIST, Permission.SEE_ROSTER)
    lines = [meeting_presenters.person(one) for one in people]
    unmarked = [line for one, line in zip(people, lines, strict=True) if one.role == "due" and one.counted is None]
    cases = AttendanceConflict.objects.filter(attendee__meeting=meeting, state="open")
    mine = meeting_queries.cases(who).filter(attendee__meeting=meeting, state="open")
    context = head(request, meeting, _("Close the meeting")) | count_of(meeting, people) | {
        "absent": [one for one in unmarked if not _asked(one)],
        "on_leave": [one for one in unmarked if _asked(one)],
        "asked": meeting_asked.rows(meeting, people, kind, the_scheme()) if kind else [],
        "cases": [meeting_presenters.case_entry(attendance_conflict) for attendance_conflict in mine],
        "case_count": cases.count(),
        "minutes": meeting.minutes.exists(),
        "uncounted": who.may(Permission.HOLD_MEETING, meeting.unit) and doubts.is_uncounted(meeting),
        "kind": kind,
    }  # fmt: skip
    return render(request, "attendance/close.html", context)


def _asked(line: dict[str, Any]) -> bool:
    return line["leave"] is not None and line["leave"].state in {"asked", "granted"}


def _ticks(request: HttpRequest, meeting: Meeting) -> Ticks:
    """What the page said of everybody whom it showed; who came in between stands as the rules begin."""
    keys = dict(meeting.attendees.values_list("member__key", "pk"))
    found: dict[int, set[str]] = {keys[key]: set() for key in request.POST.getlist("shown") if key in keys}
    for ticked in request.POST.getlist("ticked"):
        key, _blank, fact = ticked.partition(" ")
        if (pk := keys.get(key)) in found:
            found[pk].add(fact)
    return found


@require_POST
@desk_page
def make_up(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody who missed a closed meeting made up for it."""
    found(request, key)
    member = get_object_or_404(Member, attendances__meeting__key=key, key=request.POST.get("member", ""))
    form = meeting_forms.MadeUpForm(request.POST)

    def act(meeting: Meeting) -> str:
        if not form.is_valid():
            raise ActionRefused(next(str(error) for errors in form.errors.values() for error in errors))
        data = form.cleaned_data
        catch_up.record(
            meeting=meeting, member=member, on=data["on"], how=data["how"], scheme=the_scheme(), by=viewer(request),
            at=now(),
        )  # fmt: skip
        return _("Recorded: %(name)s caught up, and is notified.") % {"name": member.name}

    return act_on(request, key, act)
