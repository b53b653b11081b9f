"""Suggestions and topics at the desk: answered, passed up, put on an agenda; and those on paper typed in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.initiative import suggestions, topics
from goodstanding.models import AgendaTopic, Meeting, RecordView, Suggestion
from goodstanding.models.public_id import new_key
from goodstanding.queries.initiative import suggestions as suggestion_queries
from goodstanding.queries.initiative import topics as topic_queries
from goodstanding.queries.meetings import year_plan
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.desk_pages import members_of, trail, unit_of
from goodstanding.web.initiative.forms.initiative import AnswerForm, PaperSuggestionForm, PaperTopicForm
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, back_to, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State = Suggestion.State


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def suggestion(request: HttpRequest, key: str) -> HttpResponse:
    """One suggestion, with the form to answer it."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(suggestion_queries.at_desk(who, scheme), key=key)
    form = AnswerForm(request.POST or None, answers=_answers(request, one))

    def act(data: dict[str, Any]) -> None:
        common: dict[str, Any] = {
            "suggestion": one, "reason": data["reason"], "scheme": scheme, "by": who, "at": now()
        }  # fmt: skip
        if data["answer"] == "pass_up":
            suggestions.pass_up(**common)
        else:
            suggestions.answer(adopted=data["answer"] == "adopt", **common)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Answered. The member is notified."))
        return redirect("initiative")
    apart_anywhere([one], lambda row: row.member)
    record_views.leave(request, [one.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": one.title,
        "lead": f"{one.member.shown_as} · {one.unit.name}",
        "suggestion": one,
        "badge": presenters.suggestion_entry(one, who.on, own=False),
        "due": presenters.due(one, who.on) if one.state == State.WAITING else "",
        "form": form if form.fields["answer"].choices else None,  # type: ignore[attr-defined]
        "corrects": one.state != State.WAITING,
        "steps": presenters.steps(suggestion_queries.steps(one)),
        "breadcrumbs": trail(request, one.at_unit, _("Initiative"), one.title),
    }
    return render(request, "initiative/suggestion.html", context, status=422 if request.method == "POST" else 200)


def _answers(request: HttpRequest, one: Suggestion) -> list[tuple[str, Any]]:
    """What can be answered as it stands."""
    rule = suggestion_queries.rule_of(the_scheme())
    if rule is None or one.state == State.WITHDRAWN:
        return []
    found: list[tuple[str, Any]] = []
    if one.state != State.ADOPTED:
        found.append(("adopt", _("Adopted")))
    if one.state != State.NOT_ADOPTED:
        found.append(("reject", _("Not adopted")))
    if one.state == State.WAITING and (above := suggestion_queries.above(one, rule, viewer(request).on)) is not None:
        found.append(("pass_up", _("Forward it to %(unit)s; the answer is due on the same day") % {"unit": above.name}))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def suggestion_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Types in a suggestion from paper. It goes to the unit itself, which passes up what is not its to answer."""
    scheme, who, rule = the_scheme(), viewer(request), suggestion_queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    unit = unit_of(request, code, frozenset(rule.answered_by))
    members = members_of(unit, who)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    form = PaperSuggestionForm(
        request.POST or None, members=members, units=[(unit.code, unit.name)],
        initial={"form": new_key(), "on": who.on, "to": unit.code},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        suggestions.make(
            member=data["member"], to=unit, what=form.idea(), on=data["on"], scheme=scheme, by=who, at=now(),
            form=data["form"],
        )  # fmt: skip

    title = _("Type in from paper: %(what)s") % {"what": terms.text(rule.title)}
    return _paper_page(request, form, act, title, unit)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def topic_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Writes down a topic that a member named."""
    scheme, who, rule = the_scheme(), viewer(request), topic_queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    unit = unit_of(request, code, frozenset(rule.answered_by))
    members = members_of(unit, who)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    held = year_plan.kinds(unit, scheme).items()
    kinds = [(word, terms.text(kind.title)) for word, kind in held if word in rule.meetings]
    form = PaperTopicForm(request.POST or None, members=members, kinds=kinds, initial={"form": new_key(), "on": who.on})

    def act(data: dict[str, Any]) -> None:
        topics.propose(
            member=data["member"], kind=data["kind"], title=data["title"], text=data["text"], on=data["on"],
            scheme=scheme, by=who, at=now(), form=data["form"],
        )  # fmt: skip

    return _paper_page(request, form, act, _("Record a topic for a member"), unit)


def _paper_page(request: HttpRequest, form: Any, act: Any, title: str, unit: Any) -> HttpResponse:
    context = {"title": title, "lead": unit.name, "submit_label": _("Record it")}
    context |= {"breadcrumbs": trail(request, unit, _("Initiative"), title)}
    to = reverse("unit_initiative", args=[unit.code])
    return form_page(request, form, act, done=_("Recorded."), to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """One topic: onto the agenda of a meeting that is planned, or a reason why not."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(topic_queries.at_desk(who, scheme), key=key)
    if request.method == "POST":
        with saying_refusals(request):
            topics.reject(topic=one, reason=request.POST.get("reason", ""), scheme=scheme, by=who, at=now())
            messages.success(request, _("Answered. The member is notified."))
        return redirect("topic", key=key)
    apart_anywhere([one], lambda row: row.member)
    record_views.leave(request, [one.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    meeting, is_own = topic_queries.next_meeting(one, now()), one.member_id == who.member_id
    may_take_up = one.state in (AgendaTopic.State.PROPOSED, AgendaTopic.State.NOT_TAKEN_UP) and not is_own
    context = {
        "title": one.title,
        "lead": f"{one.member.shown_as} · {presenters.meeting_title(one.kind)}",
        "topic": one,
        "tone": presenters.TONES[one.state],
        "meeting": meeting if may_take_up else None,
        "meeting_day": terms.said_moment(meeting.starts_at) if meeting else "",
        "plan_url": f"{reverse('meeting_plan', args=[one.unit.code])}?type={one.kind}" if may_take_up else "",
        "reject_label": "" if is_own else _reject_label(one),
        "steps": presenters.steps(topic_queries.steps(one)),
        "breadcrumbs": trail(request, one.unit, _("Initiative"), one.title),
    }
    return render(request, "initiative/topic.html", context)


def _reject_label(one: AgendaTopic) -> str:
    """What the button for an answer against it says; empty where it is answered against already, or withdrawn."""
    labels = {
        AgendaTopic.State.PROPOSED: _("Do not put it on the agenda"),
        AgendaTopic.State.TAKEN_UP: _("Take it off the agenda"),
    }
    return labels.get(AgendaTopic.State(one.state), "")


@require_POST
@desk_page
def take_up(request: HttpRequest, key: str) -> HttpResponse:
    """One tap: the topic goes onto the agenda of the meeting that is named."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(topic_queries.at_desk(who, scheme), key=key)
    meeting = get_object_or_404(Meeting, key=request.POST.get("meeting", ""), unit=one.unit)
    with saying_refusals(request):
        topics.take_up(topic=one, meeting=meeting, scheme=scheme, by=who, at=now())
        messages.success(request, _("On the agenda: %(title)s") % {"title": one.title})
    return redirect(back_to(request, reverse("meeting", args=[meeting.key])))
