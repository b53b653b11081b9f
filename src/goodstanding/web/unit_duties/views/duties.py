"""A unit's own duties of the year: all with their points, and one with what fell due and its owners."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.models import Unit
from goodstanding.queries.months import runs
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.unit_duties import peers, standing
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms
from goodstanding.web.unit_duties.presenters import duties as presenters


@require_safe
@desk_page
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Every duty of a unit with its points, those with something missing first, and where units like it lie."""
    who, unit = viewer(request), _unit(request, code)
    found = standing.duties(unit, the_scheme(), who.on)
    run = runs.latest()
    context = {
        "title": _("Own duties of %(unit)s") % {"unit": unit.name},
        "lead": presenters.year_of(who.on),
        "unit": unit,
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("Own duties")),
        "stats": presenters.stats(found),
        "red": [presenters.line(one, unit) for one in found if one.is_red],
        "rest": [presenters.line(one, unit) for one in found if not one.is_red],
        "has_duties": bool(found),
        "peers": presenters.band(peers.band(unit, run), run.month) if run is not None else None,
    }
    return render(request, "unit_duties/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, code: str, word: str) -> HttpResponse:
    """One duty: what fell due and what was done, what is still possible, and who owns it on each level."""
    who, unit, scheme = viewer(request), _unit(request, code), the_scheme()
    found = standing.duty(unit, word, scheme, who.on)
    if found is None:
        raise Http404
    owners = standing.owners(unit, found.duty, scheme, who.on)
    back = {"label": _("Own duties"), "url": presenters.address(unit)}
    title = terms.text(found.indicator.title)
    context = {
        "title": title,
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": [*unit_presenters.trail_to(who, unit), back, {"label": title, "url": ""}],
        "stats": presenters.stats_of(found),
        "still": terms.text(found.duty.still),
        "is_red": found.is_red,
        "why": terms.text(found.indicator.why),
        "source": presenters.source(found.indicator),
        "open": [presenters.row(one, unit, who) for one in found.waiting],
        "written": [presenters.row(one, unit, who) for one in found.rows if one not in found.waiting],
        "owners": [presenters.owner(one) for one in owners],
    }
    return render(request, "unit_duties/page.html", context)


def _unit(request: HttpRequest, code: str) -> Unit:
    who = viewer(request)
    unit = get_object_or_404(unit_queries.units(who), code=code)
    check(who, Allowed.SEE_RATING, unit)
    return unit
