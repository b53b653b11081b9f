"""A teller's page: the key, papers, closing, opening and counting, each while it is its turn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.ballots import ballots as actions
from goodstanding.actions.ballots import counting, tellers, voting
from goodstanding.actions.ballots.counting import Agreement, Counted
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Ballot, BallotTeller, RecordView
from goodstanding.queries.ballots import ballots, turnout
from goodstanding.queries.ballots.secrecy import LEAST
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ballots.pages import found, sent
from goodstanding.web.ballots.presenters import ballots as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell import delivery
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import saying_refusals

State = Ballot.State
_ADDRESSES = {"key": "my_ballot_key", "shuffle": "my_ballot_shuffle", "count": "my_ballot_count"}


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What is to be done now, and by whom."""
    ballot, place = _mine(request, key)
    other = ballot.tellers.exclude(pk=place.pk).select_related("member").get()
    deed = _deed(ballot, place)
    context: dict[str, Any] = {
        "title": ballot.title,
        "here": "me",
        "back_url": reverse("my_ballot", args=[key]),
        "ballot": ballot,
        "until": presenters.until(ballot),
        "state": ballot.get_state_display(),
        "tone": presenters.TONES[State(ballot.state)],
        "other": other.member.name,
        "deed": deed,
        "address": reverse(_ADDRESSES[deed], args=[key]) if deed else "",
        "turnout": presenters.stats(turnout.of(ballot)),
        "has_key": bool(place.public_key),
        "has_counted": place.count is not None,
        "data": _data(ballot, place),
    }
    if ballot.state == State.OPEN:
        context |= _voters(request, ballot)
    if deed == "count":
        context["groups"] = _groups(ballot)
    return render(request, "ballots/teller.html", context)


def _deed(ballot: Ballot, place: BallotTeller) -> str:
    """What the page's script does now; nothing where it is the other teller's turn."""
    if ballot.state == State.PREPARING:
        return "key"
    if ballot.state == State.CLOSED and not place.shuffled:
        return "shuffle"
    return "count" if ballot.state == State.SHUFFLED else ""


def _data(ballot: Ballot, place: BallotTeller) -> dict[str, Any]:
    can_open = ballot.state in {State.CLOSED, State.SHUFFLED}
    groups = turnout.by_group(ballot) if can_open else {}
    votes = ballots.sealed_for(place) if can_open else {}
    return {
        "ballot": ballot.key,
        "key": {"publicKey": place.public_key, "lockedKey": place.locked_key},
        "subjects": ballot.subjects.count(),
        "limits": [choice["at_most"] for choice in ballot.choices],
        "votes": {number: votes.get(number, []) for number in groups},
        "phone": {number: of.phone for number, of in groups.items()},
    }


def _voters(request: HttpRequest, ballot: Ballot) -> dict[str, Any]:
    everyone = list(ballots.voters(ballot))
    tell_apart([one.member for one in everyone])
    record_views.leave(request, [one.member for one in everyone], RecordView.How.LIST, Permission.SEE_ROSTER)
    guests = [{"one": one, "title": presenters.class_title(one)} for one in ballot.classes.filter(guests__gt=0)]
    return {"voters": everyone, "guests": guests}


def _groups(ballot: Ballot) -> list[dict[str, Any]]:
    """Where papers are typed in: the classes that are counted together, with papers."""
    classes = {one.number: one for one in ballot.classes.all()}
    choices, subjects = presenters.choices(ballot), list(ballot.subjects.all())
    return [
        {
            "number": number,
            "title": presenters.class_title(classes[number]) if len(classes) > 1 else "",
            "papers": of.papers,
            "is_small": of.papers < LEAST,
            "lines": [
                {"title": subject.title, "cells": [f"papers-{number}-{at}-{one['place']}" for one in choices]}
                for at, subject in enumerate(subjects)
            ],
            "choices": [one["title"] for one in choices],
        }
        for number, of in turnout.by_group(ballot).items()
        if of.papers
    ]


@require_POST
@own_page
def make_key(request: HttpRequest, key: str) -> HttpResponse:
    """Takes the key that the teller's browser made."""
    ballot, _place = _mine(request, key)
    try:
        tellers.make_key(
            ballot=ballot, public_key=request.POST.get("public_key", ""), locked_key=request.POST.get("locked_key", ""),
            by=viewer(request), at=now(),
        )  # fmt: skip
    except ActionRefused as refusal:
        return delivery.refused(str(refusal))
    messages.success(request, _("Your key is made. You need the code again to open the ballot."))
    return delivery.taken(reverse("my_ballot_teller", args=[key]))


@require_POST
@own_page
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """A voter takes a paper or hands it back, or so many guests of a class took one."""
    ballot, _place = _mine(request, key)
    given: dict[str, Any] = {"ballot": ballot, "by": viewer(request), "at": now()}
    with saying_refusals(request):
        if "guests" in request.POST:
            of_class = get_object_or_404(ballot.classes, number=_number(request.POST["guests"]))
            voting.count_guest_papers(of_class=of_class, papers=_number(request.POST.get("papers", "")), **given)
            messages.success(request, _("Recorded."))
        else:
            voter = get_object_or_404(ballot.voters, member__key=request.POST.get("member", ""))
            act = voting.take_paper_back if request.POST.get("do") == "back" else voting.give_paper
            act(voter=voter, **given)
    return redirect("my_ballot_teller", key=key)


@require_POST
@own_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Closes the ballot."""
    ballot, _place = _mine(request, key)
    with saying_refusals(request):
        actions.close(ballot=ballot, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("The ballot is closed."))
    return redirect("my_ballot_teller", key=key)


@require_POST
@own_page
def shuffle(request: HttpRequest, key: str) -> HttpResponse:
    """Takes what the teller's browser left of the votes."""
    ballot, _place = _mine(request, key)
    groups = _by_number(sent(request, "opened"))
    opened = {number: [str(one) for one in some] for number, some in groups.items() if isinstance(some, list)}
    try:
        tellers.shuffle(ballot=ballot, opened=opened, by=viewer(request), at=now())
    except ActionRefused as refusal:
        return delivery.refused(str(refusal))
    messages.success(request, _("Opened and shuffled."))
    return delivery.taken(reverse("my_ballot_teller", args=[key]))


@require_POST
@own_page
def count(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a teller's count; says what differs from the other's."""
    ballot, _place = _mine(request, key)
    groups = {number: _counted(one) for number, one in _by_number(sent(request, "counted")).items()}
    counted = {number: one for number, one in groups.items() if one is not None}
    try:
        said = counting.count(
            ballot=ballot,
            counted=counted,
            fingerprint=request.POST.get("fingerprint", ""),
            by=viewer(request),
            at=now(),
        )
    except ActionRefused as refusal:
        return delivery.refused(str(refusal))
    if said.is_counted or said.waits:
        done = (
            _("Both counts are the same.")
            if said.is_counted
            else _("Your count is taken. Now the other teller counts.")
        )
        messages.success(request, done)
        return delivery.taken(reverse("my_ballot" if said.is_counted else "my_ballot_teller", args=[key]))
    return JsonResponse({"said": _differ(said), "differences": _differences(said, ballot)}, status=422)


def _differ(said: Agreement) -> str:
    if said.phones_differ:
        return _(
            "The votes from the phones are not the same in both counts. Do not go on: cancel the ballot, hold it again."
        )
    return _("The two counts are not the same. Count the papers once more, together:")


def _differences(said: Agreement, ballot: Ballot) -> list[str]:
    subjects = {one.number: one.title for one in ballot.subjects.all()}
    words = {choice["word"]: presenters.in_words(choice) for choice in ballot.choices}
    words |= {"invalid": _("Invalid"), "unreturned": _("Not returned")}
    return [
        _("%(line)s, %(choice)s: you %(mine)s, the other %(theirs)s")
        % {"line": subjects.get(line, _("Whole ballot")), "choice": words[word], "mine": mine, "theirs": theirs}
        for _group, line, word, mine, theirs in said.differ
    ]


def _mine(request: HttpRequest, key: str) -> tuple[Ballot, BallotTeller]:
    ballot = found(request, key)
    place = ballots.teller(ballot, viewer(request))
    if place is None:
        raise Http404
    place.ballot = ballot
    return ballot, place


def _by_number(given: Any) -> dict[int, Any]:
    return {_number(name): some for name, some in given.items()} if isinstance(given, dict) else {}


def _counted(given: Any) -> Counted | None:
    try:
        votes = tuple(tuple(int(number) for number in line) for line in given["votes"])
        return Counted(votes, int(given["invalid"]), int(given["unreturned"]))
    except (KeyError, TypeError, ValueError):
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
