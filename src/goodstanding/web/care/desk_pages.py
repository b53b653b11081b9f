"""What the desk's pages of care have in common: the unit, the way to it, and the members of it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.access import named_offices
from goodstanding.models import Member, Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.care.own import rules
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer


def covered(request: HttpRequest) -> QuerySet[Unit]:
    """The units with whose members the viewer stays in touch by office."""
    care = the_scheme().care
    return named_offices.covered(viewer(request), care.offices() if care else ())


def unit_of(request: HttpRequest, code: str) -> Unit:
    """Returns the unit with that code. Raises Http404 unless the viewer holds one of the offices over it."""
    rules()
    return get_object_or_404(covered(request), code=code)


def trail(request: HttpRequest, unit: Unit, here: str = "") -> list[dict[str, str]]:
    """The way down to a page of a unit. here: the page itself, where it is below the unit's page of care."""
    title = _("Talks and contact")
    way = unit_presenters.trail_to(viewer(request), unit, title)
    if not here:
        return way
    way[-1] = {"label": title, "url": reverse("unit_care", args=[unit.code])}
    return [*way, {"label": here, "url": ""}]


def members_of(unit: Unit, without: int | None = None) -> QuerySet[Member]:
    """The members of a unit to choose from, by name. without: the id of a member to leave out."""
    found = Member.objects.filter(unit=unit, left_on=None)
    return (found if without is None else found.exclude(pk=without)).order_by("initials", "number")


def asked_member(request: HttpRequest, members: QuerySet[Member]) -> int | None:
    """The id of the member whose key stands in the address, if it is one of these."""
    return members.filter(key=request.GET.get("member", "")).values_list("pk", flat=True).first()
