"""How a unit stands: its line with its parts, its like beside it, and in a branch its members month by month."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.engine.period import month_of
from goodstanding.models import Member, RecordView, Run, Unit, UnitStanding
from goodstanding.queries.attendance import attended
from goodstanding.queries.months import runs, unit_ratings
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.people.small_numbers import LEAST
from goodstanding.web.months.presenters import attendance as attendance_presenters
from goodstanding.web.months.presenters import unit_ratings as unit_rating_presenters
from goodstanding.web.months.provenance import mark
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms


@require_safe
@desk_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's standing in the latest published month, or in the one that is asked for."""
    who, unit = viewer(request), _visible(request, code)
    run = _run(request)
    context: dict[str, Any] = {
        "title": _("Rating of %(unit)s") % {"unit": unit.name},
        "lead": f"{terms.level(unit.level)} · {terms.unit_type(unit.type)}",
        "unit": unit,
        "run": run,
        "run_mark": mark(run),
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("Rating")),
    }
    inside = who.may(Allowed.SEE_RATING, unit)
    if inside and the_scheme().unit_duties is not None:
        context["own_duties_url"] = reverse("unit_duties", args=[unit.code])
    if run is None:
        return render(request, "people/units/rating.html", context)
    line = unit_ratings.line_of(unit, run)
    year = _shown_months(unit_ratings.year(unit, run.month), inside)
    few = not inside and unit_ratings.is_few(line)
    n = None if line is None else line.n if inside else unit_ratings.seen_n(line, run)
    context |= {
        "month": terms.month(run.month),
        "months": unit_rating_presenters.months(runs.published()[:24], run),
        "parts": [] if few else unit_rating_presenters.parts(line, the_weight(run), n),
        "few": few,
        "places": [] if few else unit_rating_presenters.places(line, unit, unit_queries.ancestors(who, unit)),
        "bands": unit_rating_presenters.bands(line, _bands(line, run, inside=inside, leaf=unit.is_leaf())),
        "figure": unit_rating_presenters.figure(year, unit_ratings.thin_months(unit, run) if inside else ()),
        "attendance": _attendance(unit, who.on) if inside and unit.members_here else None,
        "leagues": [unit_rating_presenters.league(league) for league in unit_ratings.leagues(unit, run, inside=inside)],
        "heatmap": _heatmap(request, unit, run) if inside and unit.members_here else None,
    }
    answer = render(request, "people/units/rating.html", context)
    answer["Goodstanding-Run"] = run.key
    return answer


def _attendance(unit: Unit, on: date) -> dict[str, Any] | None:
    """How the branch's members came to its meetings, month by month."""
    members = list(Member.objects.filter(unit=unit, left_on=None).values_list("pk", flat=True))
    return attendance_presenters.figure(attended.by_month(members, month_of(on), the_scheme()))


def _shown_months(year: list[tuple[int, UnitStanding | None]], inside: bool) -> list[tuple[int, UnitStanding | None]]:
    """Without the months in which fewer than ten were rated, for those who may not see the members' lines."""
    return [(month, line if inside or not unit_ratings.is_few(line) else None) for month, line in year]


def _bands(line: UnitStanding | None, run: Run, *, inside: bool, leaf: bool) -> dict[str, int]:
    if line is None or (line.n < LEAST and not (inside and leaf)):
        return {}
    return line.bands if inside else unit_ratings.seen_bands(line, run)


def the_weight(run: Run) -> int:
    """What part of a unit's total its members make, in per cent."""
    return runs.scheme_of(run).unit.members_weight


def _heatmap(request: HttpRequest, unit: Unit, run: Run) -> dict[str, Any]:
    rows = unit_ratings.strip(unit, run.month)
    record_views.leave(request, [row.member for row in rows], RecordView.How.LIST, Allowed.SEE_RATING)
    behind = unit_ratings.behind(rows, run.month)
    return unit_rating_presenters.heatmap(rows, run.month, runs.scheme_of(run)) | {
        "behind": unit_rating_presenters.behind(behind, viewer(request).on)
    }


def _visible(request: HttpRequest, code: str) -> Unit:
    who = viewer(request)
    unit = get_object_or_404(unit_queries.units(who), code=code)
    if not who.may(Allowed.SEE_RATING, unit):
        check(who, Allowed.SEE_FIGURES, unit)
    return unit


def _run(request: HttpRequest) -> Run | None:
    asked = request.GET.get("run", "")
    chosen = runs.published().filter(key=asked).first() if asked else None
    return chosen or runs.latest()
