"""What a unit was asked for from above this month, and the way to raise the ceiling."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.requests import ceiling
from goodstanding.engine.period import month_of
from goodstanding.models import CeilingLift, Unit, UnitRequest
from goodstanding.queries.people.calendars import said_month
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.requests import requests
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.requests.forms.requests import RaiseForm
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page
from goodstanding.web.shell.presenters import terms


@require_safe
@desk_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Every request of this month, from where it came, and how the ceiling was raised."""
    unit, who, most = _unit(request, code), viewer(request), _most()
    month = month_of(who.on)
    asked, lifts = requests.of_month(unit, month), requests.lifts_of(unit, month)
    told = {"count": len(asked), "most": most + sum(one.more for one in lifts), "month": said_month(month)}
    context = {
        "title": _("Requests from above"),
        "lead": f"{unit.name} · {_('%(count)s of %(most)s in %(month)s') % told}",
        "unit": unit,
        "events": [_event(one) for one in asked],
        "lifts": [_lift(one) for one in lifts],
        "may_raise": requests.may_raise(unit, the_scheme(), who),
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("Requests from above")),
    }
    return render(request, "requests/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def lift(request: HttpRequest, code: str) -> HttpResponse:
    """The ceiling is raised for this month, with a reason."""
    unit, who = _unit(request, code), viewer(request)
    if not requests.may_raise(unit, the_scheme(), who):
        raise Http404
    form = RaiseForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        ceiling.lift(unit=unit, scheme=the_scheme(), by=who, at=now(), **data)

    to, title = reverse("unit_requests", args=[unit.code]), _("Raise the ceiling for this month")
    way = unit_presenters.trail_to(who, unit, _("Requests from above"))
    way[-1] = {"label": _("Requests from above"), "url": to}
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": title, "keep": "ceiling"}
    context |= {"breadcrumbs": [*way, {"label": title, "url": ""}]}
    done = _("Raised, for what other people send.")
    return form_page(request, form, act, done=done, to=to, context=context)


def _unit(request: HttpRequest, code: str) -> Unit:
    _most()
    found = scope.units(viewer(request), Permission.ASSIGN)
    return get_object_or_404(found, code=code, closed_on=None)


def _most() -> int:
    most = requests.ceiling(the_scheme())
    if most is None:
        raise Http404
    return most


def _event(found: UnitRequest) -> dict[str, Any]:
    kinds = {"assignment": _("Assignment"), "bulletin": _("Announcement")}
    return {
        "title": f"{found.number}. {kinds.get(found.noun, found.noun)} · {found.from_unit.name}",
        "text": "",
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name,
        "icon": "done" if found.noun == "assignment" else "bell",
    }


def _lift(found: CeilingLift) -> dict[str, Any]:
    return {
        "title": _("Raised by %(count)s") % {"count": found.more},
        "text": found.reason,
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name,
        "icon": "plus",
    }
