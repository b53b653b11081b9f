"""Probation at the desk: who is on probation, each step with its deed, and the decisions of the bodies."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.actions.probation import decisions, steps
from goodstanding.engine.scheme.probation import ProbationRule
from goodstanding.models import Probation, ProbationDecision, ProbationStep, RecordView
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.probation import probations
from goodstanding.web.people import record_views
from goodstanding.web.probation.forms.probation import DecisionForm, DoneForm, MoveForm
from goodstanding.web.probation.presenters import probation as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals

Level = ProbationDecision.Level
_MOST = 100


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """Everyone on probation in the viewer's units, the nearest end first, and those whose probation has ended."""
    who, scheme, rule = viewer(request), the_scheme(), _rule()
    if not named_offices.held(who, rule.guided_by):
        raise Http404
    found = probations.at_desk(who, scheme).prefetch_related("steps")
    running = apart_anywhere(found.filter(state=Probation.State.RUNNING)[:_MOST], lambda one: one.member)
    ended = apart_anywhere(found.exclude(state=Probation.State.RUNNING).order_by("-pk")[:20], lambda one: one.member)
    lists = [[presenters.line(one, who.on) for one in rows] for rows in (running, ended)]
    record_views.leave(
        request, record_views.about([*lists[0], *lists[1]]), RecordView.How.LIST, Permission.SEE_ROSTER
    )  # fmt: skip
    context = {"title": _("Probation"), "running": lists[0], "ended": lists[1]}
    return render(request, "probation/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One probation: every step with its buttons, the decisions, and everything that became of it."""
    found, who, rule = _found(request, key), viewer(request), _rule()
    apart_anywhere([found], lambda one: one.member)
    record_views.leave(request, [found.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    unit = found.member.unit
    running = found.state == Probation.State.RUNNING and found.member_id != who.member_id
    may_change = unit is not None and who.may(Permission.CHANGE_MEMBER, unit)
    context = {
        "title": found.member.shown_as,
        "lead": presenters.dates_text(found),
        "probation": found,
        "state": found.get_state_display(),
        "tone": presenters.TONES[found.state],
        "is_running": running,
        "may_decide": running and may_change,
        "decides_above": running and unit is not None and probations.decides_above(who, unit),
        "talk": presenters.talk_text(probations.last_talk(found.member, rule)) if rule.contact else "",
        "steps": [presenters.step_card(step, who.on) for step in probations.steps(found)],
        "decisions": [presenters.decision(one) for one in probations.decisions(found)],
        "events": [presenters.event(one) for one in probations.events(found)],
        "breadcrumbs": _trail(found),
    }
    return render(request, "probation/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def done(request: HttpRequest, key: str) -> HttpResponse:
    """A step is done, on a day."""
    form = DoneForm(request.POST or None, initial={"on": viewer(request).on})

    def act(step: ProbationStep, data: dict[str, Any]) -> None:
        steps.finish(step=step, on=data["on"], scheme=the_scheme(), by=viewer(request), at=now())

    return _of_step(request, key, form, act, _("Record as done"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def move(request: HttpRequest, key: str) -> HttpResponse:
    """The day of a step is moved, with a reason."""
    form = MoveForm(request.POST or None)

    def act(step: ProbationStep, data: dict[str, Any]) -> None:
        steps.move(step=step, scheme=the_scheme(), by=viewer(request), at=now(), **data)

    return _of_step(request, key, form, act, _("Move the day"))


def _of_step(
    request: HttpRequest, key: str, form: Form, act: Callable[[ProbationStep, dict[str, Any]], None], title: str
) -> HttpResponse:
    step = _step(request, key)
    probation = step.probation
    record_views.leave(request, [probation.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    to = reverse("probation", args=[probation.key])
    way = [*_trail(probation)[:-1], {"label": probation.member.name, "url": to}, {"label": title, "url": ""}]
    context = {
        "title": title,
        "lead": f"{probation.member.name} · {presenters.step_title(step.kind, step.number)}",
        "submit_label": title,
        "breadcrumbs": way,
        "keep": "probation-step",
    }
    return form_page(request, form, lambda data: act(step, data), done=_("Recorded."), to=to, context=context)


@require_POST
@desk_page
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """A step was recorded as done by mistake."""
    step = _step(request, key)
    with saying_refusals(request):
        steps.take_back(step=step, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back."))
    return redirect("probation", key=step.probation.key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def decide_meeting(request: HttpRequest, key: str) -> HttpResponse:
    """What the branch's meeting decided."""
    return _decide(request, key, Level.MEETING)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def decide_above(request: HttpRequest, key: str) -> HttpResponse:
    """What the committee above decided; the member's class follows."""
    return _decide(request, key, Level.COMMITTEE)


def _decide(request: HttpRequest, key: str, level: ProbationDecision.Level) -> HttpResponse:
    found, who, rule = _found(request, key), viewer(request), _rule()
    unit = found.member.unit
    if unit is None or not who.may(Permission.CHANGE_MEMBER, unit):
        raise Http404
    can_extend = rule.extension is not None
    form = DecisionForm(request.POST or None, probation=found, can_extend=can_extend, initial={"on": who.on})
    written = decisions.of_meeting if level == Level.MEETING else decisions.of_committee

    def act(_data: dict[str, Any]) -> None:
        written(probation=found, decision=form.decision(), scheme=the_scheme(), by=who, at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The decision is recorded."))
        # A member whose probation was cancelled is no longer in a unit of the viewer's.
        is_here = probations.at_desk(who, the_scheme()).filter(pk=found.pk).exists()
        return redirect(reverse("probation", args=[key]) if is_here else reverse("probations"))
    record_views.leave(request, [found.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    to = reverse("probation", args=[key])
    title = _("Decision: %(level)s") % {"level": level.label}
    context = {
        "title": title,
        "lead": found.member.name,
        "form": form,
        "submit_label": _("Record the decision"),
        "cancel_url": to,
        "keep": "decision",
        "breadcrumbs": [*_trail(found)[:-1], {"label": found.member.name, "url": to}, {"label": title, "url": ""}],
    }
    return render(request, "form_page.html", context, status=422 if request.method == "POST" else 200)


def _rule() -> ProbationRule:
    rule = probations.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return rule


def _found(request: HttpRequest, key: str) -> Probation:
    _rule()
    return get_object_or_404(probations.at_desk(viewer(request), the_scheme()), key=key)


def _step(request: HttpRequest, key: str) -> ProbationStep:
    _rule()
    mine = probations.at_desk(viewer(request), the_scheme()).order_by().values("pk")
    found = ProbationStep.objects.filter(probation__in=mine).select_related("probation__member__unit")
    return get_object_or_404(found, key=key)


def _trail(probation: Probation) -> list[dict[str, str]]:
    return [
        {"label": _("Probation"), "url": reverse("probations")},
        {"label": probation.member.shown_as, "url": ""},
    ]
