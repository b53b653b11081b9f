"""A member's own probation: every step with its day, and one tap for what the member hands in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.probation import steps
from goodstanding.models import Member, Probation, ProbationStep
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.probation import probations
from goodstanding.web.probation.presenters import probation as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, saying_refusals


@require_safe
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """The timeline, what was decided, and every step."""
    member, who, rule = _oneself(request), viewer(request), probations.rule_of(the_scheme())
    if rule is None:
        raise Http404
    found = probations.own(member)
    context: dict[str, Any] = {
        "title": _("My probation"),
        "here": "me",
        "back_url": reverse("me"),
        "probation": found,
    }
    if found is not None:
        context |= {
            "lead": presenters.dates_text(found),
            "is_running": found.state == Probation.State.RUNNING,
            "steps": [presenters.step_card(step, who.on) for step in probations.steps(found)],
            "talk": presenters.talk_text(probations.last_talk(member, rule)) if rule.contact else "",
            "decisions": [presenters.decision(one) for one in probations.decisions(found)],
            "events": [presenters.event(one) for one in probations.events(found)],
        }
    return render(request, "probation/own.html", context)


@require_POST
@own_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """The member has handed something in, or takes that back. key: the step."""
    found = ProbationStep.objects.filter(probation__member=_oneself(request)).select_related("probation__member__unit")
    step = get_object_or_404(found, key=key)
    given: dict[str, Any] = {"step": step, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    with saying_refusals(request):
        if request.POST.get("do") == "undo":
            steps.take_back(**given)
            messages.success(request, _("Taken back."))
        else:
            steps.finish(on=None, **given)
            messages.success(request, _("Recorded."))
    return redirect(back_to(request, reverse("my_probation")))


def _oneself(request: HttpRequest) -> Member:
    mine = Member.objects.select_related("unit")
    return get_object_or_404(mine, pk=viewer(request).member_id, left_on=None)
