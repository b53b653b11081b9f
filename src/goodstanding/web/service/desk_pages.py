"""What the desk's pages of service have in common: the unit, the way to it, and the members of it."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.access import named_offices
from goodstanding.models import Member, Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import rules
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer


def unit_of(request: HttpRequest, code: str, offices: Collection[str] | None = None) -> Unit:
    """Returns the unit with that code. Raises Http404 unless the viewer holds one of the offices over it.

    offices: None for every office that the rules name for service.
    """
    wanted = rules.of(the_scheme()).offices() if offices is None else offices
    return get_object_or_404(named_offices.covered(viewer(request), wanted), code=code)


def trail(request: HttpRequest, unit: Unit, *here: str) -> list[dict[str, str]]:
    """The way down to a page of a unit. here: the page itself, where it is not the unit's page of service."""
    title = _("Volunteer service")
    way = unit_presenters.trail_to(viewer(request), unit, title)
    if not here:
        return way
    way[-1] = {"label": title, "url": reverse("unit_service", args=[unit.code])}
    return [*way, *({"label": one, "url": ""} for one in here)]


def members_of(unit: Unit) -> QuerySet[Member]:
    """The members of a unit to choose from, by name."""
    return Member.objects.filter(unit=unit, left_on=None).order_by("initials", "number")
