"""A member's own awards and sanctions: each with its document, until when, and how to appeal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.models import Member
from goodstanding.queries.decisions import decisions
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.decisions.presenters import decisions as presenters
from goodstanding.web.shell.auth import own_page, viewer


@require_safe
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """Every decision about the member, the newest first."""
    who = viewer(request)
    if decisions.rules_of(the_scheme()) is None:
        raise Http404
    member = get_object_or_404(Member, pk=who.member_id)
    found = decisions.own(member)
    context = {
        "title": _("Awards and discipline"),
        "here": "me",
        "back_url": reverse("me"),
        "cards": [presenters.card(one, who.on) | {"appeal": presenters.appeal(one, who.on)} for one in found],
    }
    return render(request, "decisions/own.html", context)
