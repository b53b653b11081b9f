"""Care at the desk: a unit's talks, contact, absences, newcomers and searches on one page."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Contact, RecordView, Unit
from goodstanding.queries.care import absences, arrivals, contacts, due, searches, talks
from goodstanding.queries.care.in_touch import without
from goodstanding.queries.people.namesakes import apart_at_home, tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.care.desk_pages import covered, trail, unit_of
from goodstanding.web.care.presenters import care as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms

_UNITS, _MOST, _RECENT = 60, 60, 20
Part = dict[str, Any]


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The units with whose members the viewer stays in touch; straight to the branch, if that is one."""
    found = list(covered(request)[: _UNITS + 1])
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("unit_care", code=found[0].code)
    who = viewer(request)
    context = {
        "title": _("Talks and contact"),
        "waiting": [presenters.unit_due(one) for one in due.waiting(who, the_scheme())],
        "units": [presenters.unit_entry(unit) for unit in found[:_UNITS]],
    }
    return render(request, "care/overview.html", context)


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: with whom no talk took place for long, with whom contact is due, who is away, who cannot be reached."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    assert scheme.care is not None, "the page is only there with rules"
    parts = [*_talks(who, unit), *_contacts(who, unit)]
    more = [*_more(who, unit)]
    lines = [line for part in (*parts, *more) for line in (*part["entries"], *part.get("recent", ()))]
    record_views.leave(request, record_views.about(lines), RecordView.How.LIST, Permission.SEE_ROSTER)
    has_members = unit.members.filter(left_on=None).exists()
    context = {
        "title": _("Talks and contact"),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": trail(request, unit),
        "parts": parts,
        "more": more,
        "may_talk": has_members and who.member_id is not None and bool(scheme.care.talks),
        "may_report": has_members and scheme.care.absence is not None,
        "may_search": has_members and _may(who, unit, scheme.care.search.by if scheme.care.search else ()),
    }
    return render(request, "care/unit.html", context)


def _may(who: Viewer, unit: Unit, offices: tuple[str, ...]) -> bool:
    return named_offices.may_answer(who, unit, offices)


def _talks(who: Viewer, unit: Unit) -> Iterator[Part]:
    """The members with whom no talk of a kind took place for half a year, longest ago first."""
    since, url = due.half_year_before(who.on), reverse("talk_new", args=[unit.code])
    for word, rule in talks.rules_of(the_scheme()).items():
        if not _may(who, unit, rule.held_by):
            continue
        first = max(since, due.period_start(rule, who.on)) if rule.period != "year" else since
        found = list(without(talks.longest_ago(unit, word, rule, first, who.on), who.member_id)[:_MOST])
        tell_apart(found)
        if not found and rule.to.classes is not None:
            continue
        told = ngettext("%(count)s member", "%(count)s members", len(found)) % {"count": len(found)}
        yield {
            "id": f"talk-{word}",
            "heading": terms.text(rule.title),
            "lead": _("No talk since %(day)s: %(members)s, longest ago first.")
            % {"day": terms.said_day(first), "members": told},
            "entries": [presenters.silent_entry(one, word, url) for one in found],
            "empty": _("There was a talk with every member."),
            "next": _("Members are listed here again once the last talk is longer ago."),
        }


def _contacts(who: Viewer, unit: Unit) -> Iterator[Part]:
    """The members with whom contact is due in the running period, and what was recorded lately."""
    for word, rule in contacts.rules_of(the_scheme()).items():
        if not _may(who, unit, rule.by):
            continue
        found = list(without(contacts.due_in(unit, word, rule, who.on), who.member_id)[:_MOST])
        made = Contact.objects.filter(kind=word, unit=unit, member__unit=unit, withdrawn_at=None)
        recent = list(made.select_related("member__unit", "made_by__member")[:_RECENT])
        apart_at_home([*found, *(one.member for one in recent)])
        if found or recent:
            url = f"{reverse('contact_new', args=[unit.code])}?kind={word}"
            period = due.period_name(rule, who.on)
            yield {
                "id": f"contact-{word}",
                "heading": terms.text(rule.title),
                "lead": _("Due in %(period)s.") % {"period": terms.period(period, with_year=True)},
                "entries": [presenters.due_entry(one, url) for one in found],
                "empty": _("Done with every member in this period."),
                "next": _("When the next period begins, members are listed here again."),
                "recent": [presenters.contact_entry(one) for one in recent],
            }


def _more(who: Viewer, unit: Unit) -> Iterator[Part]:
    """Who came and has not reported in, who is away, and who cannot be reached."""
    scheme = the_scheme()
    came = list(arrivals.of_unit(unit, scheme, who.on)[:_MOST])
    away = list(absences.of_unit(unit, who.on)[:_MOST])
    sought = list(searches.running(unit)[:_MOST])
    tell_apart([*(one.member for one in came), *(one.member for one in away), *(one.member for one in sought)])
    if came:
        lines = [presenters.arrival_entry(one) for one in came]
        yield {"id": "arrivals", "heading": _("New here, not reported in yet"), "entries": lines}
    if away:
        lines = [presenters.absence_entry(one) for one in away]
        yield {"id": "away", "heading": _("Long absences"), "entries": lines}
    if sought and scheme.care is not None and scheme.care.search is not None:
        lines = [presenters.search_entry(one, who.on, scheme) for one in sought]
        yield {"id": "searches", "heading": _("Members who cannot be reached"), "entries": lines}
