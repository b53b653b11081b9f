"""Debriefings as the members of the unit read them on their phones, with a comment of their own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.appraisal import debriefings as actions
from goodstanding.models import Member, RecordView
from goodstanding.queries.appraisal import debriefings
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal.forms.debriefings import DebriefingCommentForm
from goodstanding.web.appraisal.presenters import debriefings as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt

_MOST = 20


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The debriefings of the own unit."""
    found = list(debriefings.in_unit(_oneself(request))[:_MOST])
    apart_at_home(one.member for one in found)
    record_views.leave(request, [one.member for one in found], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("Debriefings"), "here": "me", "back_url": reverse("me"),
        "lines": [presenters.line(one, desk=False) for one in found],
    }  # fmt: skip
    return render(request, "appraisal/own_debriefings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One report, and a comment on it while there is time."""
    member, who = _oneself(request), viewer(request)
    found = get_object_or_404(debriefings.in_unit(member), key=key)
    may_comment = debriefings.may_comment(found, member, who.on)
    there = debriefings.comment_by(found, member.pk)
    form = DebriefingCommentForm(request.POST or None, initial={"text": there.text if there is not None else ""})

    def act(data: dict[str, Any]) -> None:
        actions.comment(found=found, text=data["text"], scheme=the_scheme(), by=who, at=now(), author=member)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Written. You can change it until the last day."))
        return redirect("my_debriefing", key=key)
    apart_at_home([found.member])
    record_views.leave(request, [found.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": presenters.name(found),
        "lead": found.member.shown_as,
        "here": "me",
        "back_url": reverse("my_debriefings"),
        "found": found,
        "line": presenters.badge(found),
        "until": presenters.until(found),
        "report": presenters.report(debriefings.report_of(found)),
        "form": form if may_comment or request.method == "POST" else None,
        "submit_label": _("Send the comment") if there is None else _("Change the comment"),
        "written": there.text if there is not None else "",
    }
    return render(request, "appraisal/own_debriefing.html", context, status=422 if request.method == "POST" else 200)


def _oneself(request: HttpRequest) -> Member:
    """The viewer as a member of a unit. Raises Http404 where the rules know no debriefing."""
    if debriefings.rule_of(the_scheme()) is None:
        raise Http404
    return get_object_or_404(Member.objects.select_related("unit"), pk=viewer(request).member_id, left_on=None)
