"""One member in a round at the desk: the sheet, what was written, the committee's view, and the decisions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import named_offices
from goodstanding.actions.appraisal import grades, members, words
from goodstanding.models import Appraisee
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import ballots, rounds
from goodstanding.queries.appraisal import members as queries_of_members
from goodstanding.queries.appraisal import words as queries
from goodstanding.queries.appraisal.sheet import facts_of, rule_title, sheet_of
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal import desk_pages as pages
from goodstanding.web.appraisal.forms.round import ViewForm
from goodstanding.web.appraisal.forms.words import PaperRemarkForm, PaperSelfForm
from goodstanding.web.appraisal.presenters import people as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State = RoundState
_WRITES_SELF = (State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)
_EXCUSES = (State.OPENED, State.EVIDENCE, State.SELF, State.MUTUAL)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Everything of a member in a round that the viewer may see. Words of others are for those who lead it alone."""
    found, who, rule = pages.appraisee_of(request, key), viewer(request), pages.the_rule()
    is_other = found.member_id != who.member_id
    leads = pages.leads(who, found.round) and is_other
    near = is_other and found.round.unit_id in named_offices.near(who, rule.led_by)
    remarks = queries.remarks_about(found) if near else []
    named = [found.member, *(one.author.member for one in remarks)]
    apart_at_home(named)
    pages.looked(request, named)
    sheet, state = sheet_of(found.member, found.round.year, the_scheme()), found.round.state
    corrects = is_other and state in (State.CONFIRMED, State.FILED) and bool(found.grade)
    context = {
        "title": found.member.shown_as,
        "lead": pages.round_name(found.round),
        "person": found,
        "line": presenters.line(found, set(), pages.without_grade(request, found.round, [found]).get(found.member_id)),
        "groups": presenters.sheet_groups(sheet, reverse("appraisee_entries", args=[found.key])),
        "months": presenters.months(sheet),
        "own_words": presenters.self_text(queries.handed_in(found)),
        "remarks": [presenters.remark(one) for one in remarks],
        "view": presenters.view(queries.view_of(found)),
        "score": ballots.scores(ballots.result_of(found.round), rule).get(found.member_id),
        "decisions": [presenters.decision(one) for one in queries.decisions(found)],
        **_deeds(State(state), leads=leads, corrects=corrects and rounds.confirms(who, found.round.unit, rule)),
        "breadcrumbs": pages.trail(pages.to_round(found.round), (found.member.shown_as, "")),
    }
    return render(request, "appraisal/person.html", context)


def _deeds(state: RoundState, *, leads: bool, corrects: bool) -> dict[str, bool]:
    """What the viewer can do with a member at this step."""
    deeds = {
        "may_type": leads and state in _WRITES_SELF,
        "may_type_word": leads and state == State.MUTUAL,
        "may_excuse": leads and state in _EXCUSES,
        "may_view": leads and state == State.VIEW,
        "may_correct": corrects,
    }
    return deeds | {"has_deeds": any(deeds.values())}


@require_safe
@desk_page
def entries(request: HttpRequest, key: str) -> HttpResponse:
    """The entries behind one line of the sheet."""
    found, scheme = pages.appraisee_of(request, key), the_scheme()
    kind = request.GET.get("kind", "")
    if kind not in scheme.fact_kinds:
        return redirect("appraisee", key=key)
    pages.looked(request, [found.member])
    title = terms.text(rule_title(kind, scheme))
    facts = facts_of(found.member, found.round.year, kind)
    context = {
        "title": title,
        "lead": f"{found.member.shown_as} · {found.round.year}",
        "rows": [presenters.entry_line(fact) for fact in facts],
        "breadcrumbs": pages.trail(pages.to_round(found.round), pages.to_person(found), (title, "")),
    }
    return render(request, "appraisal/entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """A self-appraisal on paper, or as the member said it, is typed in."""
    found, title = pages.appraisee_led(request, key), _("Type in the self-appraisal")
    form = PaperSelfForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        words.hand_in_self(
            found=found, said=form.said(), how=data["how"], scheme=the_scheme(), by=viewer(request), at=now()
        )  # fmt: skip

    return _of_person(request, found, form, act, title, "appraisal-paper")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def word(request: HttpRequest, key: str) -> HttpResponse:
    """A word of a member to another is typed in from paper."""
    found, title = pages.appraisee_led(request, key), _("Type in a word")
    others = [one for one in rounds.active(found.round) if one.pk != found.pk]
    form = PaperRemarkForm(request.POST or None, people=[(one.key, one.member.shown_as) for one in others])

    def act(data: dict[str, Any]) -> None:
        about = next(one for one in others if one.key == data["about"])
        words.remark(
            author=found, about=about, said=form.said(), how=data["how"], scheme=the_scheme(), by=viewer(request),
            at=now(),
        )  # fmt: skip

    pages.looked(request, [one.member for one in others])
    return _of_person(request, found, form, act, title, "appraisal-paper-word")


@require_POST
@desk_page
def excuse(request: HttpRequest, key: str) -> HttpResponse:
    """A member is excused, or that is taken back."""
    found = pages.appraisee_led(request, key)
    excused = request.POST.get("do") != "undo"
    with saying_refusals(request):
        members.excuse(found=found, excused=excused, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Excused.") if excused else _("Taken back."))
    return redirect("appraisee", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def view(request: HttpRequest, key: str) -> HttpResponse:
    """The committee's view of a member's daily work."""
    found, title = pages.appraisee_led(request, key), _("Write the committee's view")
    there = queries.view_of(found)
    first = {"score": there.score, "reason": there.reason} if there is not None else {}
    form = ViewForm(request.POST or None, initial={"on": viewer(request).on, **first})

    def act(data: dict[str, Any]) -> None:
        grades.write_view(found=found, scheme=the_scheme(), by=viewer(request), at=now(), **data)

    return _of_person(request, found, form, act, title, "appraisal-view", to=_next_view(request, found))


def _next_view(request: HttpRequest, found: Appraisee) -> str:
    """Where writing a view leads: to the next member without one, and after the last to the round."""
    mine = viewer(request).member_id
    left = [one.key for one in queries_of_members.missing(found.round) if one.member_id != mine and one != found]
    return reverse("appraisee_view", args=[left[0]]) if left else reverse("appraisal", args=[found.round.key])


def _of_person(
    request: HttpRequest, found: Appraisee, form: Any, act: Any, title: str, keep: str, *, to: str = ""
) -> HttpResponse:
    pages.looked(request, [found.member])
    if found.member.unit_id != found.round.unit_id:
        raise Http404
    way = pages.trail(pages.to_round(found.round), pages.to_person(found), (title, ""))
    context = pages.form_context(title, found.member.shown_as, way, keep)
    back = reverse("appraisee", args=[found.key])
    done = _("Recorded: %(name)s.") % {"name": found.member.shown_as} if to else _("Recorded.")
    context["cancel_url"] = back
    return form_page(request, form, act, done=done, to=to or back, context=context)
