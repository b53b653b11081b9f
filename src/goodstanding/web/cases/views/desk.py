"""Warnings and cases at the desk: who needs help, and what has become of the orders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.models import DutyCase, EarlyWarning, RecordView
from goodstanding.queries.cases import cases, effects, warnings, weak_units
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.cases.presenters import cases as presenters
from goodstanding.web.cases.presenters import warnings as warning_presenters
from goodstanding.web.cases.presenters import weak_units as weak_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, viewer

_MOST = 50
State = DutyCase.State


@require_safe
@desk_page
def warned(request: HttpRequest) -> HttpResponse:
    """The open warnings of the viewer's units: of the unit itself, of members, and what was settled lately."""
    who, scheme = viewer(request), the_scheme()
    rules = warnings.rules_of(scheme)
    if rules is None or not named_offices.held(who, rules.offices()):
        raise Http404
    opens = set(named_offices.covered(who, scheme.cases.opened_by).values_list("pk", flat=True)) if scheme.cases else ()
    found = warnings.at_desk(who, scheme)
    lists = []
    for rows in (
        found.filter(state=EarlyWarning.State.OPEN, member=None),
        found.filter(state=EarlyWarning.State.OPEN).exclude(member=None),
        found.filter(state=EarlyWarning.State.SETTLED).order_by("-settled_on", "-pk"),
    ):
        some = apart_anywhere(rows[:_MOST], lambda one: one.member)
        lists.append([warning_presenters.desk_line(one, opens=one.unit_id in opens) for one in some])
    shown = record_views.about([entry for entries in lists for entry in entries])
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {"title": _("Warnings"), "of_units": lists[0], "of_members": lists[1], "settled": lists[2]}
    return render(request, "cases/warnings.html", context)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The orders of the viewer, what the viewer checks, what is late below, and every other case."""
    who, scheme = viewer(request), the_scheme()
    rules = cases.rules_of(scheme)
    if rules is None or not named_offices.held(who, rules.offices()):
        raise Http404
    groups = [cases.orders(who, scheme), cases.to_check(who, scheme), cases.late_below(who, scheme)]
    first = [apart_anywhere(rows[:_MOST], lambda one: one.member) for rows in groups]
    above = {one.pk for rows in first for one in rows}
    rest = cases.at_desk(who, scheme).exclude(pk__in=above).order_by("-opened_on", "-pk")
    ended = (State.CLOSED, State.CALLED_OFF)
    others = [rest.exclude(state__in=ended), rest.filter(state__in=ended)]
    first += [apart_anywhere(rows[:_MOST], lambda one: one.member) for rows in others]
    lists = [[presenters.line(one) for one in rows] for rows in first]
    shown = record_views.about([entry for entries in lists for entry in entries])
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    units = named_offices.covered(who, rules.opened_by)[:2]
    # Over several units, the unit is chosen first; its page has the same button.
    new_url = reverse("case_new", args=[units[0].code]) if len(units) == 1 else reverse("units") if units else ""
    context = {
        "title": _("Cases"),
        "lead": _("An order to a named person, a reply, and a check by another person."),
        "orders": lists[0],
        "to_check": lists[1],
        "late": lists[2],
        "running": lists[3],
        "ended": lists[4],
        "new_url": new_url,
        "weak_title": weak_presenters.heading() if weak_units.rules_of(scheme) else "",
    }
    return render(request, "cases/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One case with every step, and what the viewer can do about it."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(cases.at_desk(who, scheme).select_related("warning"), key=key)
    apart_anywhere([one], lambda row: row.member)
    record_views.leave(request, [one.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    replies = one.owner_id == who.account.pk and one.state in (State.ORDERED, State.LATE)
    found = effects.measured(one)
    checks = cases.to_check(who, scheme).filter(pk=one.pk).exists()
    context = {
        "title": one.title,
        "lead": presenters.subject(one),
        "case": one,
        "badge": presenters.line(one),
        "rows": [*presenters.rows(one), *([presenters.effect_row(found)] if found else [])],
        "buttons": presenters.may(one, replies=replies, checks=checks, leads=cases.leads(who, one, scheme)),
        "waits_for_another": one.state == State.REPLIED and not checks,
        "steps": [presenters.step(step) for step in cases.steps(one)],
        "breadcrumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": one.title, "url": ""}],
    }
    return render(request, "cases/page.html", context)
