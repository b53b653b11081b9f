"""A member's own ballots: the vote on the phone, and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.ballots import voting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Ballot, BallotVoter
from goodstanding.queries.ballots import ballots, results, turnout
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ballots.pages import found
from goodstanding.web.ballots.presenters import ballots as presenters
from goodstanding.web.shell import delivery
from goodstanding.web.shell.auth import now, own_page, viewer

State, How = Ballot.State, BallotVoter.How


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The ballots in which the viewer votes or counts, or was voted on."""
    who = viewer(request)
    if the_scheme().ballots is None or who.member_id is None:
        raise Http404
    found = ballots.of_member(who)[:50]
    context = {
        "title": _("My ballots"),
        "here": "me",
        "back_url": reverse("me"),
        "entries": [presenters.entry(one, reverse("my_ballot", args=[one.key])) for one in found],
    }
    return render(request, "ballots/own_list.html", context)


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The vote while it can be cast; before and after that, where the ballot stands, and its result."""
    ballot, who = found(request, key), viewer(request)
    voter = ballots.voter(ballot, who)
    can_vote = voter is not None and voter.how == How.NOT_YET and ballot.state == State.OPEN
    context: dict[str, Any] = {
        "title": ballot.title,
        "here": "me",
        "back_url": reverse("my_ballots"),
        "ballot": ballot,
        "until": presenters.until(ballot),
        "is_teller": ballots.teller(ballot, who) is not None,
    }
    if can_vote and now() < ballot.closes_at:
        return render(request, "ballots/vote.html", context | _to_vote(ballot))
    context |= {"state": ballot.get_state_display(), "tone": presenters.TONES[State(ballot.state)], "voter": voter}
    return render(request, "ballots/own.html", context | _after(ballot, who.member_id))


def _to_vote(ballot: Ballot) -> dict[str, Any]:
    choices = presenters.choices(ballot)
    return {
        "choices": choices,
        "usual": next((one for one in choices if one["is_usual"]), None),
        "limited": [one for one in choices if one["at_most"] is not None],
        "subjects": ballot.subjects.all(),
        "data": {
            "ballot": ballot.key,
            "tellers": [one.public_key for one in ballot.tellers.all()],
            "limits": [one["at_most"] for one in choices],
        },
    }


def _after(ballot: Ballot, member: int | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"turnout": presenters.stats(turnout.of(ballot)), "receipts": ballot.receipts}
    result = results.result(ballot)
    if result is not None:
        only = None if ballot.voters_see_result else member
        shown |= {"groups": presenters.groups(result), "rows": presenters.result_rows(result, ballot, only)}
    return shown | {"is_hidden": results.is_hidden(ballot)}


@require_POST
@own_page
def vote(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a sealed vote, as the script of the page sends it."""
    ballot = found(request, key)
    sealed = (request.POST.get("first", ""), request.POST.get("second", ""))
    to = reverse("my_ballot", args=[key])
    try:
        voting.cast(ballot=ballot, sealed=sealed, by=viewer(request), at=now())
    except ActionRefused as refusal:
        if delivery.is_delivery(request):
            return delivery.refused(str(refusal))
        messages.error(request, str(refusal))
        return redirect(to)
    return delivery.taken(to) if delivery.is_delivery(request) else redirect(to)


@require_safe
@own_page
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The ballot as a paper without a name, for those who count or open ballots here."""
    ballot = get_object_or_404(Ballot.objects.select_related("unit"), key=key)
    if not ballots.may_print(ballot, viewer(request), the_scheme()):
        raise Http404
    context = {
        "title": ballot.title,
        "back_url": reverse("my_ballots"),
        "ballot": ballot,
        "subjects": ballot.subjects.all(),
        "choices": presenters.choices(ballot),
        "limited": [one for one in presenters.choices(ballot) if one["at_most"] is not None],
    }
    return render(request, "ballots/paper.html", context)
