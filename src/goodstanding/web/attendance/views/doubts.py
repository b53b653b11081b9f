"""The desk for doubts: what about check-ins waits for a person to look, and what was found."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.attendance import doubts
from goodstanding.models import Doubt, RecordView
from goodstanding.queries.attendance import doubts as doubt_queries
from goodstanding.web.attendance.forms.doubts import ClearDoubt
from goodstanding.web.attendance.presenters import doubts as doubt_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt

_MOST = 50


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What no one has cleared yet, the oldest first; then what was."""
    who = viewer(request)
    if not who.may(Allowed.HOLD_MEETING):
        raise Http404
    cleared = doubt_queries.visible(who).exclude(cleared_at=None).order_by("-cleared_at", "-pk")
    page = Paginator(cleared.prefetch_related("members"), 20).get_page(request.GET.get("page"))
    waiting = list(doubt_queries.open_ones(who).order_by("found_at", "pk")[:_MOST])
    concerned = [member for doubt in [*waiting, *page] for member in doubt.members.all()]
    record_views.leave(request, concerned, RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = {
        "title": _("Doubts about check-ins"),
        "lead": _("No one loses anything by this. Check it, and say what you found."),
        "doubts": [doubt_presenters.entry(doubt, who) for doubt in waiting],
        "answers": Doubt.Answer.choices,
        "entries": [doubt_presenters.cleared(doubt) for doubt in page],
        "page": page,
    }
    return render(request, "attendance/doubts/overview.html", context)


@require_POST
@desk_page
def clear(request: HttpRequest, key: str) -> HttpResponse:
    """Says what was found, and goes back to where it was asked."""
    doubt = get_object_or_404(doubt_queries.visible(viewer(request)), key=key)
    form = ClearDoubt(request.POST)

    def say(data: dict[str, Any]) -> None:
        doubts.clear(doubt=doubt, answer=data["answer"], words=data["words"], by=viewer(request), at=now())

    if attempt(form, say):
        messages.success(request, _("Cleared. What you found is shown beside it."))
    else:
        errors = [str(error) for found in form.errors.values() for error in found]
        messages.error(request, errors[0])
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if safe else reverse("doubts"))
