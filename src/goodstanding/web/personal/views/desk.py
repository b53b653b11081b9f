"""The desk: work by due date, and search."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, RecordView, Unit
from goodstanding.queries.attendance import doubts
from goodstanding.queries.ledger import corrections
from goodstanding.queries.meetings import meetings
from goodstanding.queries.months import reissues
from goodstanding.queries.objections import objections
from goodstanding.queries.operations import jobs
from goodstanding.queries.people import head_counts, search, transfers
from goodstanding.queries.people import units as unit_queries
from goodstanding.web.attendance.presenters import doubts as doubt_presenters
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.meetings.presenters import meetings_due
from goodstanding.web.objections.presenters import corrections as correction_presenters
from goodstanding.web.objections.presenters import objections as objection_presenters
from goodstanding.web.operations.presenters import jobs as job_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import transfers as transfer_presenters
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.people.presenters.members import address
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms

_SUGGESTED = 6


@require_safe
@desk_page
def work(request: HttpRequest) -> HttpResponse:
    """What waits for this office, the most urgent first."""
    who = viewer(request)
    tops, waiting = unit_queries.tops(who), _work(who)
    record_views.leave(request, record_views.about(waiting), RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = {
        "title": _("Work list"),
        "lead": terms.weekday(who.on),
        "work": waiting,
        "may_record": who.may(Allowed.RECORD_FACT),
        "mine": [unit_presenters.node(unit, unit_queries.seen_below(who, [unit]).get(unit.path)) for unit in tops],
        "jobs": [job_presenters.entry(job) for job in jobs.jobs(who)[:5]],
    }
    return render(request, "personal/desk/work.html", context)


def _work(who: Viewer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for transfer in transfers.waiting(who)[:50]:
        if transfers.sides_of(who, transfer):
            detail = _("Transfer to answer by %(day)s") % {"day": terms.day(transfer.due_on)}
            found.append(transfer_presenters.entry(transfer) | {"detail": detail, "due": transfer.due_on})
    found += [objection_presenters.desk_entry(objection, who.on) for objection in objections.to_rule(who)[:50]]
    found += meetings_due.entries(who)
    found.sort(key=lambda entry: entry["due"])
    found += [meeting_presenters.case_entry(case) for case in meetings.cases(who).filter(state="open")[:50]]
    found += doubt_presenters.waiting(doubts.to_clear(who).count())
    found += [correction_presenters.entry(correction) for correction in corrections.to_agree(who)[:50]]
    found += [correction_presenters.reissue(one) for one in reissues.waiting_reissues(who)]
    for held in who.held(Allowed.INVITE):
        unit = Unit.objects.get(pk=held.unit_id)
        missing = head_counts.without_account(unit) if unit.is_leaf() else 0
        if missing:
            label = _("%(count)s members of %(unit)s cannot sign in yet") % {"count": missing, "unit": unit.name}
            detail = _("Print their invitations and give them out")
            found.append({"url": reverse("invitations"), "icon": "key", "label": label, "detail": detail})
    return found


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
        "units": [_place(unit) for unit in units[: search.MOST]],
        "page": page,
    }
    return render(request, "personal/desk/search.html", context)


def _suggestions(request: HttpRequest, members: list[Member], units: list[Unit]) -> HttpResponse:
    record_views.leave(request, members, RecordView.How.SEARCH, Allowed.SEE_ROSTER)
    found = [_person(member) for member in members] + [_place(unit) for unit in units]
    return render(request, "parts/tables/suggestions.html", {"suggestions": found})


def _person(member: Member) -> dict[str, str]:
    detail = f"{member.number} · {member.unit.name}" if member.unit else member.number
    return {"url": address(member), "label": member.name, "detail": detail, "icon": "person"}


def _place(unit: Unit) -> dict[str, str]:
    detail = f"{terms.level(unit.level)} · {unit.code}"
    return {"url": unit_presenters.address(unit), "label": unit.name, "detail": detail, "icon": "branch"}
