"""What the pages of dues have in common: the unit, the member, the month in the address, and the way to them."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.engine.period import month_of, parse_month
from goodstanding.engine.scheme.dues import Dues
from goodstanding.models import Member, MemberClass, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.dues import dues
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dues.presenters import dues as presenters
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer

_BACK = 24


def rules_or_404() -> Dues:
    """Returns the rules of dues. Raises Http404 where there are none."""
    rules = the_scheme().dues
    if rules is None:
        raise Http404
    return rules


def booked_by_another(request: HttpRequest, unit: Unit) -> str:
    """Returns who books the payment of the viewer, who collects dues in a unit."""
    found = dues.other_collectors(viewer(request), unit)
    return presenters.booked_by_another(one.shown_name for one in found)


def unit_of(request: HttpRequest, code: str) -> Unit:
    """Returns the unit with that code. Raises Http404 unless the viewer collects its dues."""
    rules_or_404()
    return get_object_or_404(scope.units(viewer(request), Permission.COLLECT_DUES), code=code, closed_on=None)


def member_of(request: HttpRequest, key: str) -> Member:
    """Returns the member with that key. Raises Http404 unless the viewer collects their dues."""
    rules_or_404()
    found = scope.members(viewer(request), Permission.COLLECT_DUES).filter(left_on=None)
    member: Member = get_object_or_404(found.select_related("unit"), key=key)
    apart_at_home([member])
    return member


def month_in(request: HttpRequest) -> int:
    """Returns the month in the address, else the running one. Raises Http404 for a month that cannot be."""
    running = month_of(viewer(request).on)
    text = request.GET.get("month", "")
    if not text:
        return running
    try:
        month = parse_month(text)
    except ValueError:
        raise Http404 from None
    if not running - _BACK <= month <= running:
        raise Http404
    return month


def trail(request: HttpRequest, unit: Unit, *below: tuple[str, str]) -> list[dict[str, str]]:
    """The way down to a page of a unit. below: labels and addresses under the unit's page; the last has none."""
    way = unit_presenters.trail_to(viewer(request), unit, presenters.title())
    if not below:
        return way
    way[-1] = {"label": presenters.title(), "url": reverse("unit_dues", args=[unit.code])}
    return [*way, *({"label": label, "url": url} for label, url in below)]


def own_head(title: str, back: str = "me") -> dict[str, Any]:
    """The title of a page of one's own, and the way back."""
    return {"title": title, "here": "me", "back_url": reverse(back), "shell": "phone.html"}


def band_choices(member: Member, on: date) -> list[tuple[str, str]]:
    """The bands of the running month, those for the member's classes first."""
    bands = rules_or_404().bands_on(month_of(on))
    words = set(MemberClass.objects.filter(valid_on(on), member=member).values_list("word", flat=True))
    ordered = sorted(bands.items(), key=lambda one: not words.intersection(one[1].classes or ()))
    return [(name, presenters.band_choice(band)) for name, band in ordered]
