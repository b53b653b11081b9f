"""A member and the community where they live: chosen once, confirmed there; and their visits, by the day alone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.actions.service import registrations, visits
from goodstanding.models import ServiceVisit
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import community, pairs, rules
from goodstanding.web.service.forms.service import VisitForm
from goodstanding.web.service.own import oneself, own_head
from goodstanding.web.service.presenters import helping
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST, _VISITS = 20, 30


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def own(request: HttpRequest) -> HttpResponse:
    """Where the member is registered, and the communities to choose from."""
    member, scheme, on = oneself(request), the_scheme(), viewer(request).on
    rule = community.rule_of(scheme)
    if rule is None or member.unit is None:
        raise Http404
    if request.method == "POST":
        chosen = get_object_or_404(community.communities(rule), code=request.POST.get("unit", ""))
        with saying_refusals(request):
            registrations.ask(member=member, unit=chosen, scheme=scheme, by=viewer(request), at=now())
            messages.success(request, _("Sent. The community confirms it, and you are notified."))
        return redirect("my_community")
    current, words = community.current(member), request.GET.get("q", "").strip()[:100]
    is_for = for_whom.is_for(rule.to, member, on)
    choices = list(community.communities(rule, words).exclude(pk=member.unit.pk)[: _MOST + 1]) if is_for else []
    context = own_head(terms.text(rule.title)) | {
        "current": current,
        "tone": presenters.TONES[current.state] if current else "",
        "rows": [
            {"label": _("Community"), "value": current.unit.name},
            {"label": _("Asked on"), "value": terms.said_day(current.asked_on)},
        ]
        if current
        else [],
        "is_for": is_for,
        "words": words,
        "choices": [unit for unit in choices[:_MOST] if current is None or unit.pk != current.unit_id],
        "has_more": len(choices) > _MOST,
        "steps": [step for one in community.own(member)[:5] for step in presenters.steps(community.steps(one))],
    }
    return render(request, "service/own_community.html", context)


@require_POST
@own_page
def end(request: HttpRequest) -> HttpResponse:
    """Ends the registration, as after moving house."""
    current = community.current(oneself(request))
    if current is not None:
        with saying_refusals(request):
            registrations.end(registration=current, scheme=the_scheme(), by=viewer(request), at=now())
            messages.success(request, _("Ended. What you did until today counts."))
    return redirect("my_community")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def own_visits(request: HttpRequest) -> HttpResponse:
    """Records a visit: the kind and the day. Below it those that are recorded."""
    member, who, scheme = oneself(request), viewer(request), the_scheme()
    kinds = {word: kind for word, kind in rules.of(scheme).visits.items() if for_whom.is_for(kind.to, member, who.on)}
    if not rules.of(scheme).visits or member.unit is None:
        raise Http404
    choices = [(word, terms.text(kind.title)) for word, kind in kinds.items()]
    form = VisitForm(
        request.POST or None, kinds=choices, initial={"on": who.on, "kind": choices[0][0] if choices else ""}
    )

    def act(data: dict[str, Any]) -> None:
        visits.record(member=member, scheme=scheme, by=who, at=now(), **data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Recorded."))
        return redirect("my_visits")
    found = pairs.visits(member)[:_VISITS]
    context = own_head(_("Visits")) | {
        "form": form if choices else None,
        "lines": [
            {"key": one.key, "title": helping.visit_title(one.kind), "day": terms.said_day(one.on)} for one in found
        ],
    }
    return render(request, "service/own_visits.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@own_page
def withdraw_visit(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a visit back that was recorded by mistake."""
    one = get_object_or_404(ServiceVisit, key=key, member=oneself(request))
    with saying_refusals(request):
        visits.withdraw(visit=one, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back, with the entry that it left."))
    return redirect(reverse("my_visits"))
