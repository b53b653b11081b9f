"""A member's own warnings with what helps, and the cases about the member with own words."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.cases import cases as actions
from goodstanding.actions.cases import warnings as warning_actions
from goodstanding.models import DutyCase, EarlyWarning, Member
from goodstanding.queries.cases import cases, warnings
from goodstanding.queries.months.own import running
from goodstanding.queries.months.possible import assigned, possible
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.cases.forms.cases import OwnWordsForm
from goodstanding.web.cases.presenters import cases as presenters
from goodstanding.web.cases.presenters import warnings as warning_presenters
from goodstanding.web.months.presenters import possible as possible_presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals

State = EarlyWarning.State
#: So many things that are still possible are shown; all of them stand on the member's record.
_MOST_POSSIBLE, _MOST_SETTLED = 3, 20


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The open warnings with what helps, what is still possible this month, and what is settled."""
    member, scheme = _oneself(request), the_scheme()
    if scheme.warnings is None:
        raise Http404
    found = warnings.own(member).filter(kind__in=list(scheme.warnings.kinds))
    opened = list(found.filter(state=State.OPEN))
    of_totals = any(one.month is not None for one in opened)
    settled = found.filter(state=State.SETTLED).order_by("-settled_on", "-pk")[:_MOST_SETTLED]
    context = _head(_("My warnings"), "me") | {
        "cards": [warning_presenters.card(one) for one in opened],
        "possible": _possible(request, member) if of_totals else [],
        "settled": [warning_presenters.settled_line(one) for one in settled],
        "cases": [presenters.line(one, own=True) for one in cases.own(member)[:_MOST_SETTLED]],
    }
    return render(request, "cases/own_warnings.html", context)


def _possible(request: HttpRequest, member: Member) -> list[dict[str, Any]]:
    """What gives most this month, each with its exact effect."""
    today = viewer(request).on
    month = running(member, today)
    if month is None:
        return []
    found = possible(month[0], today, assigned(member, month[0], today))
    return [possible_presenters.line(duty, month[0]) for duty in found[:_MOST_POSSIBLE]]


@require_POST
@own_page
def note(request: HttpRequest, key: str) -> HttpResponse:
    """One tap: read. It leaves the list of what waits, and stays here until it is settled."""
    warning = get_object_or_404(warnings.own(_oneself(request)), key=key)
    with saying_refusals(request):
        warning_actions.note(warning=warning, by=viewer(request), at=now())
        messages.success(request, _("Marked as read. It stays here until it is settled."))
    return redirect("my_warnings")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A case about the member, with every step, and a form for own words."""
    one = get_object_or_404(cases.own(_oneself(request)), key=key)
    form = OwnWordsForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.say(case=one, words=data["words"], by=viewer(request), at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Added. The people who have the case are notified."))
        return redirect("my_case", key=key)
    context = _head(one.title, "my_warnings") | {
        "case": one,
        "badge": presenters.line(one, own=True),
        "rows": presenters.rows(one),
        "steps": [presenters.step(step) for step in cases.steps(one)],
        "form": form,
        "is_over": one.state in (DutyCase.State.CLOSED, DutyCase.State.CALLED_OFF),
    }
    return render(request, "cases/own_case.html", context, status=422 if request.method == "POST" else 200)


def _head(title: str, back: str) -> dict[str, Any]:
    return {"title": title, "here": "me", "back_url": reverse(back), "shell": "phone.html"}


def _oneself(request: HttpRequest) -> Member:
    mine = Member.objects.select_related("unit")
    return get_object_or_404(mine, pk=viewer(request).member_id, left_on=None)
