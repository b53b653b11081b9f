"""What the page of a member says of who they are, for every page that shows it: particulars, classes, past, actions."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, Post
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.letters import letters
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import members as member_presenters
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer
from goodstanding.web.shell.presenters import terms


def record(request: HttpRequest, member: Member) -> dict[str, Any]:
    """Everything of it, for a template that extends people/members/record.html."""
    who = viewer(request)
    apart_at_home([member])
    may_change = member.unit is not None and who.may(Allowed.CHANGE_MEMBER, member.unit)
    contact = member.unit is not None and who.may(Allowed.SEE_CONTACT, member.unit)
    return {
        "title": member.shown_as,
        "member": member,
        "unit_name": member.unit.name if member.unit else "",
        "breadcrumbs": trail(who, member),
        "rows": member_presenters.particulars(member, contact=contact),
        "classes": [
            {"word": member_class.word, "title": terms.member_class(member_class.word)}
            for member_class in getattr(member, "classes_now", [])
        ],
        "posts": _posts(who, member),
        "past": member_presenters.past(
            member_queries.memberships(member), member_queries.hostings(member), member_queries.classes(member)
        ),
        "may_change": may_change,
        "actions": [
            *(_actions(member) if may_change else []),
            *_decisions(who, member),
            *_letters(who, member),
            *_cases(who, member),
        ],
        "purpose": record_views.purpose_of(request),
    }


def trail(who: Viewer, member: Member) -> list[dict[str, str]]:
    """From the top of the viewer's part to the member's unit; none for hosts, who have no duty for that unit's page."""
    apart_at_home([member])
    unit = unit_queries.units(who).filter(pk=member.unit_id).first()
    return unit_presenters.trail_to(who, unit, member.shown_as) if unit else []


def _posts(who: Viewer, member: Member) -> list[dict[str, Any]]:
    account = getattr(member, "account", None)
    if account is None:
        return []
    held = Post.objects.filter(valid_on(who.on), account=account).select_related("unit")
    return [
        {"post": post, "title": terms.role(post.role), "span": terms.span(post.from_on, post.until_on)} for post in held
    ]


def _decisions(who: Viewer, member: Member) -> list[dict[str, str]]:
    """The way to what bodies decided about a member, for the offices that the rules name."""
    rules = the_scheme().decisions
    if rules is None or not named_offices.may_answer(who, member.unit, rules.seen_by):
        return []
    label = _("Awards and discipline")
    return [{"url": reverse("member_decisions", args=[member.key]), "label": label, "icon": "seal"}]


def _letters(who: Viewer, member: Member) -> list[dict[str, str]]:
    """The way to type in a letter of the member on paper, for the offices that answer such letters."""
    if not letters.kinds_to_type_in(who, member, the_scheme()):
        return []
    label = _("Type in a letter on paper")
    return [{"url": reverse("letter_paper", args=[member.key]), "label": label, "icon": "edit"}]


def _cases(who: Viewer, member: Member) -> list[dict[str, str]]:
    """The way to a case about a member, for the offices that open one; never about oneself."""
    rules = the_scheme().cases
    if rules is None or member.unit is None or member.pk == who.member_id:
        return []
    if not named_offices.may_answer(who, member.unit, rules.opened_by):
        return []
    url = f"{reverse('case_new', args=[member.unit.code])}?member={member.key}"
    return [{"url": url, "label": _("Open a case"), "icon": "list"}]


def _actions(member: Member) -> list[dict[str, str]]:
    links = [
        ("member_correct", _("Correct particulars"), "edit"),
        ("member_begin_class", _("Add a class"), "plus"),
        ("member_host", _("Set the host unit"), "home"),
        ("transfer_ask", _("Ask for a transfer"), "transfer"),
        ("member_leave", _("End the membership"), "close"),
    ]
    return [{"url": reverse(name, args=[member.key]), "label": label, "icon": icon} for name, label, icon in links]
