"""Service at the desk: what waits for the viewer, and everything of a unit on one page."""

from collections.abc import Iterator
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
from goodstanding.models import HelpPair, RecordView, RelayedNeed, Unit, Wish
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import activities, community, pairs, rules, wishes
from goodstanding.web.people import record_views
from goodstanding.web.service.desk_pages import trail, unit_of
from goodstanding.web.service.presenters import helping
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import terms

_MOST, _UNITS = 50, 60


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer; straight to the branch, if that is one."""
    who, scheme = viewer(request), the_scheme()
    found = list(named_offices.covered(who, rules.of(scheme).offices())[: _UNITS + 1])
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("unit_service", code=found[0].code)
    waiting = list(_waiting(request))
    record_views.leave(request, record_views.about(waiting), RecordView.How.LIST, Permission.SEE_ROSTER)
    units = [
        {"url": reverse("unit_service", args=[unit.code]), "icon": "branch", "label": unit.name, "detail": unit.code}
        for unit in found[:_UNITS]
    ]
    context = {"title": _("Volunteer service"), "waiting": waiting, "units": units}
    return render(request, "service/overview.html", context)


def _waiting(request: HttpRequest, unit: Unit | None = None) -> Iterator[dict[str, Any]]:
    """What waits for the viewer, in one unit where it is named."""
    who, scheme = viewer(request), the_scheme()
    hours, registered = activities.to_confirm(who, scheme, now()), community.waiting(who, scheme)
    reported, relayed = wishes.waiting(who, scheme), wishes.waiting_needs(who, scheme)
    of_pairs, of_feedback = pairs.waiting(who, scheme, who.on), community.feedback_due(who, scheme, who.on)
    if unit is not None:
        hours, registered = hours.filter(unit=unit), registered.filter(unit=unit)
        reported, relayed = reported.filter(unit=unit), relayed.filter(unit=unit)
        of_pairs, of_feedback = of_pairs.filter(pk=unit.pk), of_feedback.filter(pk=unit.pk)
    yield from (presenters.to_confirm(one) for one in hours[:_MOST])
    for registration in apart_anywhere(registered[:_MOST], lambda row: row.member):
        yield helping.registration_waiting(registration)
    for wish in apart_anywhere(reported[:_MOST], lambda row: row.member):
        yield helping.wish_waiting(wish)
    for need in apart_anywhere(relayed[:_MOST], lambda row: row.member):
        yield helping.need_waiting(need, who.on)
    yield from (helping.pairs_waiting(one) for one in of_pairs)
    yield from (helping.feedback_waiting(one) for one in of_feedback)


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what waits, activities to come and those that are over, wishes, needs, pairs and the community."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    waiting = list(_waiting(request, unit))
    coming, past = activities.of_unit(unit, now())
    of_wishes, of_pairs = _wishes(who, unit, scheme), _pairs(unit, scheme, who)
    community_rule = community.rule_of(scheme)
    context: dict[str, Any] = {
        "title": _("Volunteer service"),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": trail(request, unit),
        "waiting": waiting,
        "coming": [presenters.desk_entry(one) for one in coming[:_MOST]],
        "past": [presenters.desk_entry(one) for one in past[:10]],
        "may": _may(who, unit, scheme),
        "community_title": terms.text(community_rule.title)
        if community_rule is not None and community.is_community(unit, community_rule)
        else "",
    }
    context |= of_wishes | of_pairs
    shown = [*record_views.about([*waiting, *of_wishes["wishes"], *of_wishes["over"]]), *of_pairs["paired"]]
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    return render(request, "service/unit.html", context)


def _may(who: Viewer, unit: Unit, scheme: Scheme) -> dict[str, bool]:
    """What the viewer plans, posts and types in here."""
    found, has_members = rules.of(scheme), unit.members.filter(left_on=None).exists()
    visiting = {office for kind in found.visits.values() for office in kind.recorded_by}
    offices = {
        "plan": activities.offices_of(scheme),
        "wish": found.wishes.posted_by if found.wishes else (),
        "need": found.needs.answered_by if found.needs and has_members else (),
        "pair": found.pairs.confirmed_by if found.pairs and has_members else (),
        "visit": tuple(visiting) if has_members else (),
    }
    may = {name: named_offices.may_answer(who, unit, found) for name, found in offices.items()}
    return may | {"paper": may["need"] or may["visit"]}


def _wishes(who: Viewer, unit: Unit, scheme: Scheme) -> dict[str, Any]:
    """The wishes that are not over; folded, the last that are, and the needs that were answered."""
    rule, found = wishes.rule_of(scheme), wishes.at_desk(who, scheme).filter(unit=unit)
    ended = [Wish.State.FULFILLED, Wish.State.CLOSED]
    running, over = (
        list(found.exclude(state__in=ended)[:_MOST]),
        list(found.filter(state__in=ended).order_by("-pk")[:10]),
    )
    needs = list(wishes.needs_at_desk(who, scheme).filter(unit=unit).exclude(state=RelayedNeed.State.WAITING)[:10])
    apart_anywhere([*running, *over], lambda row: row.member)
    apart_anywhere(needs, lambda row: row.member)
    return {
        "wish_title": terms.text(rule.title) if rule else "",
        "wishes": [helping.wish_entry(one, who.on) for one in running],
        "over": [
            *(helping.wish_entry(one, who.on) for one in over),
            *(helping.need_entry(one, who.on, own=False) for one in needs),
        ],
    }


def _pairs(unit: Unit, scheme: Scheme, who: Viewer) -> dict[str, Any]:
    rule, found = pairs.rule_of(scheme), list(pairs.of_unit(unit, who.on))
    if rule is None:
        return {"pair_title": "", "pairs": [], "paired": []}
    people = [member for one in found for member in (one.helper, one.helped) if member is not None]
    apart_anywhere(people, lambda member: member)
    return {"pair_title": terms.text(rule.title), "pairs": [_pair(one) for one in found], "paired": people}


def _pair(pair: HelpPair) -> dict[str, Any]:
    names = {"helper": pair.helper.shown_as, "helped": pairs.helped_name(pair)}
    since = _("since %(day)s") % {"day": terms.said_day(pair.from_on)}
    return {"key": pair.key, "title": _("%(helper)s helps %(helped)s") % names, "since": since}
