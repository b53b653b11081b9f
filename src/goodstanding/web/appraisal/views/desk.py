"""The round at the desk: the list of its steps with what is next, who is still waited for, and one button."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import balloting, rounds
from goodstanding.actions.appraisal.balloting import WantedBallot
from goodstanding.models import AppraisalRound, Unit
from goodstanding.models.appraisal.moves import ROUND_MOVES, RoundMove, RoundState
from goodstanding.queries.appraisal import ballots, members, words
from goodstanding.queries.appraisal import rounds as queries
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal import desk_pages as pages
from goodstanding.web.appraisal.forms.round import AppraisalBallotForm, RoundForm, RoundReasonForm
from goodstanding.web.appraisal.presenters import people as people_presenters
from goodstanding.web.appraisal.presenters import rounds as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State = RoundState
_MOST = 100
_USUAL = timedelta(days=3)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The rounds of the viewer's units, and the units that can open one."""
    who, rule = viewer(request), pages.the_rule()
    if not named_offices.held(who, (*rule.led_by, *rule.confirmed_by)):
        raise Http404
    found = list(queries.at_desk(who, rule)[:_MOST])
    own = Unit.objects.filter(
        pk__in=named_offices.near(who, rule.led_by), level__in=rule.held_in, closed_on=None
    )  # fmt: skip
    open_now = {one.unit_id for one in found if one.year == who.on.year and one.state != State.CANCELLED}
    context = {
        "title": presenters.title(),
        "rounds": [presenters.line(one, who.on) for one in found],
        "units": [one for one in own.order_by("path") if one.pk not in open_now],
    }
    return render(request, "appraisal/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def open_round(request: HttpRequest, code: str) -> HttpResponse:
    """Opens the round of a unit for a year."""
    who, rule = viewer(request), pages.the_rule()
    unit = get_object_or_404(named_offices.covered(who, rule.led_by).filter(level__in=rule.held_in), code=code)
    form = RoundForm(request.POST or None, this_year=who.on.year, initial={"year": who.on.year})
    if request.method == "POST" and form.is_valid():
        with saying_refusals(request):
            year = form.cleaned_data["year"]
            made = rounds.open_round(unit=unit, year=year, scheme=the_scheme(), by=who, at=now())
            return redirect("appraisal", key=made.key)
    title = _("Open a round")
    context = pages.form_context(title, unit.name, pages.trail((unit.name, "")), "appraisal-open", form=form)
    context |= {"cancel_url": reverse("appraisals")}
    return render(request, "form_page.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One round: its steps, what is next with one button, who is still waited for, and everyone in it."""
    found, who, rule = pages.round_of(request, key), viewer(request), pages.the_rule()
    missing = members.missing(found)
    people = list(queries.active(found))
    tell_apart(one.member for one in people)
    pages.looked(request, [one.member for one in people])
    leads, ids = pages.leads(who, found), {one.pk for one in missing}
    without = pages.without_grade(request, found, people)
    objections = words.answerable(who, rule).filter(about__round=found)
    waits = words.waiting_objections(found)
    anew = [one.member.shown_as for one in members.to_decide_anew(found)]
    held = presenters.held_back(found, who.on, missing=len(missing), objections=waits, anew=anew[0] if anew else "")
    confirms = queries.confirms(who, found.unit, rule)
    is_concerned = queries.is_graded_in(found, who.member_id)
    ballot = _ballot(found) if leads and found.state == State.BALLOT else None
    button, explained = presenters.what_is_next(found, without_ballot=ballot is not None and not ballot["is_secret"])
    may_grade = leads and found.state == State.GRADES
    context = {
        "title": pages.round_name(found),
        "round": found,
        "state": presenters.state(found),
        "tone": presenters.tone(found),
        "steps": presenters.steps(found, rule),
        "day": presenters.day_text(found, who.on),
        "button": button if leads and not held and not (ballot is not None and ballot["holds"]) else "",
        "held": held if leads else "",
        "explained": explained,
        "missing": presenters.missing_text(len(missing)) if missing and not may_grade else "",
        "places": presenters.places_text(found, rule),
        "may_cancel": leads and (State(found.state), RoundMove.CANCEL) in ROUND_MOVES,
        "may_grade": may_grade,
        "may_confirm": confirms and found.state == State.REPORTED and not is_concerned,
        "is_concerned": confirms and is_concerned,
        "ballot": ballot,
        "returned": _why(found) if found.state == State.RETURNED else "",
        "people": [people_presenters.line(one, ids, without.get(one.member_id)) for one in people],
        "filing_url": _filing(who, found),
        "objections": [presenters.objection_line(one) for one in objections] if who.member_id or confirms else [],
        "events": [presenters.event(one) for one in queries.steps(found)],
        "breadcrumbs": pages.trail((pages.round_name(found), "")),
    }
    return render(request, "appraisal/page.html", context)


def _filing(who: Viewer, found: AppraisalRound) -> str:
    """Where the yearly sheets are made, once the result is confirmed, for those who make them."""
    rules = the_scheme().dossiers
    settled = found.state in {State.CONFIRMED, State.FILED}
    if rules is None or not settled or not named_offices.may_answer(who, found.unit, rules.made_by):
        return ""
    return reverse("dossiers_unit", args=[found.unit.code])


def _ballot(found: AppraisalRound) -> dict[str, Any]:
    """What the page says of the ballot: how it stands, and whether it can be opened."""
    kind = ballots.kind_of(the_scheme(), pages.the_rule())
    made = found.ballot
    is_open = made is not None and made.state != made.State.CANCELLED
    is_secret = kind is not None and ballots.is_secret(found, kind, timezone.localdate())
    return {
        "state": terms.pair(_("Ballot"), str(made.get_state_display())) if made is not None else "",
        "can_open": not is_open and kind is not None,
        "is_secret": is_secret,
        "holds": is_secret and not ballots.is_over(found),
        "runs": is_open and not ballots.is_over(found),
        "url": reverse("ballot", args=[made.key]) if made is not None else "",
    }


def _why(found: AppraisalRound) -> str:
    """Why a round was returned."""
    last = queries.steps(found).filter(move=RoundMove.SEND_BACK).first()
    return f"{last.body}: {last.reason}" if last is not None else ""


@require_POST
@desk_page
def go_on(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a round to its next step."""
    found = pages.led(request, key)
    if request.POST.get("from") == found.state:
        with saying_refusals(request):
            made = rounds.go_on(found=found, scheme=the_scheme(), by=viewer(request), at=now())
            messages.success(request, _("Now: %(step)s.") % {"step": presenters.state(made)})
    return redirect("appraisal", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancels a round that was opened by mistake."""
    found, title = pages.led(request, key), _("Cancel the round")

    def act(data: dict[str, Any]) -> None:
        rounds.cancel(found=found, reason=data["reason"], scheme=the_scheme(), by=viewer(request), at=now())

    way = pages.trail(pages.to_round(found), (title, ""))
    context = pages.form_context(title, pages.round_name(found), way, "appraisal-cancel", cancel_label=_("Keep it"))
    form = RoundReasonForm(request.POST or None)
    return form_page(request, form, act, done=_("Cancelled."), to=reverse("appraisal", args=[key]), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def ballot(request: HttpRequest, key: str) -> HttpResponse:
    """Opens the ballot of a round."""
    found, rule, title = pages.led(request, key), pages.the_rule(), _("Open the ballot")
    if found.state != State.BALLOT:
        return redirect("appraisal", key=key)

    def act(data: dict[str, Any]) -> None:
        ends = timezone.make_aware(datetime.combine(data["closes_on"], time(23, 59)))
        wanted = WantedBallot(data["title"], ends, (data["first"], data["second"]), data.get("guests") or 0)
        balloting.open_ballot(found=found, wanted=wanted, scheme=the_scheme(), by=viewer(request), at=now())

    form = AppraisalBallotForm(
        request.POST or None, unit=found.unit_id, has_public="public" in rule.voters,
        initial={"title": presenters.titled(found.year), "closes_on": viewer(request).on + _USUAL},
    )  # fmt: skip
    pages.looked(request, list(form.fields["first"].queryset))  # type: ignore[attr-defined]
    way = pages.trail(pages.to_round(found), (title, ""))
    context = pages.form_context(title, pages.round_name(found), way, "appraisal-ballot")
    done = _("The ballot is prepared. Both tellers are asked for their keys.")
    return form_page(request, form, act, done=done, to=reverse("appraisal", args=[key]), context=context)
