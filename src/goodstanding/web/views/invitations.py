"""Invitations: who cannot sign in yet, and the codes to print for them."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.actions import invitations
from goodstanding.models import Look
from goodstanding.web import looking
from goodstanding.web.door import desk_page, now, viewer
from goodstanding.web.presenters import words

_MOST = 50
_WITHOUT = Q(account=None) | Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The units whose members cannot all sign in yet."""
    who = viewer(request)
    check(who, Allowed.INVITE)
    waiting = scope.members(who, Allowed.INVITE).filter(_WITHOUT).values("unit").annotate(count=Count("pk")).order_by()
    counts = {line["unit"]: line["count"] for line in waiting}
    units = scope.units(who, Allowed.INVITE).filter(pk__in=list(counts))[: _MOST + 1]
    groups = [{"unit": unit, "count": counts[unit.pk]} for unit in units[:_MOST]]
    context = {"title": _("Invitations"), "groups": groups, "more": len(counts) > _MOST}
    return render(request, "invitations/overview.html", context)


@require_POST
@desk_page
def invite_all(request: HttpRequest, code: str) -> HttpResponse:
    """A page to print: a new code for everybody in a unit who cannot sign in yet."""
    who, at = viewer(request), now()
    unit = get_object_or_404(scope.units(who, Allowed.INVITE), code=code, closed_on=None)
    members = list(
        scope.members(who, Allowed.INVITE)
        .filter(_WITHOUT, unit=unit)
        .select_related("unit")
        .order_by("initials", "number")
    )
    slips = []
    for member in members:
        printed = invitations.invite(member=member, by=who, at=at)
        until = words.day(printed.invitation.good_until.date())
        slips.append({"name": member.name, "number": member.number, "code": printed.code, "until": until})
    looking.leave(request, members, Look.How.PRINT, Allowed.INVITE)
    address = settings.ORIGIN + reverse("use_code")
    context = {"title": _("Invitations to print"), "lead": unit.name, "slips": slips, "address": address}
    return render(request, "invitations/slips.html", context)
