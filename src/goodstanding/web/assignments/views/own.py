"""A member's own assignments: accepted, declined, handed in, with more time asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.assignments import answers
from goodstanding.models import Assignee, Member
from goodstanding.models.assignments.moves import MOVES, OPEN, TO_DO, Move
from goodstanding.queries.assignments import assignments
from goodstanding.queries.assignments.corrected import corrected
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.assignments.forms.assignments import DeclineForm, HandInForm, TimeForm
from goodstanding.web.assignments.presenters import assignments as presenters
from goodstanding.web.assignments.seen import seen_in
from goodstanding.web.operations.attached import attached
from goodstanding.web.shell import delivery
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, back_to, saying_refusals

_PAST = 30


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """What is to be done, what waits for the branch, what was."""
    who = viewer(request)
    get_object_or_404(Member, pk=who.member_id)
    mine = assignments.own(who)
    to_do = list(assignments.own_to_do(who))
    waiting = mine.filter(state=Assignee.State.HANDED_IN).order_by("due_on")
    past = mine.exclude(state__in=OPEN).order_by("-assignment__given_at")[:_PAST]
    context = {
        "title": _("My assignments"),
        "here": "to_do",
        "back_url": reverse("to_do"),
        "to_do": [presenters.own_waiting(one, who.on) for one in to_do],
        "waiting": [presenters.own_entry(one, who.on) for one in waiting],
        "past": [presenters.own_entry(one, who.on) for one in past],
    }
    return render(request, "assignments/own_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One assignment, with the form to hand it in."""
    row = _mine(request, key)
    form = HandInForm(*(request.POST, request.FILES) if request.method == "POST" else ())

    def act(data: dict[str, Any]) -> None:
        file = attached(request, data)
        answers.hand_in(
            assignee=row, text=data["text"] + delivery.written_before(request), file=file, scheme=the_scheme(),
            by=viewer(request), at=now(), on=_finished_on(request), seen=seen_in(request),
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Handed in. You are notified here once it is checked."))
        to = reverse("my_assignment", args=[key])
        return delivery.taken(to) if delivery.is_delivery(request) else redirect(to)
    if request.method == "POST" and delivery.is_delivery(request):
        return delivery.refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return _page(request, row, hand_in=form, status=422 if request.method == "POST" else 200)


def _finished_on(request: HttpRequest) -> date | None:
    """On which day it was finished without signal, where what the phone says can be; None counts as today.

    Otherwise the line below the words says what the phone says, and the person who judges the work decides.
    """
    moment = delivery.finished_at(request)
    return timezone.localdate(moment) if moment is not None else None


@require_POST
@own_page
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Takes it on; back to where the button was."""
    row = _mine(request, key)
    with saying_refusals(request):
        # The list offers it only where nothing has become of it yet.
        seen = seen_in(request) or 0
        answers.accept(assignee=row, scheme=the_scheme(), by=viewer(request), at=now(), seen=seen)
        messages.success(request, _("Accepted. Hand it in here once it is done."))
    return redirect(back_to(request, reverse("my_assignment", args=[key])))


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def decline(request: HttpRequest, key: str) -> HttpResponse:
    """Says why they cannot."""

    def act(row: Assignee, data: dict[str, Any]) -> None:
        answers.decline(
            assignee=row, reason=data["reason"], scheme=the_scheme(), by=viewer(request), at=now(),
            seen=seen_in(request),
        )  # fmt: skip

    done = _("Declined. Your reason has been sent; nothing is held against you.")
    return _deed(request, key, "decline", DeclineForm, act, done)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def more_time(request: HttpRequest, key: str) -> HttpResponse:
    """Asks for another day."""

    def act(row: Assignee, data: dict[str, Any]) -> None:
        answers.ask_for_time(
            assignee=row, until=data["until"], reason=data["reason"], by=viewer(request), at=now()
        )  # fmt: skip

    done = _("Your request has been sent. You are notified of the answer here.")
    return _deed(request, key, "time", TimeForm, act, done)


def _deed(
    request: HttpRequest, key: str, name: str, form_class: type[Form], act: Callable[[Assignee, dict[str, Any]], None],
    done: str,
) -> HttpResponse:  # fmt: skip
    """A form of the page with an address of its own; visited without being sent, it leads to the page."""
    row = _mine(request, key)
    if request.method != "POST":
        return redirect("my_assignment", key=key)
    form = form_class(request.POST)
    if attempt(form, lambda data: act(row, data)):
        messages.success(request, done)
        return redirect("my_assignment", key=key)
    return _page(request, row, status=422, **{name: form})


def _mine(request: HttpRequest, key: str) -> Assignee:
    return get_object_or_404(assignments.own(viewer(request)), assignment__key=key)


def _page(request: HttpRequest, row: Assignee, *, status: int = 200, **forms: Form) -> HttpResponse:
    who, steps = viewer(request), list(assignments.steps(row))
    state = Assignee.State(row.state)
    context = {
        "title": row.assignment.title,
        "here": "to_do",
        "back_url": reverse("my_assignments"),
        "row": row,
        "served": delivery.served(request),
        "seen": steps[-1].pk if steps else 0,
        "assignment": row.assignment,
        "tone": presenters.TONES[row.state],
        "overdue": row.state in TO_DO and row.due_on < who.on,
        "rows": presenters.rows(row),
        "choice_note": presenters.choice_note(row),
        "can_accept": (state, Move.ACCEPT) in MOVES,
        "can_hand_in": (state, Move.HAND_IN) in MOVES,
        "can_decline": (state, Move.DECLINE) in MOVES,
        "can_ask": row.state in TO_DO,
        "hand_in": HandInForm(),
        "decline": DeclineForm(),
        "time": TimeForm(),
        "corrected": presenters.corrected(corrected([row], the_scheme()).get(row.pk, []), with_links=False),
        "steps": presenters.steps(steps),
        "files": presenters.files(steps),
    }
    return render(request, "assignments/own_page.html", context | forms, status=status)
