"""A member's objection to something that no one recorded in a month that is not published yet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.actions.objections import objections
from goodstanding.models import Member, Objection
from goodstanding.queries.months import lines
from goodstanding.queries.objections import deadlines
from goodstanding.web.objections.forms.objections import MissingEntry
from goodstanding.web.objections.presenters import objections as objection_presenters
from goodstanding.web.operations.attached import attached
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def begin(request: HttpRequest) -> HttpResponse:
    """Objects to what is missing: the rule, the day, and what was done."""
    who = viewer(request)
    member = get_object_or_404(Member, pk=who.member_id, left_on=None)
    rules = objection_presenters.rule_choices(lines.can_miss(member, who.on))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MissingEntry(*sent, rules=rules, initial={"indicator": request.GET.get("indicator", "")})
    made: list[Objection] = []

    def make(data: dict[str, Any]) -> None:
        made.append(objections.open_missing(**data | {"attachment": attached(request, data)}, by=who, at=now()))

    if request.method == "POST" and attempt(form, make):
        messages.success(request, _("Your objection is made. You can read every step here."))
        return redirect("my_objection", key=made[0].key)
    context = {
        "title": _("Something is missing"),
        "here": "my_record",
        "back_url": reverse("my_objections"),
        "form": form,
        "days": deadlines.ANSWER_WITHIN,
    }
    return render(request, "objections/missing.html", context, status=422 if request.method == "POST" else 200)
