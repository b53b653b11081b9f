"""The month's end: which months are rated, the draft with its checks, its review, and its publication."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.months import fairness, runs
from goodstanding.engine.period import month_text
from goodstanding.flows.months import asking
from goodstanding.models import Run
from goodstanding.queries.months import runs as run_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.people.small_numbers import seen_figures
from goodstanding.web.months.forms import months as month_forms
from goodstanding.web.months.presenters import fairness as fairness_presenters
from goodstanding.web.months.presenters import months as month_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, say
from goodstanding.web.shell.presenters import terms


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """Every month that is over, with what became of its rating."""
    who = viewer(request)
    _refuse_others(request)
    waiting = run_queries.months_to_draft(who.on, the_scheme())
    context = {
        "title": _("Months"),
        "lead": _("A month is rated once it is over: drafted, reviewed by one person, published by another."),
        "to_draft": [{"month": month_text(month), "text": terms.month(month)} for month in waiting],
        "runs": [month_presenters.entry(run) for run in run_queries.all_of(who)[:60]],
    }
    return render(request, "months/overview.html", context)


@require_POST
@desk_page
def begin(request: HttpRequest) -> HttpResponse:
    """Asks for a month's draft."""
    _refuse_others(request)
    form = month_forms.BeginDraft(request.POST)
    drafts: list[Run] = []

    def ask(data: dict[str, Any]) -> None:
        drafts.append(asking.ask(month=data["month"], reason=data["reason"], by=viewer(request), at=now()))

    if attempt(form, ask):
        return redirect(address(drafts[0]))
    say(request, form)
    return redirect("months")


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A run: how far it is, what was checked, how it compares, and what can be done."""
    who, run = viewer(request), _run(request, key)
    figures = (
        run.figures if run_queries.sees_members(who) or "members" not in run.figures else seen_figures(run.figures)
    )
    context = {
        "title": terms.month(run.month),
        "month": month_text(run.month),
        "lead": month_presenters.lead(run),
        "run": run,
        "breadcrumbs": [{"label": _("Months"), "url": reverse("months")}, {"label": terms.month(run.month), "url": ""}],
        "steps": month_presenters.steps(run),
        "stats": month_presenters.stats(figures),
        "checks": month_presenters.checks(run),
        "bars": month_presenters.totals(figures),
        "bands": month_presenters.bands(figures),
        "fairness": fairness_presenters.section(run, may_answer=run_queries.may_review(who)),
        "changes": month_presenters.changes(figures),
        "events": month_presenters.events(run),
        "particulars": month_presenters.particulars(run),
        "can": month_presenters.can(who, run),
        "since": month_presenters.entries_since(run),
        "drafting": run.state == Run.State.DRAFTING,
        "job_url": reverse("job", args=[run.job.key]) if run.job else "",
    }
    answer = render(request, "months/run.html", context)
    answer["Goodstanding-Run"] = run.key
    return answer


@require_POST
@desk_page
def review(request: HttpRequest, key: str) -> HttpResponse:
    """The viewer stands for the draft."""
    done = _("You have reviewed this month. Another person must publish it.")
    return _step(request, key, month_forms.Note, done, lambda data, to: runs.review(note=data["note"], **to))


@require_POST
@desk_page
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Why a group of members lies behind."""
    done = _("The answer is written down. It stays with the month.")
    return _step(
        request, key, month_forms.GapForm, done,
        lambda data, to: fairness.answer(gap=data["gap"], text=data["text"], **to),
    )  # fmt: skip


@require_POST
@desk_page
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """From now on members read it."""
    done = _("The month is published. Every member can read where they stand and why.")
    return _step(request, key, month_forms.Nothing, done, lambda _data, to: asking.publish(**to))


@require_POST
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """The draft is given up."""
    done = _("The draft is withdrawn. What was published before stays.")
    return _step(
        request, key, month_forms.ReasonForm, done, lambda data, to: runs.withdraw(reason=data["reason"], **to)
    )


@require_POST
@desk_page
def draft_again(request: HttpRequest, key: str) -> HttpResponse:
    """Another draft in the place of this one, with what came in since."""
    run, sent = _run(request, key), month_forms.Nothing(request.POST)
    drafts: list[Run] = []
    if attempt(sent, lambda _data: drafts.append(asking.ask_again(run=run, by=viewer(request), at=now()))):
        messages.success(request, _("The month is drafted again, with the entries that came in since."))
        return redirect(address(drafts[0]))
    say(request, sent)
    return redirect(address(run))


def address(run: Run) -> str:
    """A run's page."""
    return reverse("run", args=[run.key])


def _step(
    request: HttpRequest, key: str, form: type[Form], done: str, act: Callable[[dict[str, Any], dict[str, Any]], object]
) -> HttpResponse:
    """Takes a run one step on, says so or why not, and goes back to it. act: is given the form, and what to act on."""
    run, sent = _run(request, key), form(request.POST)
    to = {"run": run, "by": viewer(request), "at": now()}
    if attempt(sent, lambda data: act(data, to)):
        messages.success(request, done)
    say(request, sent)
    return redirect(address(run))


def _run(request: HttpRequest, key: str) -> Run:
    return get_object_or_404(run_queries.all_of(viewer(request)).select_related("job"), key=key)


def _refuse_others(request: HttpRequest) -> None:
    if not run_queries.may_draft(viewer(request)):
        raise Http404
