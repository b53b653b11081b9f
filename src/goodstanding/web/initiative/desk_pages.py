"""What the desk's pages of initiative have in common: the unit, the way to it, and the members of it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer


def unit_of(request: HttpRequest, code: str, offices: frozenset[str] | None = None) -> Unit:
    """Returns the unit with that code. Raises Http404 unless the viewer holds one of the offices over it.

    offices: None for every office that the rules name for initiative.
    """
    wanted = named_offices.all_offices(the_scheme().initiative) if offices is None else offices
    return get_object_or_404(named_offices.covered(viewer(request), wanted), code=code)


def trail(request: HttpRequest, unit: Unit, title: str, here: str = "") -> list[dict[str, str]]:
    """The way down to a page of a unit. title: what the unit's page of initiative is called; here: the page itself."""
    way = unit_presenters.trail_to(viewer(request), unit, title)
    if not here:
        return way
    way[-1] = {"label": title, "url": reverse("unit_initiative", args=[unit.code])}
    return [*way, {"label": here, "url": ""}]


def members_of(unit: Unit, without: Viewer | None = None) -> QuerySet[Member]:
    """The members of a unit to choose from, by name. without: a viewer to leave out, who has own pages for it."""
    found = Member.objects.filter(unit=unit, left_on=None)
    if without is not None and without.member_id is not None:
        found = found.exclude(pk=without.member_id)
    return found.order_by("initials", "number")
