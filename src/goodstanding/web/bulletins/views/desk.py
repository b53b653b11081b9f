"""Announcements at the desk: made, followed, and noted for members who have no phone."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import policies, scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.bulletins import bulletins
from goodstanding.models import Member, RecordView, Unit
from goodstanding.models.public_id import new_key
from goodstanding.queries.bulletins import bulletins as queries
from goodstanding.queries.bulletins.bulletins import Reached
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.web.bulletins.forms.bulletins import BulletinForm, BulletinWithdrawForm
from goodstanding.web.bulletins.presenters import bulletins as presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals

#: How long an announcement stands unless another day is chosen.
_USUAL = timedelta(days=14)
_LIST, _PEOPLE = 30, 50


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What the viewer's units announced, and what came to them from above."""
    who = viewer(request)
    policies.check(who, Permission.ASSIGN)
    units = scope.units(who, Permission.ASSIGN).filter(closed_on=None)
    page = Paginator(queries.at_desk(who), _LIST).get_page(request.GET.get("page"))
    context = {
        "title": _("Announcements"),
        "unit": units.first(),
        "page": page,
        "entries": [presenters.desk_entry(one, who.on) for one in page],
    }
    return render(request, "bulletins/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """One form: what, and until when."""
    who = viewer(request)
    units: Any = scope.units(who, Permission.ASSIGN).filter(closed_on=None)
    unit: Unit = get_object_or_404(units, code=code)
    form = BulletinForm(request.POST or None, initial={"until_on": who.on + _USUAL, "form": new_key()})

    def act(data: dict[str, Any]) -> None:
        bulletins.make(unit=unit, what=form.words(), by=who, at=now(), form=data["form"])

    count = Member.objects.filter(left_on=None, unit__path__startswith=unit.path).count()
    says = ngettext(
        "To the %(count)s member of %(unit)s.", "To all %(count)s members of %(unit)s and the units below it.", count
    )
    context = {
        "title": _("New announcement"),
        "lead": says % {"count": count, "unit": unit.name},
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("New announcement")),
        "submit_label": _("Announce it"),
        "keep": "bulletin",
    }
    done = _("Announced. It stands on the home pages of its members now.")
    return form_page(request, form, act, done=done, to=reverse("bulletins"), context=context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One announcement: how far it reached, unit by unit, and whom it did not reach."""
    who = viewer(request)
    bulletin = get_object_or_404(queries.at_desk(who), key=key)
    people = Paginator(queries.not_reached(bulletin, who), _PEOPLE).get_page(request.GET.get("page"))
    missing = list(people)
    tell_apart(missing)
    record_views.leave(request, missing, RecordView.How.LIST, Permission.SEE_ROSTER)
    below = queries.reached(bulletin, who)
    context = {
        "title": bulletin.title,
        "lead": bulletin.unit.name,
        "breadcrumbs": [
            {"label": _("Announcements"), "url": reverse("bulletins")},
            {"label": bulletin.title, "url": ""},
        ],
        "bulletin": bulletin,
        "stats": presenters.stats(sum((one.reached for one in below), Reached())),
        "rows": presenters.unit_rows(below) if len(below) > 1 else [],
        "missing": missing,
        "page": people,
        "may_withdraw": bulletin.withdrawn_at is None and who.may(Permission.ASSIGN, bulletin.unit),
    }
    return render(request, "bulletins/page.html", context)


@require_POST
@desk_page
def tell(request: HttpRequest, key: str) -> HttpResponse:
    """Notes the ticked members as informed in person."""
    who = viewer(request)
    bulletin = get_object_or_404(queries.at_desk(who), key=key)
    ticked = queries.of(bulletin, who).filter(key__in=request.POST.getlist("member"))
    count = bulletins.tell(bulletin=bulletin, members=ticked, by=who, at=now())
    said = ngettext("%(count)s member noted as informed.", "%(count)s members noted as informed.", count)
    messages.success(request, said % {"count": count})
    return redirect("bulletin", key=bulletin.key)


@require_POST
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes an announcement off the members' pages, with a reason."""
    who = viewer(request)
    bulletin = get_object_or_404(queries.at_desk(who), key=key)
    form = BulletinWithdrawForm(request.POST)
    with saying_refusals(request):
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        bulletins.withdraw(bulletin=bulletin, reason=reason, by=who, at=now())
        messages.success(request, _("Withdrawn."))
    return redirect("bulletin", key=bulletin.key)
