"""A member's own wishes and needs: claimed, reported and given back, relayed and taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.service import needs, wishes
from goodstanding.models import Member, RelayedNeed, Wish
from goodstanding.models.public_id import new_key
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import wishes as queries
from goodstanding.web.service.forms.service import NeedForm
from goodstanding.web.service.own import oneself, own_head
from goodstanding.web.service.presenters import helping
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State = Wish.State
_MOST = 50


def _found(member: Member, key: str) -> Wish:
    """Returns a wish that the member can see: an open one around them, or one of their own."""
    mine = Wish.objects.filter(member=member)
    seen = queries.around(member).filter(state=State.OPEN)
    wishes_of = Wish.objects.filter(pk__in=mine.values("pk")) | Wish.objects.filter(pk__in=seen.values("pk"))
    return get_object_or_404(wishes_of.select_related("unit", "member"), key=key)


@require_safe
@own_page
def wish(request: HttpRequest, key: str) -> HttpResponse:
    """One wish: what is needed, and the one tap to claim it, report it or give it back."""
    member = oneself(request)
    one, rule = _found(member, key), queries.rule_of(the_scheme())
    due = queries.due_on(one, rule) if rule is not None else None
    is_mine = one.member_id == member.pk
    may_claim = rule is not None and for_whom.is_for(rule.to, member, viewer(request).on)
    context = own_head(one.title) | {
        "wish": one,
        "badge": one.get_state_display() if is_mine else "",
        "tone": presenters.TONES[one.state],
        "rows": [
            {"label": _("Posted by"), "value": one.unit.name},
            *([{"label": _("If possible by"), "value": terms.said_day(due)}] if due and is_mine else []),
        ],
        "may_claim": one.state == State.OPEN and may_claim,
        "may_report": is_mine and one.state == State.CLAIMED,
        "is_reported": is_mine and one.state == State.REPORTED,
        "give_back": {"do": "give_back"} if is_mine and one.state in (State.CLAIMED, State.REPORTED) else None,
        "steps": presenters.steps(queries.steps_of(one).filter(member=member)),
    }
    return render(request, "service/own_wish.html", context)


@require_POST
@own_page
def wish_act(request: HttpRequest, key: str) -> HttpResponse:
    """Claims a wish, reports it as fulfilled, or gives it back."""
    member, do = oneself(request), request.POST.get("do", "claim")
    one = _found(member, key)
    common: dict[str, Any] = {"wish": one, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    deeds = {
        "claim": lambda: wishes.claim(member=member, **common),
        "report": lambda: wishes.report(**common),
        "give_back": lambda: wishes.give_back(**common),
    }
    if do not in deeds or (do != "claim" and one.member_id != member.pk):
        raise Http404
    done = {
        "claim": _("You have taken it on: %(title)s"),
        "report": _("Reported. The branch asks the person helped."),
        "give_back": _("Given back; nothing is held against you."),
    }
    with saying_refusals(request):
        deeds[do]()
        messages.success(request, done[do] % ({"title": one.title} if do == "claim" else {}))
    return redirect(back_to(request, reverse("my_service")))


@require_safe
@own_page
def own_needs(request: HttpRequest) -> HttpResponse:
    """The needs that the member relayed, each with what became of it."""
    member, on, rule = oneself(request), viewer(request).on, queries.need_rule_of(the_scheme())
    if rule is None:
        raise Http404
    lines = [
        {
            "entry": helping.need_entry(one, on, own=True),
            "key": one.key,
            "answer": one.steps.filter(what=one.state).exclude(words="").values_list("words", flat=True).last() or "",
            "may_withdraw": one.state == RelayedNeed.State.WAITING,
        }
        for one in queries.own_needs(member)[:_MOST]
    ]
    return render(request, "service/own_needs.html", own_head(terms.text(rule.title)) | {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def new_need(request: HttpRequest) -> HttpResponse:
    """One form: what is needed."""
    member, who, rule = oneself(request), viewer(request), queries.need_rule_of(the_scheme())
    if rule is None:
        raise Http404
    form = NeedForm(request.POST or None, initial={"form": new_key()})

    def act(data: dict[str, Any]) -> None:
        needs.relay(member=member, scheme=the_scheme(), by=who, at=now(), **data)

    context = own_head(_("Relay a need"), "my_needs") | {"submit_label": _("Relay it"), "keep": "need"}
    done = _("Relayed. You are notified of the answer here.")
    return form_page(request, form, act, done=done, to=reverse("my_needs"), context=context)


@require_POST
@own_page
def withdraw_need(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a need back before it is answered."""
    one = get_object_or_404(queries.own_needs(oneself(request)), key=key)
    with saying_refusals(request):
        needs.withdraw(need=one, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back."))
    return redirect("my_needs")
