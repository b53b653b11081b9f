"""A member's own pages of announcements."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.bulletins import bulletins
from goodstanding.models import Member
from goodstanding.queries.bulletins import bulletins as queries
from goodstanding.web.bulletins.presenters import bulletins as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to

_MOST = 50


def _oneself(request: HttpRequest) -> Member:
    return get_object_or_404(Member.objects.select_related("unit"), pk=viewer(request).member_id, left_on=None)


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """What was announced to the member, the newest first."""
    member, on = _oneself(request), viewer(request).on
    context = {
        "title": _("Announcements"),
        "here": "me",
        "back_url": reverse("me"),
        "entries": [presenters.own_entry(one, on) for one in queries.for_member(member)[:_MOST]],
    }
    return render(request, "bulletins/own_list.html", context)


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One announcement, and the button that confirms it."""
    bulletin = get_object_or_404(queries.for_member(_oneself(request)), key=key)
    context = {"title": bulletin.title, "here": "me", "back_url": reverse("my_bulletins"), "bulletin": bulletin}
    return render(request, "bulletins/own_page.html", context)


@require_POST
@own_page
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The member has read it."""
    bulletin = get_object_or_404(queries.for_member(_oneself(request)), key=key)
    bulletins.confirm(bulletin=bulletin, by=viewer(request), at=now())
    messages.success(request, _("Confirmed. The branch sees that it reached you."))
    return redirect(back_to(request, reverse("home")))
