"""What this system takes a secretary a month, as estimated: by month, by job, and where it is too much."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.engine.period import month_of
from goodstanding.models import Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.requests import burden
from goodstanding.queries.requests.burden import JobLoad, MonthLoad
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms

_JOBS = 12


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The same of the highest unit over which the viewer holds an office."""
    found = scope.units(viewer(request), Permission.ASSIGN).filter(closed_on=None).order_by("path").first()
    if found is None or the_scheme().burden is None:
        raise Http404
    return _page(request, found, [])


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The months and the jobs of a unit and all below it, and the units below beyond the ceiling."""
    if the_scheme().burden is None:
        raise Http404
    mine = scope.units(viewer(request), Permission.ASSIGN)
    found = get_object_or_404(mine, code=code, closed_on=None)
    return _page(request, found, unit_presenters.trail_to(viewer(request), found, _("Workload")))


def _page(request: HttpRequest, found: Unit, trail: list[dict[str, str]]) -> HttpResponse:
    last, most = month_of(viewer(request).on), burden.ceiling(the_scheme())
    load = burden.load_of(found, last)
    below = not found.is_leaf()
    over = burden.beyond(found, last - 1, most) if below and most is not None else []
    context = {
        "title": _("Workload"),
        "lead": found.name,
        "months": _months(load.months, most if not below else None),
        "jobs": _jobs(load.jobs[:_JOBS]),
        "ceiling": _ceiling(most),
        "source": _source(),
        "unmeasured": _unmeasured(load.months),
        "below": below,
        "beyond": [_unit_line(unit, minutes) for unit, minutes in over],
        "beyond_title": _("Beyond the ceiling in %(month)s") % {"month": terms.month(last - 1, with_year=True)},
        "breadcrumbs": trail,
    }
    return render(request, "requests/burden.html", context)


def _minutes(count: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def _months(months: Sequence[MonthLoad], most: int | None) -> list[dict[str, Any]]:
    top = max([month.minutes for month in months] + [most or 0, 1])
    return [
        {
            "label": terms.month(month.month),
            "percent": round(100 * month.minutes / top),
            "tone": "warn" if most is not None and month.minutes > most else "",
            "text": _("%(minutes)s min, %(count)s deeds") % {"minutes": month.minutes, "count": month.deeds},
        }
        for month in months
    ]


def _jobs(jobs: Sequence[JobLoad]) -> list[dict[str, Any]]:
    top = max([job.seconds for job in jobs] + [1])
    return [
        {
            "label": terms.text(job.title),
            "percent": round(100 * job.seconds / top),
            "tone": "",
            "text": _("%(minutes)s min, %(count)s deeds") % {"minutes": -(-job.seconds // 60), "count": job.count},
        }
        for job in jobs
    ]


def _source() -> str:
    """What of the estimate is measured, and where the rest comes from."""
    measured = _("Seconds of the machine, taps and fields are measured.")
    model = _("What a tap and a field take a person is the keystroke-level model of Card, Moran and Newell (1983).")
    return f"{measured} {model}"


def _ceiling(most: int | None) -> str:
    if most is None:
        return ""
    return _("The rules allow %(minutes)s a month for each secretary.") % {"minutes": _minutes(most)}


def _unmeasured(months: Sequence[MonthLoad]) -> str:
    count = sum(month.unmeasured for month in months)
    if not count:
        return ""
    said = ngettext(
        "%(count)s deed has no measured time and is only counted.",
        "%(count)s deeds have no measured time and are only counted.",
        count,
    )
    return said % {"count": count}


def _unit_line(unit: Unit, minutes: int) -> dict[str, Any]:
    return {
        "url": reverse("unit_burden", args=[unit.code]),
        "icon": "clock",
        "label": unit.name,
        "detail": _("about %(minutes)s") % {"minutes": _minutes(minutes)},
    }
