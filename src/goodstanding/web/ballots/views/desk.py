"""Ballots at the desk: opened, followed by their turnout alone, closed or cancelled, and their result."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.actions.ballots import ballots as actions
from goodstanding.actions.ballots.ballots import VoterClass
from goodstanding.engine.scheme.ballots import BallotKind, BallotRules
from goodstanding.engine.scheme.part import Text
from goodstanding.models import Ballot, BallotTeller, Member, RecordView, Unit
from goodstanding.models.public_id import new_key
from goodstanding.queries.ballots import ballots, results, turnout
from goodstanding.queries.ballots.secrecy import counted_together
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ballots.forms.ballots import BallotCancelForm, BallotForm
from goodstanding.web.ballots.presenters import ballots as presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals

State = Ballot.State
_MOST = 50
_USUAL = timedelta(days=3)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The ballots of the viewer's units, the newest first."""
    who, rules = viewer(request), _rules()
    if not named_offices.held(who, rules.opened_by):
        raise Http404
    found = ballots.at_desk(who, the_scheme())[:_MOST]
    units = named_offices.covered(who, rules.opened_by)
    context = {
        "title": _("Ballots"),
        "unit": units.filter(pk__in=named_offices.near(who, rules.opened_by)).first(),
        "entries": [presenters.entry(one, reverse("ballot", args=[one.key])) for one in found],
    }
    return render(request, "ballots/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """One form: what is voted on, who counts, until when. The members with a vote follow from the rules."""
    who, rules = viewer(request), _rules()
    unit: Unit = get_object_or_404(named_offices.covered(who, rules.opened_by), code=code)
    first = {"kind": next(iter(rules.kinds)), "closes_on": who.on + _USUAL, "form": new_key()}
    form = BallotForm(request.POST or None, unit=unit, rules=rules, initial=first)
    made = list[Ballot]()

    def act(data: dict[str, Any]) -> None:
        kind = rules.kinds[data["kind"]]
        made.append(
            actions.open_ballot(
                unit=unit, title=data["title"], kind=data["kind"], subjects=data["subjects"], choices=[*kind.choices],
                classes=[_voters(unit, kind, who.on)], closes_at=form.closes_at(),
                tellers=[data["first"], data["second"]], scheme=the_scheme(), by=who, at=now(), form=data["form"],
            )
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        messages.success(
            request, _("Both tellers are asked for their keys. The ballot opens once both have made theirs.")
        )
        return redirect("ballot", key=made[0].key)
    here = Member.objects.filter(unit=unit, left_on=None)
    record_views.leave(request, list(here), RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("New ballot"),
        "lead": unit.name,
        "form": form,
        "submit_label": _("Ask the tellers for their keys"),
        "cancel_url": reverse("ballots"),
        "keep": "ballot",
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("New ballot")),
    }
    return render(request, "form_page.html", context, status=422 if request.method == "POST" else 200)


def _voters(unit: Unit, kind: BallotKind, on: Any) -> VoterClass:
    title = Text(en="Members with a vote", zh="有表决权的成员")
    return VoterClass("members", title, tuple(ballots.entitled(unit, kind, on)))


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One ballot: who has still to do something, the turnout, and the result once both tellers agree."""
    ballot = _found(request, key)
    state = State(ballot.state)
    sizes = {number: of.voters for number, of in turnout.by_class(ballot).items()}
    is_running = state not in {State.COUNTED, State.CANCELLED}
    tellers = list(ballot.tellers.select_related("member"))
    context: dict[str, Any] = {
        "title": ballot.title,
        "lead": f"{ballot.unit.name} · {presenters.until(ballot)}",
        "ballot": ballot,
        "state": ballot.get_state_display(),
        "tone": presenters.TONES[state],
        "turnout": presenters.stats(turnout.of(ballot)),
        "tellers": [{"label": one.member.name, "value": _stands(state, one)} for one in tellers],
        "joined": presenters.joined(list(ballot.classes.all()), counted_together(sizes)) if is_running else [],
        "is_teller": any(one.member_id == viewer(request).member_id for one in tellers),
        "is_open": state == State.OPEN,
        "is_running": is_running,
        "is_hidden": results.is_hidden(ballot),
        "receipts": ballot.receipts,
        "breadcrumbs": _trail(ballot),
    }
    record_views.leave(request, [one.member for one in tellers], RecordView.How.LIST, Permission.SEE_ROSTER)
    result = results.result(ballot)
    if result is not None:
        context |= {"groups": presenters.groups(result), "rows": presenters.result_rows(result, ballot)}
    return render(request, "ballots/page.html", context)


def _stands(state: str, teller: BallotTeller) -> str:
    """What a teller has done, or has still to do."""
    if state == State.COUNTED:
        return _("has counted")
    if not teller.public_key:
        return _("has to make the key")
    if state == State.CLOSED:
        return _("has opened the votes") if teller.shuffled else _("has to open the votes")
    if state == State.SHUFFLED:
        return _("has counted") if teller.count is not None else _("has to count")
    return _("has made the key")


@require_POST
@desk_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Closes a ballot, before its time or after."""
    ballot = _found(request, key)
    with saying_refusals(request):
        actions.close(ballot=ballot, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("The ballot is closed. Both tellers are notified."))
    return redirect("ballot", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancels a ballot, with a reason."""
    ballot = _found(request, key)
    form = BallotCancelForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.cancel(ballot=ballot, reason=data["reason"], scheme=the_scheme(), by=viewer(request), at=now())

    to = reverse("ballot", args=[key])
    context = {
        "title": _("Cancel the ballot"),
        "lead": _("Nothing of it is counted, and the sealed votes are destroyed."),
        "submit_label": _("Cancel the ballot"),
        "keep": "ballot-cancel",
        "cancel_label": _("Keep it"),
        "breadcrumbs": [*_trail(ballot)[:-1], {"label": ballot.title, "url": to}, {"label": _("Cancel"), "url": ""}],
    }
    return form_page(request, form, act, done=_("The ballot is cancelled."), to=to, context=context)


def _rules() -> BallotRules:
    rules = the_scheme().ballots
    if rules is None:
        raise Http404
    return rules


def _found(request: HttpRequest, key: str) -> Ballot:
    _rules()
    return get_object_or_404(ballots.at_desk(viewer(request), the_scheme()), key=key)


def _trail(ballot: Ballot) -> list[dict[str, str]]:
    return [{"label": _("Ballots"), "url": reverse("ballots")}, {"label": ballot.title, "url": ""}]
