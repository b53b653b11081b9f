"""The desk: work by due date, and search."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access import assigners
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, RecordView, Unit
from goodstanding.queries.meetings import meetings
from goodstanding.queries.operations import jobs
from goodstanding.queries.people import search
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.presenters import meetings_due
from goodstanding.web.operations.presenters import jobs as job_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.people.presenters.members import address
from goodstanding.web.personal.presenters import waiting
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import terms

_SUGGESTED = 6


@require_safe
@desk_page
def work(request: HttpRequest) -> HttpResponse:
    """What waits for this office, the most urgent first."""
    who = viewer(request)
    tops, lines = unit_queries.tops(who), waiting.entries(who, now())
    record_views.leave(request, record_views.about(lines), RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = {
        "title": _("Work list"),
        "lead": terms.said_day(who.on),
        "here": "to_do",
        "on_now": [meetings_due.on_now(meeting) for meeting in meetings.on_now(who, the_scheme(), now())],
        "work": lines,
        "open_count": len(lines),
        "may_record": who.may(Allowed.RECORD_FACT),
        "assign_url": _assign_url(who),
        "mine": [unit_presenters.node(unit, unit_queries.seen_below(who, [unit]).get(unit.path)) for unit in tops],
        "jobs": [job_presenters.entry(job) for job in jobs.jobs(who)[:5]],
    }
    return render(request, "personal/desk/work.html", context)


def _assign_url(who: Viewer) -> str:
    """The form to give an assignment, in the first of the viewer's units; empty where they give none."""
    unit = assigners.units(who).first() if the_scheme().assignments else None
    return reverse("assignment_give", args=[unit.code]) if unit is not None else ""


@require_safe
@desk_page
def find(request: HttpRequest) -> HttpResponse:
    """Members and units by name, number or initials; as suggestions under the box, or as a page."""
    who, text = viewer(request), request.GET.get("q", "")
    units = search.found_units(who, text)
    members = search.members(who, text)
    if request.htmx:  # type: ignore[attr-defined]
        return _suggestions(request, list(members[:_SUGGESTED]), list(units[:_SUGGESTED]))
    page = Paginator(members, 30).get_page(request.GET.get("page"))
    record_views.leave(request, page, RecordView.How.SEARCH, Allowed.SEE_ROSTER)
    context = {
        "title": _("Search"),
        "search_text": text,
        "members": [_person(member) for member in page],
        "units": [_unit_entry(unit) for unit in units[: search.MOST]],
        "page": page,
    }
    return render(request, "personal/desk/search.html", context)


def _suggestions(request: HttpRequest, members: list[Member], units: list[Unit]) -> HttpResponse:
    record_views.leave(request, members, RecordView.How.SEARCH, Allowed.SEE_ROSTER)
    found = [_person(member) for member in members] + [_unit_entry(unit) for unit in units]
    return render(request, "parts/tables/suggestions.html", {"suggestions": found})


def _person(member: Member) -> dict[str, str]:
    detail = f"{member.number} · {member.unit.name}" if member.unit else member.number
    return {"url": address(member), "label": member.name, "detail": detail, "icon": "person"}


def _unit_entry(unit: Unit) -> dict[str, str]:
    detail = f"{terms.level(unit.level)} · {unit.code}"
    return {"url": unit_presenters.address(unit), "label": unit.name, "detail": detail, "icon": "branch"}
