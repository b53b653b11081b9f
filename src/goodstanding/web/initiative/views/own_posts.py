"""A member's own duty posts: held, offered to them, and those that they can take."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.initiative import holdings
from goodstanding.models import DutyHolding, DutyPost
from goodstanding.queries.initiative import duties
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.own import oneself, own_head
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, saying_refusals
from goodstanding.web.shell.presenters import terms

State = DutyHolding.State


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """What the member holds or is offered, what there is to take, and what was."""
    member, scheme, on = oneself(request), the_scheme(), viewer(request).on
    rules = duties.rules_of(scheme)
    if not rules or member.unit is None:
        raise Http404
    mine = list(duties.own(member).filter(post__unit=member.unit))
    free = [
        {"post": post, "kind": presenters.post_title(post.kind)}
        for word, rule in rules.items()
        if for_whom.is_for(rule.to, member, on)
        for post in duties.open_for(member, word, on)
    ]
    context = own_head(terms.listed(terms.text(rule.title) for rule in rules.values())) | {
        "offered": [one for one in mine if one.state == State.OFFERED],
        "held": [
            {"holding": one, "since": presenters.held_detail(one), "hidden": {"do": "end"}}
            for one in duties.held_now(member, on)
        ],
        "free": free,
        "past": [_past(one) for one in duties.own(member) if one.state == State.ENDED],
    }
    return render(request, "initiative/own_posts.html", context)


def _past(holding: DutyHolding) -> dict[str, Any]:
    return {
        "title": holding.post.title,
        "text": presenters.post_title(holding.post.kind),
        "when": presenters.held_detail(holding),
        "by": holding.post.unit.name,
        "icon": "seal",
    }


@require_POST
@own_page
def take(request: HttpRequest, key: str) -> HttpResponse:
    """The member takes a post of their unit. key: the post."""
    member = oneself(request)
    post = get_object_or_404(DutyPost.objects.select_related("unit"), key=key, unit=member.unit)
    with saying_refusals(request):
        holdings.take(post=post, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("You have taken it on: %(title)s") % {"title": post.title})
    return redirect(back_to(request, reverse("my_posts")))


@require_POST
@own_page
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The member accepts an offer, declines it, or gives a post back. key: the holding."""
    do = request.POST.get("do", "accept")
    deeds = {"accept": holdings.accept, "decline": holdings.decline, "end": holdings.end}
    if do not in deeds:
        raise Http404
    holding = get_object_or_404(duties.own(oneself(request)), key=key)
    done = {
        "accept": _("You have taken it on: %(title)s"),
        "decline": _("Declined; nothing is held against you."),
        "end": _("Given back: %(title)s"),
    }
    with saying_refusals(request):
        deeds[do](holding=holding, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, done[do] % {"title": holding.post.title})
    return redirect(back_to(request, reverse("my_posts")))
