"""The year's end: for a branch everything to finish in one list, above it sums per unit, and the report to read."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.year_end import YearEnd
from goodstanding.models import Unit
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.year_end import left, workbench
from goodstanding.queries.year_end.left import YearAsked
from goodstanding.queries.year_end.yearly_report import yearly_report
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms
from goodstanding.web.year_end.presenters import workbench as presenters


@require_safe
@desk_page
def own(request: HttpRequest) -> HttpResponse:
    """The year's end of the highest unit that the viewer answers for."""
    held = sorted(viewer(request).held(Allowed.RULE), key=lambda office: (len(office.path), office.path))
    if not held:
        raise Http404
    return _page(request, get_object_or_404(Unit, pk=held[0].unit_id), is_own=True)


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The year's end of a unit."""
    return _page(request, _unit(viewer(request), code))


@require_safe
@desk_page
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report of the year, drafted from the records, to copy and to print."""
    who = viewer(request)
    unit = _unit(who, code)
    asked = _asked(who)
    found = yearly_report(unit, asked)
    title = _("Report of %(year)s") % {"year": asked.year}
    back = {"label": _("Year's end"), "url": presenters.address(unit)}
    context = {
        "title": title,
        "lead": unit.name,
        "breadcrumbs": [*unit_presenters.trail_to(who, unit), back, {"label": title, "url": ""}],
        "sentences": presenters.sentences(found),
        "text": found.as_text(chinese=terms.is_chinese()),
    }
    return render(request, "year_end/report.html", context)


def _page(request: HttpRequest, unit: Unit, *, is_own: bool = False) -> HttpResponse:
    who, rules = viewer(request), _rules()
    asked = _asked(who)
    title = _("Year's end %(year)s") % {"year": asked.year}
    context: dict[str, Any] = {"title": title, "lead": unit.name, "unit": unit}
    if not is_own:
        context["breadcrumbs"] = unit_presenters.trail_to(who, unit, _("Year's end"))
    if workbench.has_year_end(unit, asked):
        found = workbench.lines(unit, asked)
        context |= {
            "stats": presenters.stats(found, who.on),
            "open": [presenters.line(one, unit, who.on) for one in found if not one.is_done],
            "done": [presenters.line(one, unit, who.on) for one in found if one.is_done],
            "papers": presenters.papers(found),
        }
        return render(request, "year_end/unit.html", context)
    below = workbench.below(unit, asked)
    context |= {
        "below": [presenters.below(one, rules) for one in below],
        "totals": presenters.totals(below, rules),
    }
    return render(request, "year_end/above.html", context)


def _rules() -> YearEnd:
    rules = the_scheme().year_end
    if rules is None:
        raise Http404
    return rules


def _asked(who: Viewer) -> YearAsked:
    return YearAsked(left.year_that_ends(who.on), the_scheme(), who.on)


def _unit(who: Viewer, code: str) -> Unit:
    unit = get_object_or_404(unit_queries.units(who), code=code)
    check(who, Allowed.RULE, unit)
    return unit
