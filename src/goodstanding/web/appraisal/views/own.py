"""A member's own appraisal: the sheet of the year, the own words, words to others, the grade, and objections."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.appraisal import members, objections, words
from goodstanding.models import Appraisee, GradeObjection, RecordView
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import rounds
from goodstanding.queries.appraisal import words as queries
from goodstanding.queries.appraisal.sheet import facts_of, rule_title, sheet_of
from goodstanding.queries.ballots import ballots
from goodstanding.queries.people.namesakes import apart_at_home, tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal.forms.words import GradeObjectionForm, RemarkForm, SelfForm
from goodstanding.web.appraisal.presenters import own as own_presenters
from goodstanding.web.appraisal.presenters import people as presenters
from goodstanding.web.appraisal.presenters import rounds as round_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State = RoundState
_SHEET = (State.EVIDENCE, State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)
_WRITES = (State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)
#: Words of others can be read once no more are written.
_READS = (State.BALLOT, State.VIEW, State.GRADES, *rounds.DECIDED)


@require_safe
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """The round that runs or was the last, with what it asks of the member now."""
    member_id, rule = viewer(request).member_id, rounds.rule_of(the_scheme())
    if rule is None or member_id is None:
        raise Http404
    found = rounds.own(member_id)
    context: dict[str, Any] = {
        "title": _("My appraisal"), "here": "me", "back_url": reverse("me"), "person": found,
    }  # fmt: skip
    if found is not None:
        context |= _of_round(request, found) | _words(request, found)
    return render(request, "appraisal/own.html", context)


def _of_round(request: HttpRequest, found: Appraisee) -> dict[str, Any]:
    row, state = found.round, State(found.round.state)
    sheet = sheet_of(found.member, row.year, the_scheme())
    decision = queries.decision_of(found) if state in rounds.RESULT and found.grade else None
    return {
        "lead": round_presenters.titled(row.year),
        "state": round_presenters.state(row),
        "tone": round_presenters.tone(row),
        "day": round_presenters.day_text(row, viewer(request).on),
        "without_grade": own_presenters.without_grade(found),
        "groups": presenters.sheet_groups(sheet, reverse("my_appraisal_entries")),
        "months": presenters.months(sheet),
        "may_confirm_sheet": state in _SHEET and found.sheet_on is None,
        "sheet_day": terms.said_day(found.sheet_on) if found.sheet_on else "",
        "may_write": state in _WRITES,
        "grade": round_presenters.grade(found.grade) if decision is not None else "",
        "decision": presenters.decision(decision) if decision is not None else None,
        "view": presenters.view(queries.view_of(found)) if state in rounds.RESULT else None,
        "may_read": decision is not None and found.answered_on is None,
        "may_object": state == State.PUBLICITY and bool(found.grade),
        "ballot_url": _ballot_url(request, found) if state == State.BALLOT else "",
        "is_before_ballot": state == State.BALLOT,
        "is_waited": state in (State.VIEW, State.GRADES, State.RETURNED),
    }


def _ballot_url(request: HttpRequest, found: Appraisee) -> str:
    """The ballot of the round, where the member has a part in it."""
    mine = ballots.of_member(viewer(request)).filter(appraisals=found.round).first()
    return reverse("my_ballot", args=[mine.key]) if mine is not None else ""


def _words(request: HttpRequest, found: Appraisee) -> dict[str, Any]:
    state = State(found.round.state)
    remarks = queries.remarks_about(found) if state in _READS else []
    draft = queries.draft(found)
    others = [one for one in rounds.active(found.round) if one.pk != found.pk] if state == State.MUTUAL else []
    limited = _best(found) if state == State.PUBLICITY else []
    named = [*(one.member for one in (*others, *limited)), *(one.author.member for one in remarks)]
    tell_apart(named)
    record_views.leave(request, named, RecordView.How.LIST, Permission.SEE_ROSTER)
    written = queries.written_by(found) if others else set()
    return {
        "own_words": presenters.self_text(queries.handed_in(found)),
        "has_draft": draft is not None and bool(draft.text or draft.plan),
        "remarks": [presenters.remark(one) for one in remarks],
        "others": [own_presenters.other(one, is_written=one.pk in written) for one in others],
        "best": [own_presenters.best_line(one) for one in limited],
        "objections": [presenters.objection(one) for one in queries.objections_by(found.member_id, found.round_id)],
    }


def _best(found: Appraisee) -> list[Appraisee]:
    """Those who are to have the best grade, which only a share can have: their names alone are open to the members."""
    rule = rounds.rule_of(the_scheme())
    if rule is None or rule.limited is None:
        return []
    return [one for one in rounds.active(found.round).filter(grade=rule.limited) if one.pk != found.pk]


@require_safe
@own_page
def entries(request: HttpRequest) -> HttpResponse:
    """The entries behind one line of the own sheet."""
    found, scheme = _mine(request), the_scheme()
    kind = request.GET.get("kind", "")
    if kind not in scheme.fact_kinds:
        return redirect("my_appraisal")
    context = {
        "title": terms.text(rule_title(kind, scheme)),
        "lead": str(found.round.year),
        "rows": [presenters.entry_line(fact) for fact in facts_of(found.member, found.round.year, kind)],
        "shell": "phone.html",
        "here": "me",
        "back_url": reverse("my_appraisal"),
        "is_own": True,
    }
    return render(request, "appraisal/entries.html", context)


@require_POST
@own_page
def deed(request: HttpRequest) -> HttpResponse:
    """One tap: the sheet is right, or the grade was read."""
    found = _mine(request)
    given: dict[str, Any] = {"found": found, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    with saying_refusals(request):
        if request.POST.get("do") == "read":
            members.read_result(**given)
            messages.success(request, _("Recorded that you have read it."))
        else:
            members.confirm_sheet(**given)
            messages.success(request, _("Confirmed."))
    return redirect("my_appraisal")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def write(request: HttpRequest) -> HttpResponse:
    """The self-appraisal: begun with what the record holds, saved as a draft as often as wanted, and handed in."""
    found, who = _mine(request), viewer(request)
    if found.round.state not in (State.EVIDENCE, *_WRITES):
        return redirect("my_appraisal")
    form = SelfForm(request.POST or None, initial=_begun(found))
    hands_in = request.POST.get("do") == "hand_in"

    def act(_data: dict[str, Any]) -> None:
        if hands_in:
            words.hand_in_self(found=found, said=form.said(), scheme=the_scheme(), by=who, at=now())
        else:
            words.save_self(found=found, said=form.said(), by=who, at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Handed in.") if hands_in else _("Saved. Only you can read the draft."))
        return redirect("my_appraisal")
    context = {
        "title": _("My self-appraisal"),
        "lead": round_presenters.day_text(found.round, who.on),
        "form": form,
        "can_hand_in": found.round.state in _WRITES,
        "here": "me",
        "back_url": reverse("my_appraisal"),
    }
    return render(request, "appraisal/write.html", context, status=422 if request.method == "POST" else 200)


def _begun(found: Appraisee) -> dict[str, str]:
    """With what the form begins: the draft, what was handed in, or the sheet in words."""
    there = queries.draft(found) or queries.handed_in(found)
    if there is not None and (there.text or there.plan):
        return {"text": there.text, "plan": there.plan}
    return {"text": presenters.draft_text(sheet_of(found.member, found.round.year, the_scheme()))}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def word(request: HttpRequest, key: str) -> HttpResponse:
    """A short word to another member."""
    found, who = _mine(request), viewer(request)
    about = get_object_or_404(rounds.active(found.round).exclude(pk=found.pk), key=key)
    if found.round.state != State.MUTUAL:
        return redirect("my_appraisal")
    there = queries.remark_of(found, about)
    first = {"valued": there.valued, "better": there.better} if there is not None else None
    form = RemarkForm(request.POST or None, initial=first)
    apart_at_home([about.member])
    record_views.leave(request, [about.member], RecordView.How.LIST, Permission.SEE_ROSTER)

    def act(_data: dict[str, Any]) -> None:
        words.remark(author=found, about=about, said=form.said(), scheme=the_scheme(), by=who, at=now())

    context = _own_form(_("A word to %(name)s") % {"name": about.member.shown_as}, _("Save"), "appraisal-word")
    context |= {"lead": _("Read by this person and the committee, by nobody else.")}
    return form_page(request, form, act, done=_("Written."), to=reverse("my_appraisal"), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def object_to(request: HttpRequest, key: str) -> HttpResponse:
    """An objection to the own grade, or a reason against the best grade of another."""
    found, who = _mine(request), viewer(request)
    about = found if key == found.key else next((one for one in _best(found) if one.key == key), None)
    if about is None:
        raise Http404
    if found.round.state != State.PUBLICITY or not about.grade:
        return redirect("my_appraisal")
    form = GradeObjectionForm(request.POST or None)
    apart_at_home([about.member])
    record_views.leave(request, [about.member], RecordView.How.LIST, Permission.SEE_ROSTER)

    def act(data: dict[str, Any]) -> None:
        objections.make(about=about, text=data["text"], scheme=the_scheme(), by=who, at=now())

    title = _("Object to my grade") if about.pk == found.pk else _("Give a reason against it")
    context = _own_form(title, _("Send"), "appraisal-object")
    context |= {
        "lead": terms.aside(about.member.shown_as, round_presenters.grade(about.grade)),
    }
    done = _("Sent. Another person than the one who recorded the grade answers it.")
    return form_page(request, form, act, done=done, to=reverse("my_appraisal"), context=context)


@require_POST
@own_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """An own objection is taken back."""
    mine = GradeObjection.objects.filter(author=viewer(request).member_id)
    found = get_object_or_404(mine.select_related("about__round"), key=key)
    with saying_refusals(request):
        objections.withdraw(objection=found, by=viewer(request), at=now())
        messages.success(request, _("Taken back."))
    return redirect("my_appraisal")


def _own_form(title: str, submit: str, keep: str) -> dict[str, Any]:
    return {
        "title": title, "submit_label": submit, "shell": "phone.html", "here": "me",
        "back_url": reverse("my_appraisal"), "keep": keep,
    }  # fmt: skip


def _mine(request: HttpRequest) -> Appraisee:
    member_id = viewer(request).member_id
    found = rounds.own(member_id) if member_id is not None and rounds.rule_of(the_scheme()) else None
    if found is None or found.member.left_on is not None:
        raise Http404
    return found
