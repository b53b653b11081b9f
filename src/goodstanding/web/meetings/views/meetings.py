"""Meetings at the desk: what comes next, the year's plan, the page of one, and what is done to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.meetings import meetings, second_look
from goodstanding.models import Meeting, RecordView
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import year_plan
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import act_on, head, held, unit_of
from goodstanding.web.meetings.presenters import meeting_plans
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.meetings.shown_meeting import meeting_page
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt

State = Meeting.State
_MOST = 40
#: So few who were not reached are listed without a click.


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What comes next wherever the viewer holds meetings; straight to the branch, if that is one."""
    who = viewer(request)
    if not meeting_hosts.is_host(who, the_scheme()):
        raise Http404
    found = list(meeting_queries.units(who, the_scheme()).filter(closed_on=None)[:2])
    if len(found) == 1:
        return redirect("unit_meetings", code=found[0].code)
    ahead = (
        meeting_queries.held(who, the_scheme()).filter(state__in=meeting_queries.AHEAD).order_by("starts_at")[:_MOST]
    )
    cases = meeting_presenters.case_entries(meeting_queries.cases(who).filter(state="open")[:_MOST])
    record_views.leave(request, record_views.about(cases), RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = {
        "title": _("Meetings"),
        "entries": [meeting_presenters.entry(meeting, with_unit=True) for meeting in ahead],
        "cases": cases,
    }
    return render(request, "meetings/overview.html", context)


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's year: what the rules ask for, what is planned and what was held."""
    who, unit, scheme = viewer(request), unit_of(request, code), the_scheme()
    year, kinds = _year(request, who.on.year), year_plan.kinds_for(who, unit, scheme)
    held = list(meeting_queries.of_unit(who, scheme, unit, year))
    duties = [duty for duty in year_plan.duties(unit, scheme, year, who.on) if duty.word in kinds]
    ahead = [meeting for meeting in held if meeting.state in meeting_queries.AHEAD]
    context = {
        "title": _("Meetings"),
        "lead": unit.name,
        "unit": unit,
        "year": year,
        "years": [near_year for near_year in (year - 1, year + 1) if abs(near_year - who.on.year) <= 5],
        "holds": bool(kinds) and unit.closed_on is None,
        "holds_all": who.may(Allowed.HOLD_MEETING, unit),
        "duties": meeting_plans.duties(duties, unit),
        "is_empty": not duties and not held,
        "ahead": [meeting_presenters.entry(meeting) for meeting in ahead],
        "past": [meeting_presenters.entry(meeting) for meeting in reversed(held) if meeting not in ahead],
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Meetings")),
    }
    return render(request, "meetings/unit.html", context)


def _year(request: HttpRequest, this: int) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and abs(int(text) - this) <= 10 else this


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting: its particulars, who was told, who came, and what to do next."""
    return meeting_page(request, held(request, key))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Another time, place or agenda."""
    meeting = held(request, key)
    form = meeting_forms.MeetingForm(request.POST or None, initial=meeting_forms.MeetingForm.of(meeting))

    def act(_data: dict[str, Any]) -> None:
        changed = meetings.change(
            meeting=meeting, what=form.particulars(), scheme=the_scheme(), by=viewer(request), at=now()
        )
        told = changed and meeting.state == State.NOTICED
        messages.success(request, _("Changed, and everyone is notified.") if told else _("Changed."))

    sure, asked = meeting_forms.sure_of(form), list[Any]()
    if sure and request.POST.get("sure") != sure:
        asked = second_look.questions(
            unit=meeting.unit, word=meeting.type, what=form.particulars(), at=now(), changing=meeting
        )
    if request.method == "POST" and not asked and attempt(form, act):
        return redirect("meeting", key=key)
    context = head(request, meeting, _("Change the meeting")) | {"form": form, "asked": asked, "sure": sure}
    return render(request, "meetings/change.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@desk_page
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """Tells everyone."""

    def act(meeting: Meeting) -> str:
        told = meetings.notice(meeting=meeting, scheme=the_scheme(), by=viewer(request), at=now())
        return ngettext("%(count)s person is notified.", "%(count)s people are notified.", told) % {"count": told}

    return act_on(request, key, act)


@require_POST
@desk_page
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Calls it off."""

    def act(meeting: Meeting) -> str:
        reason = request.POST.get("reason", "")
        meetings.cancel(meeting=meeting, reason=reason, scheme=the_scheme(), by=viewer(request), at=now())
        return _("Cancelled. Everyone who was notified is notified of it.")

    return act_on(request, key, act)


@require_POST
@desk_page
def open_doors(request: HttpRequest, key: str) -> HttpResponse:
    """Begins the roll."""

    def act(meeting: Meeting) -> str:
        meetings.open_doors(meeting=meeting, scheme=the_scheme(), by=viewer(request), at=now())
        return _("Open for check-in.")

    return act_on(request, key, act, to="meeting_roll")
