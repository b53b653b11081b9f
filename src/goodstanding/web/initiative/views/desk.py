"""Initiative at the desk: what waits for the viewer, and all four of a unit on one page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import RecordView, Suggestion, Unit
from goodstanding.queries.initiative import duties, pledges, suggestions, topics
from goodstanding.queries.people.namesakes import apart_anywhere, tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.desk_pages import trail, unit_of
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import terms

_MOST, _UNITS = 50, 60


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, with the number that is overdue; straight to the branch, if that is one."""
    who, scheme = viewer(request), the_scheme()
    units = named_offices.covered(who, named_offices.all_offices(scheme.initiative))
    found = list(units[: _UNITS + 1])
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("unit_initiative", code=found[0].code)
    waiting = list(_waiting(who, scheme))
    record_views.leave(request, record_views.about(waiting), RecordView.How.LIST, Permission.SEE_ROSTER)
    at_desk = suggestions.at_desk(who, scheme)
    context = {
        "title": _("Initiative"),
        "waiting": waiting,
        "rate": presenters.rate_text(suggestions.rate(at_desk, who.on.year)),
        "overdue": suggestions.overdue(at_desk, who.on),
        "units": [_unit_entry(unit) for unit in found[:_UNITS]],
    }
    return render(request, "initiative/overview.html", context)


def _unit_entry(unit: Unit) -> dict[str, Any]:
    url = reverse("unit_initiative", args=[unit.code])
    return {"url": url, "icon": "branch", "label": unit.name, "detail": unit.code}


def _waiting(who: Viewer, scheme: Scheme, unit: Unit | None = None) -> Iterator[dict[str, Any]]:
    """What waits for the viewer, in one unit where it is named."""
    of_suggestions = suggestions.waiting(who, scheme)
    of_pledges, of_topics = pledges.waiting(who, scheme), topics.waiting(who, scheme)
    of_posts = duties.waiting(who, scheme, who.on)
    if unit is not None:
        of_suggestions, of_topics = of_suggestions.filter(at_unit=unit), of_topics.filter(unit=unit)
        of_pledges, of_posts = of_pledges.filter(member__unit=unit), of_posts.filter(pk=unit.pk)
    for one in apart_anywhere(of_suggestions[:_MOST], lambda row: row.member):
        yield presenters.suggestion_waiting(one, who.on)
    for pledge in apart_anywhere(of_pledges[:_MOST], lambda row: row.member):
        yield presenters.pledge_waiting(pledge)
    for topic in apart_anywhere(of_topics[:_MOST], lambda row: row.member):
        yield presenters.topic_waiting(topic)
    for found in of_posts:
        yield presenters.confirm_waiting(found)


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what waits, who has pledged and who not, suggestions with their rate, topics, and posts."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    waiting = list(_waiting(who, scheme, unit))
    context: dict[str, Any] = {
        "title": _("Initiative"),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": trail(request, unit, _("Initiative")),
        "waiting": waiting,
        "is_near": unit.pk in named_offices.near(who, named_offices.all_offices(scheme.initiative)),
        "may": (may := _may(who, unit, scheme)),
        "on_paper": any(may[name] for name in ("pledge", "suggestion", "topic")),
    }
    context |= _pledges(who, unit, scheme) | _ideas(who, unit, scheme) | _posts(unit, scheme, who.on)
    shown = [*waiting, *context["pledges"], *context["suggestions"]]
    seen = [*record_views.about(shown), *context["without"], *context["holders"]]
    record_views.leave(request, seen, RecordView.How.LIST, Permission.SEE_ROSTER)
    return render(request, "initiative/unit.html", context)


def _may(who: Viewer, unit: Unit, scheme: Scheme) -> dict[str, bool]:
    """What the viewer writes down for members of the unit."""
    rules, has_members = scheme.initiative, unit.members.filter(left_on=None).exists()
    assert rules is not None, "the page is only there with rules"
    offices = {
        "pledge": rules.pledge.confirmed_by if rules.pledge else (),
        "suggestion": rules.suggestions.answered_by if rules.suggestions else (),
        "topic": rules.topics.answered_by if rules.topics else (),
        "post": tuple(duties.offices_of(scheme)),
    }
    return {name: has_members and named_offices.may_answer(who, unit, found) for name, found in offices.items()}


def _pledges(who: Viewer, unit: Unit, scheme: Scheme) -> dict[str, Any]:
    rule = pledges.rule_of(scheme)
    if rule is None or not named_offices.may_answer(who, unit, rule.confirmed_by):
        return {"pledge_title": "", "pledges": [], "without": []}
    made, without = list(pledges.of_branch(unit, rule, who.on)), list(pledges.without(unit, rule, who.on))
    tell_apart([*(pledge.member for pledge in made), *without])
    return {
        "pledge_title": terms.text(rule.title) if made or without else "",
        "pledges": [presenters.pledge_entry(pledge) for pledge in made],
        "without": without,
        "without_text": terms.listed(member.shown_as for member in without),
        "counted": _("%(made)s of %(all)s") % {"made": len(made), "all": len(made) + len(without)},
    }


def _ideas(who: Viewer, unit: Unit, scheme: Scheme) -> dict[str, Any]:
    rule, found = suggestions.rule_of(scheme), suggestions.at_desk(who, scheme).filter(at_unit=unit)
    if rule is None or unit.pk not in named_offices.near(who, rule.answered_by):
        return {"suggestion_title": "", "suggestions": []}
    answered = apart_anywhere(found.exclude(state=Suggestion.State.WAITING)[:20], lambda row: row.member)
    return {
        "suggestion_title": terms.text(rule.title),
        "suggestions": [presenters.suggestion_entry(one, who.on, own=False) for one in answered],
        "rate": presenters.rate_text(suggestions.rate(found, who.on.year)),
        "overdue": suggestions.overdue(found, who.on),
    }


def _posts(unit: Unit, scheme: Scheme, on: date) -> dict[str, Any]:
    found = [post for post in duties.of_unit(unit, on) if post.kind in duties.rules_of(scheme)]
    holders = {post.pk: list(getattr(post, "holders", [])) for post in found}
    everyone = [one.member for held in holders.values() for one in held]
    tell_apart(everyone)
    return {
        "posts": [presenters.post_entry(post, holders[post.pk]) for post in found],
        "post_titles": terms.listed(terms.text(rule.title) for rule in duties.rules_of(scheme).values()),
        "holders": everyone,
    }
