"""A member's own service: the hours of the year, what they signed up for, what they can join, and wishes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.service import sign_ups
from goodstanding.models import HelpPair, Member, SignUp
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import activities, community, hours, pairs, rules, wishes
from goodstanding.web.service.own import oneself, own_head
from goodstanding.web.service.presenters import helping
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST = 30


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The hours of the year, what is ahead, what can be joined, wishes, and the ways to the rest."""
    member, scheme, on, at = oneself(request), the_scheme(), viewer(request).on, now()
    context = own_head(_("My service"), "me") | {
        "year": presenters.year_bar(hours.of_year(member, scheme, on), on),
        "mine": [presenters.own_entry(one) for one in activities.own_ahead(member.pk, at)],
        "open": [presenters.open_entry(one) for one in activities.open_for(member, scheme, at, on)[:_MOST]],
        "claimed": [helping.wish_claimed(one) for one in wishes.claimed(member)],
        "wishes": [helping.wish_open(one) for one in wishes.open_for(member, scheme, on)[:_MOST]],
        "links": _links(member),
        "pairs": _pairs(member, on),
        "past": [_past(one) for one in activities.own(member).filter(state__in=["came", "excused", "no_show"])[:_MOST]],
    }
    return render(request, "service/own.html", context)


def _links(member: Member) -> list[dict[str, Any]]:
    """The ways to the community, visits and needs, as far as the rules have them."""
    scheme, found = the_scheme(), list[dict[str, Any]]()
    rule = community.rule_of(scheme)
    current = community.current(member) if rule is not None else None
    if rule is not None:
        detail = f"{current.unit.name} · {current.get_state_display()}" if current else _("Not registered")
        line = {"url": reverse("my_community"), "icon": "branch", "label": terms.text(rule.title), "detail": detail}
        found.append(line)
    kinds = rules.of(scheme).visits
    if kinds:
        label = terms.listed(terms.text(kind.title) for kind in kinds.values())
        found.append({"url": reverse("my_visits"), "icon": "person", "label": label, "detail": ""})
    needs = wishes.need_rule_of(scheme)
    if needs is not None:
        found.append({"url": reverse("my_needs"), "icon": "question", "label": terms.text(needs.title), "detail": ""})
    return found


def _pairs(member: Member, on: date) -> list[dict[str, str]]:
    """The pairs that the member stands in: whom the member helps, or who helps them."""
    rule = pairs.rule_of(the_scheme())
    if rule is None:
        return []
    return [{"label": terms.text(rule.title), "value": _pair(one, member)} for one in pairs.own(member, on)]


def _pair(pair: HelpPair, member: Member) -> str:
    if pair.helper_id == member.pk:
        return _("You help %(name)s") % {"name": pairs.helped_name(pair)}
    return _("%(name)s helps you") % {"name": pair.helper.shown_as}


def _past(sign_up: SignUp) -> dict[str, Any]:
    text = presenters.said_hours(sign_up.minutes) if sign_up.state == SignUp.State.CAME else ""
    return {
        "title": terms.aside(sign_up.activity.title, str(sign_up.get_state_display())),
        "text": text,
        "when": terms.said_day(sign_up.activity.on),
        "by": sign_up.activity.unit.name,
        "icon": "people",
        "url": reverse("my_activity", args=[sign_up.activity.key]),
    }


@require_safe
@own_page
def activity(request: HttpRequest, key: str) -> HttpResponse:
    """One activity: when and where, how many come, and the one tap to sign up or off."""
    member, at = oneself(request), now()
    one = get_object_or_404(activities.reachable(member), key=key)
    current = activities.current(one, member)
    is_ahead = one.starts_at > at and one.state == "planned"
    kind = activities.kinds(the_scheme()).get(one.kind)
    is_for = kind is not None and for_whom.is_for(kind.to, member, viewer(request).on)
    waits = current is not None and current.state == SignUp.State.WAITING
    context = own_head(one.title) | {
        "activity": one,
        "badge": current.get_state_display() if current else "",
        "tone": presenters.TONES[current.state] if current else "",
        "rows": [
            {"label": _("Kind"), "value": presenters.kind_title(one.kind)},
            {"label": _("When"), "value": presenters.when(one)},
            {"label": _("Place"), "value": one.place or "—"},
            {"label": _("Host"), "value": one.unit.name},
            {"label": _("Places available"), "value": presenters.places(one)},
        ],
        "position": activities.position(current) if current is not None and waits else 0,
        "may_join": is_ahead and is_for and current is None,
        "join_label": presenters.open_entry(one)["deed"],
        "may_leave": is_ahead and current is not None,
        "has_begun": one.starts_at <= at and current is not None and current.state == "signed_up",
        "hours": presenters.said_hours(current.minutes) if current is not None and current.minutes is not None else "",
        "steps": presenters.steps(activities.steps(one, member)),
    }
    return render(request, "service/own_activity.html", context)


@require_POST
@own_page
def sign_up(request: HttpRequest, key: str) -> HttpResponse:
    """Signs the member up, in one tap."""
    member = oneself(request)
    one = get_object_or_404(activities.reachable(member), key=key)
    with saying_refusals(request):
        made = sign_ups.sign_up(activity=one, member=member, scheme=the_scheme(), by=viewer(request), at=now())
        if made.state == SignUp.State.WAITING:
            messages.success(request, _("You are on the waiting list. You are notified when a place is free."))
        else:
            messages.success(request, _("Signed up: %(title)s") % {"title": one.title})
    return redirect(back_to(request, reverse("my_activity", args=[key])))


@require_POST
@own_page
def sign_off(request: HttpRequest, key: str) -> HttpResponse:
    """Signs the member off, in one tap."""
    member = oneself(request)
    one = get_object_or_404(activities.reachable(member), key=key)
    current = activities.current(one, member)
    if current is not None:
        with saying_refusals(request):
            sign_ups.withdraw(sign_up=current, scheme=the_scheme(), by=viewer(request), at=now())
            messages.success(request, _("Signed off; nothing is held against you."))
    return redirect(back_to(request, reverse("my_activity", args=[key])))
