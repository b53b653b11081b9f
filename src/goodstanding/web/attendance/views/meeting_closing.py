"""Closing a meeting: what it will write, and what the host says of those who came; and what is made up afterwards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission
from goodstanding.actions.attendance import catch_up, closing, corrections
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AttendanceConflict, Correction, Meeting, Member, Proof, RecordView
from goodstanding.queries.attendance import doubts
from goodstanding.queries.attendance.foreseen import foresee
from goodstanding.queries.attendance.values import Ticks
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.namesakes import name_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.attendance.presenters import closing as closing_presenters
from goodstanding.web.attendance.presenters.roll import count_of
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import act_on, found, head, held
from goodstanding.web.meetings.presenters import meeting_asked
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.meetings.shown_meeting import meeting_page
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """What closing will write, what is asked about those who came, and closing."""
    meeting, who = held(request, key), viewer(request)
    if not meeting_hosts.may_close(who, meeting, the_scheme()):
        raise Http404
    if request.method == "POST":

        def act(open_meeting: Meeting) -> str:
            ticks, at = _ticks(request, open_meeting), now()
            written = closing.close(meeting=open_meeting, scheme=the_scheme(), by=who, at=at, ticks=ticks)
            since = Meeting.objects.select_related("ended_by__member").get(pk=open_meeting.pk)
            if since.ended_at != at:
                return meeting_presenters.closed_already(since)
            told = ngettext("Closed. %(count)s entry is recorded.", "Closed. %(count)s entries are recorded.", written)
            return told % {"count": written}

        return act_on(request, key, act)
    if not meeting_queries.can_be_closed(meeting, now()):
        messages.info(request, meeting_presenters.why_not_closed(meeting))
        return redirect("meeting", key=key)
    people, kind = meeting_queries.people(meeting), the_scheme().meetings.get(meeting.type)
    record_views.leave(request, [person.member for person in people], RecordView.How.LIST, Permission.SEE_ROSTER)
    marks, asked = count_of(meeting, people), meeting_asked.rows(meeting, people, kind, the_scheme()) if kind else []
    unmarked = {person.pk for person in people if person.counted is None}
    foreseen = foresee(meeting, people, kind) if kind else None
    cases = AttendanceConflict.objects.filter(attendee__meeting=meeting, state="open")
    mine = meeting_queries.cases(who).filter(attendee__meeting=meeting, state="open")
    context = head(request, meeting, _("Close the meeting")) | marks | {
        "foreseen": closing_presenters.groups(foreseen, unmarked) if foreseen else [],
        "entries": closing_presenters.entries(foreseen) if foreseen else "",
        "doubled": closing_presenters.doubled(foreseen) if foreseen else [],
        "asked": asked,
        "cases": meeting_presenters.case_entries(mine),
        "case_count": cases.count(),
        "minutes": meeting.minutes.exists(),
        "uncounted": who.may(Permission.HOLD_MEETING, meeting.unit) and doubts.is_uncounted(meeting),
        "kind": kind,
    }  # fmt: skip
    return render(request, "attendance/close.html", context)


def _ticks(request: HttpRequest, meeting: Meeting) -> Ticks:
    """What the page said of everyone whom it showed; who came in between stands as the rules begin."""
    keys = dict(meeting.attendees.values_list("member__key", "pk"))
    found: dict[int, set[str]] = {keys[key]: set() for key in request.POST.getlist("shown") if key in keys}
    for ticked in request.POST.getlist("ticked"):
        key, _blank, fact = ticked.partition(" ")
        if (pk := keys.get(key)) in found:
            found[pk].add(fact)
    return found


@require_POST
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Another verdict about a person at a closed meeting; refused, what was typed stands there again."""
    meeting = found(request, key)
    member = get_object_or_404(Member, attendances__meeting=meeting, key=request.POST.get("member", ""))
    form = meeting_forms.CorrectAttendance(request.POST)
    asked = list[Correction | None]()

    def act(data: dict[str, Any]) -> None:
        verdict = Proof.Verdict(data["verdict"])
        waits = corrections.correct(
            meeting=meeting, member=member, verdict=verdict, reason=data["reason"], scheme=the_scheme(),
            by=viewer(request), at=now(),
        )  # fmt: skip
        asked.append(waits)

    if not attempt(form, act):
        return meeting_page(request, meeting, tried=(member.key, form))
    said = _("Corrected: %(name)s. All that was recorded with it is put right, and the member is notified.")
    if asked[0] is not None:
        said = _("A published month counts this, so a second person is asked to agree: %(name)s.")
    messages.success(request, said % {"name": member.name})
    return redirect("meeting", key=key)


@require_POST
@desk_page
def make_up(request: HttpRequest, key: str) -> HttpResponse:
    """A person who missed a closed meeting made up for it."""
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
        return _("Recorded: %(name)s caught up, and is notified.") % {"name": name_anywhere(member)}

    return act_on(request, key, act)
