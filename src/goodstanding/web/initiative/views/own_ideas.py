"""A member's own suggestions, with where each lies and what was answered, and their topics for an agenda."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.initiative import suggestions, topics
from goodstanding.models import AgendaTopic, Suggestion
from goodstanding.models.public_id import new_key
from goodstanding.queries.initiative import suggestions as suggestion_queries
from goodstanding.queries.initiative import topics as topic_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.forms.initiative import SuggestionForm, TopicForm
from goodstanding.web.initiative.own import oneself, own_head
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST = 50


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The member's suggestions, the newest first, and how they were answered this year."""
    member, on, rule = oneself(request), viewer(request).on, suggestion_queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    mine = suggestion_queries.own(member)
    context = own_head(terms.text(rule.title)) | {
        "rate": presenters.rate_text(suggestion_queries.rate(mine, on.year)),
        "lines": [presenters.suggestion_entry(one, on, own=True) for one in mine[:_MOST]],
    }
    return render(request, "initiative/own_suggestions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def new(request: HttpRequest) -> HttpResponse:
    """One form: what, and to whom."""
    member, scheme, who = oneself(request), the_scheme(), viewer(request)
    rule = suggestion_queries.rule_of(scheme)
    if rule is None:
        raise Http404
    units = {unit.code: unit for unit in suggestion_queries.units_for(member, rule, who.on)}
    choices = [(code, unit.name) for code, unit in units.items()]
    form = SuggestionForm(request.POST or None, units=choices, initial={"form": new_key()})

    def act(data: dict[str, Any]) -> None:
        suggestions.make(
            member=member, to=units[data["to"]], what=form.idea(), scheme=scheme, by=who, at=now(), form=data["form"]
        )

    context = own_head(terms.text(rule.title), "my_suggestions") | {"submit_label": _("Send it")}
    done = _("Sent. You are notified of the answer here.")
    return form_page(request, form, act, done=done, to=reverse("my_suggestions"), context=context)


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One suggestion with every step."""
    member, on = oneself(request), viewer(request).on
    one = get_object_or_404(suggestion_queries.own(member), key=key)
    waits = one.state == Suggestion.State.WAITING
    context = own_head(one.title, "my_suggestions") | {
        "suggestion": one,
        "badge": presenters.suggestion_entry(one, on, own=True),
        "rows": [
            {"label": _("Who answers"), "value": one.at_unit.name},
            {"label": _("Answer"), "value": presenters.due(one, on) if waits else one.get_state_display()},
        ],
        "may_withdraw": waits,
        "steps": presenters.steps(suggestion_queries.steps(one)),
    }
    return render(request, "initiative/own_suggestion.html", context)


@require_POST
@own_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a suggestion back before it is answered."""
    one = get_object_or_404(suggestion_queries.own(oneself(request)), key=key)
    with saying_refusals(request):
        suggestions.withdraw(suggestion=one, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back."))
    return redirect("my_suggestions")


@require_safe
@own_page
def own_topics(request: HttpRequest) -> HttpResponse:
    """The topics that the member proposed, each with what became of it."""
    member = oneself(request)
    mine = list(topic_queries.own(member)[:_MOST])
    lines = [
        presenters.topic_entry(one, own=True)
        | {
            "answer": one.steps.filter(what=one.state).exclude(words="").values_list("words", flat=True).last() or "",
            "withdraw_url": reverse("my_topic_withdraw", args=[one.key])
            if one.state == AgendaTopic.State.PROPOSED
            else "",
        }
        for one in mine
    ]
    context = own_head(_("Topics for the agenda")) | {
        "lines": lines,
        "may_propose": bool(topic_queries.kinds_for(member, the_scheme())),
    }
    return render(request, "initiative/own_topics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def new_topic(request: HttpRequest) -> HttpResponse:
    """One form: the topic, and for which kind of meeting."""
    member, scheme, who = oneself(request), the_scheme(), viewer(request)
    kinds = topic_queries.kinds_for(member, scheme)
    if not kinds:
        raise Http404
    choices = [(word, terms.text(kind.title)) for word, kind in kinds.items()]
    form = TopicForm(request.POST or None, kinds=choices, initial={"form": new_key()})

    def act(data: dict[str, Any]) -> None:
        topics.propose(
            member=member, kind=data["kind"], title=data["title"], text=data["text"], scheme=scheme, by=who, at=now(),
            form=data["form"],
        )  # fmt: skip

    context = own_head(_("Propose a topic"), "my_topics") | {"submit_label": _("Propose it")}
    done = _("Proposed. The people who plan the meeting see it when they set the agenda.")
    return form_page(request, form, act, done=done, to=reverse("my_topics"), context=context)


@require_POST
@own_page
def withdraw_topic(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a topic back before it is answered."""
    one = get_object_or_404(topic_queries.own(oneself(request)), key=key)
    with saying_refusals(request):
        topics.withdraw(topic=one, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back."))
    return redirect("my_topics")
