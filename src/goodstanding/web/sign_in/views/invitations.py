"""Invitations: who cannot sign in yet, and the codes to print for them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access import office_grants, scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import invitations
from goodstanding.actions.sign_in.invitations import Printed
from goodstanding.models import Account, Member, Post, RecordView
from goodstanding.models.people.post import to_come_or_held
from goodstanding.queries.people.calendars import today
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import terms

_MOST = 50
_WITHOUT = Q(account=None) | Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The units whose members cannot all sign in yet."""
    who = viewer(request)
    check(who, Allowed.INVITE)
    waiting = _waiting(who).values("unit").annotate(count=Count("pk")).order_by()
    counts = {line["unit"]: line["count"] for line in waiting}
    units = scope.units(who, Allowed.INVITE).filter(pk__in=list(counts))[: _MOST + 1]
    groups = [{"unit": unit, "count": counts[unit.pk]} for unit in units[:_MOST]]
    context = {"title": _("Invitations"), "groups": groups, "more": len(counts) > _MOST}
    return render(request, "sign_in/invitations/overview.html", context)


@require_POST
@desk_page
def invite_all(request: HttpRequest, code: str) -> HttpResponse:
    """A page to print: a new code for everybody in a unit who cannot sign in yet."""
    who, at = viewer(request), now()
    unit = get_object_or_404(scope.units(who, Allowed.INVITE), code=code, closed_on=None)
    waiting = _waiting(who).filter(unit=unit).select_related("unit").order_by("initials", "number")
    members = [member for member in waiting if office_grants.may_invite(who, member, today(at))]
    slips = [_slip(invitations.invite(member=member, by=who, at=at)) for member in members]
    record_views.leave(request, members, RecordView.How.PRINT, Allowed.INVITE)
    address = settings.ORIGIN + reverse("use_code")
    context = {"title": _("Invitations to print"), "lead": unit.name, "slips": slips, "address": address}
    return render(request, "sign_in/invitations/slips.html", context | {"left": len(waiting) - len(members)})


@require_POST
@desk_page
def invite_account(request: HttpRequest, login: str) -> HttpResponse:
    """A page to print: an operator's code for one account, by its sign-in name; a lost way in is taken away with it."""
    who, at = viewer(request), now()
    check(who, Allowed.OPERATE)
    account = get_object_or_404(Account, login=login)
    act = invitations.reset_account if "reset" in request.POST else invitations.invite_account
    try:
        # Whose an account is, is not for operators to see; whoever hands the paper over knows.
        slip = _slip(act(account=account, by=who, at=at)) | {"name": ""}
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts")
    address = settings.ORIGIN + reverse("use_code")
    context = {"title": _("Invitations to print"), "lead": account.login, "slips": [slip], "address": address}
    return render(request, "sign_in/invitations/slips.html", context)


def _waiting(who: Viewer) -> QuerySet[Member]:
    """Who cannot sign in yet, or has an office that waits for a code."""
    pending = Post.objects.filter(to_come_or_held(who.on), account__member=OuterRef("pk"), accepted_at=None)
    return scope.members(who, Allowed.INVITE).filter(_WITHOUT | Exists(pending))


def _slip(printed: Printed) -> dict[str, str]:
    """What is printed for one person."""
    account, until = (
        printed.invitation.account,
        terms.day(timezone.localdate(printed.invitation.good_until), with_year=True),
    )
    name = account.member.name if account.member else ""
    return {"name": name, "number": account.login, "code": printed.code, "until": until}
