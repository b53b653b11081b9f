"""Deciding: the grades of several members in one sitting, objections, and what the unit above says."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.actions.appraisal import above, grades, objections
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.models import AppraisalRound, Appraisee
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import ballots, members, rounds, words
from goodstanding.queries.months import standings
from goodstanding.queries.people.namesakes import apart_at_home, tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal import desk_pages as pages
from goodstanding.web.appraisal.forms.round import ConfirmRoundForm, GradeForm, ReturnRoundForm, SittingForm
from goodstanding.web.appraisal.forms.words import GradeAnswerForm
from goodstanding.web.appraisal.presenters import people as presenters
from goodstanding.web.appraisal.presenters import rounds as round_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page
from goodstanding.web.shell.presenters import terms

State = RoundState


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """One sitting of a body: each member with what is on the table, a grade and its reason. Several at once, each by
    its own choice."""
    found, rule, who = pages.led(request, key), pages.the_rule(), viewer(request)
    if found.state != State.GRADES:
        return redirect("appraisal", key=key)
    people = [one for one in rounds.active(found).filter(graded=True) if one.member_id != who.member_id]
    tell_apart(one.member for one in people)
    pages.looked(request, [one.member for one in people])
    sitting = SittingForm(request.POST or None, initial=_sitting(found) or {"on": who.on})
    result = ballots.result_of(found)
    forms = [_form(request, one, rule, balloted=result is not None) for one in people]
    if request.method == "POST" and _decided(request, found, sitting, forms):
        return redirect("appraisal", key=key)
    anew, scores = {one.pk for one in members.to_decide_anew(found)}, ballots.scores(result, rule)
    title = _("Record the grades")
    context = {
        "title": title,
        "lead": pages.round_name(found),
        "round": found,
        "sitting": sitting,
        "places": round_presenters.places_text(found, rule),
        "rows": [_row(form, scores, anew) for form in forms],
        "breadcrumbs": pages.trail(pages.to_round(found), (title, "")),
    }
    return render(request, "appraisal/grades.html", context, status=422 if request.method == "POST" else 200)


def _sitting(found: AppraisalRound) -> dict[str, Any]:
    """The sitting as it was last written down in this round, for the rest of its grades."""
    last = words.last_decision(found)
    return {"body": last.body, "present": last.present, "on": last.on} if last is not None else {}


def _form(request: HttpRequest, one: Appraisee, rule: AppraisalRule, *, balloted: bool) -> GradeForm:
    choices = [(word, terms.text(grade.title)) for word, grade in rule.grades.items()]
    return GradeForm(request.POST or None, appraisee=one, grades=choices, balloted=balloted)


def _decided(request: HttpRequest, found: AppraisalRound, sitting: SittingForm, forms: list[GradeForm]) -> bool:
    if not (sitting.is_valid() & min([form.is_valid() for form in forms], default=True)):
        return False
    given = [one for form in forms if (one := form.given()) is not None]
    try:
        grades.decide(
            found=found, given=given, sitting=sitting.sitting(), scheme=the_scheme(), by=viewer(request), at=now()
        )  # fmt: skip
    except ActionRefused as refusal:
        sitting.add_error(refusal.field if refusal.field in sitting.fields else None, str(refusal))
        return False
    messages.success(request, _("The grades are recorded."))
    return True


def _row(form: GradeForm, scores: dict[int, int], anew: set[int]) -> dict[str, Any]:
    """What lies on the table of a member, beside the form."""
    one = form.appraisee
    view, last = words.view_of(one), standings.own(one.member).first()
    facts = [
        (_("Ballot"), scores.get(one.member_id)),
        (_("Committee's view"), view.score if view is not None else None),
        (_("Last month's total"), round(last.total / 100) if last is not None and last.total is not None else None),
    ]
    return {
        "form": form,
        "name": one.member.shown_as,
        "url": reverse("appraisee", args=[one.key]),
        "now": round_presenters.grade(one.grade) if one.grade else "",
        "anew": one.pk in anew,
        "facts": [terms.pair(label, str(value)) for label, value in facts if value is not None],
        "has_self": words.handed_in(one) is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """A new decision about a grade that was confirmed, by the unit above."""
    found, who, rule = pages.appraisee_of(request, key), viewer(request), pages.the_rule()
    is_over = found.round.state in (State.CONFIRMED, State.FILED)
    if not is_over or found.member_id == who.member_id or not rounds.confirms(who, found.round.unit, rule):
        raise Http404
    apart_at_home([found.member])
    pages.looked(request, [found.member])
    sitting = SittingForm(request.POST or None, initial={"on": who.on})
    form = _form(request, found, rule, balloted=False)
    if request.method == "POST" and _corrected(request, sitting, form):
        return redirect("appraisee", key=key)
    title = _("Correct the grade")
    context = {
        "title": title,
        "lead": found.member.shown_as,
        "sitting": sitting,
        "rows": [_row(form, {}, set())],
        "is_correction": True,
        "breadcrumbs": pages.trail(pages.to_round(found.round), pages.to_person(found), (title, "")),
    }
    return render(request, "appraisal/grades.html", context, status=422 if request.method == "POST" else 200)


def _corrected(request: HttpRequest, sitting: SittingForm, form: GradeForm) -> bool:
    if not (sitting.is_valid() & form.is_valid()):
        return False
    given = form.given()
    try:
        if given is None:
            raise ActionRefused(_("Choose a grade."))
        grades.correct(given=given, sitting=sitting.sitting(), scheme=the_scheme(), by=viewer(request), at=now())
    except ActionRefused as refusal:
        sitting.add_error(refusal.field if refusal.field in sitting.fields else None, str(refusal))
        return False
    messages.success(request, _("The new decision is recorded."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def objection(request: HttpRequest, key: str) -> HttpResponse:
    """One objection, and its answer by a person who did not record the decision."""
    who, rule = viewer(request), pages.the_rule()
    found = get_object_or_404(words.answerable(who, rule), key=key)
    apart_at_home([found.about.member])
    pages.looked(request, [found.about.member, found.author])
    may_answer = found.state == found.State.WAITING and words.may_answer(who, found, rule)
    form = GradeAnswerForm(request.POST or None)
    title = _("Objection to a grade")
    round_ = found.about.round

    def act(data: dict[str, Any]) -> None:
        objections.answer(
            objection=found, upheld=data["upheld"] == "yes", words_said=data["answer"], scheme=the_scheme(), by=who,
            at=now(),
        )  # fmt: skip

    context: dict[str, Any] = {
        "title": title,
        "lead": found.about.member.shown_as,
        "objection": found,
        "said": presenters.objection(found),
        "grade": round_presenters.grade(found.about.grade),
        "may_answer": may_answer,
        "form": form,
        "breadcrumbs": pages.trail(pages.to_round(round_), (title, "")),
    }
    if request.method == "POST":
        if not may_answer:
            raise Http404
        page_context = pages.form_context(
            title, found.about.member.shown_as, context["breadcrumbs"], "appraisal-answer"
        )  # fmt: skip
        to = reverse("appraisal", args=[round_.key])
        return form_page(request, form, act, done=_("Answered. The member is notified."), to=to, context=page_context)
    return render(request, "appraisal/objection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The unit above confirms the result."""

    def act(found: AppraisalRound, data: dict[str, Any]) -> None:
        above.confirm(
            found=found, body=data["body"], words_said=data["words"], scheme=the_scheme(), by=viewer(request), at=now()
        )

    form = ConfirmRoundForm(request.POST or None)
    return _of_above(request, key, form, act, _("Confirm the result"), _("Confirmed. The members are notified."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """The unit above returns the round with reasons."""

    def act(found: AppraisalRound, data: dict[str, Any]) -> None:
        above.send_back(
            found=found, body=data["body"], reason=data["reason"], scheme=the_scheme(), by=viewer(request), at=now()
        )

    form = ReturnRoundForm(request.POST or None)
    return _of_above(request, key, form, act, _("Return the round"), _("Returned."))


def _of_above(request: HttpRequest, key: str, form: Any, act: Any, title: str, done: str) -> HttpResponse:
    found = pages.round_of(request, key)
    if not rounds.confirms(viewer(request), found.unit, pages.the_rule()):
        raise Http404
    to = reverse("appraisal", args=[key])
    if found.state != State.REPORTED:
        return redirect(to)
    way = pages.trail(pages.to_round(found), (title, ""))
    context = pages.form_context(title, pages.round_name(found), way, "appraisal-above")
    return form_page(request, form, lambda data: act(found, data), done=done, to=to, context=context)
