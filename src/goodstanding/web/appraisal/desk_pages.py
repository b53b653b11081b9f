"""What the pages of a round at the desk share: the round or the member in it, and the way there."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.models import AppraisalRound, Appraisee, Member, RecordView
from goodstanding.queries.appraisal import members, rounds
from goodstanding.queries.appraisal.members import WithoutGrade
from goodstanding.queries.decisions import decisions
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal.presenters import rounds as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import viewer
from goodstanding.web.shell.presenters import terms


def the_rule() -> AppraisalRule:
    """What the rules say. Raises Http404 where they say nothing."""
    rule = rounds.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return rule


def round_of(request: HttpRequest, key: str) -> AppraisalRound:
    """A round that the viewer leads, or watches from above. Raises Http404 for another."""
    found = rounds.at_desk(viewer(request), the_rule()).select_related("unit", "ballot")
    return get_object_or_404(found, key=key)


def led(request: HttpRequest, key: str) -> AppraisalRound:
    """A round that the viewer leads. Raises Http404 for another."""
    found = round_of(request, key)
    if not leads(viewer(request), found):
        raise Http404
    return found


def appraisee_of(request: HttpRequest, key: str) -> Appraisee:
    """A member in such a round. Raises Http404 for another."""
    mine = rounds.at_desk(viewer(request), the_rule()).order_by().values("pk")
    found = Appraisee.objects.filter(round__in=mine).select_related("round__unit", "round__ballot", "member__unit")
    return get_object_or_404(found, key=key)


def appraisee_led(request: HttpRequest, key: str) -> Appraisee:
    """A member in a round that the viewer leads, who is another person. Raises Http404 otherwise."""
    found, who = appraisee_of(request, key), viewer(request)
    if not leads(who, found.round) or found.member_id == who.member_id:
        raise Http404
    return found


def leads(who: Viewer, found: AppraisalRound) -> bool:
    """Whether the viewer leads a round."""
    return named_offices.may_answer(who, found.unit, the_rule().led_by)


def without_grade(request: HttpRequest, found: AppraisalRound, people: list[Appraisee]) -> dict[int, WithoutGrade]:
    """Why members of a round are given no grade, by their id; decisions only where the viewer sees them by office."""
    members_without = [one.member for one in people if not one.graded]
    if not members_without:
        return {}
    who, scheme = viewer(request), the_scheme()
    why = members.without_grade(the_rule(), members_without, rounds.settled_on(found))
    seen = set(decisions.members_for(who, scheme).filter(pk__in=why).values_list("pk", flat=True))
    return {key: one if key in seen else replace(one, decisions=()) for key, one in why.items()}


def looked(request: HttpRequest, people: list[Member]) -> None:
    """Leaves a line with each member whom a page names."""
    record_views.leave(request, people, RecordView.How.LIST, Permission.SEE_ROSTER)


def trail(*ahead: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page, from the list of the rounds. ahead: each a label with its address; the last one has none."""
    first = {"label": presenters.title(), "url": reverse("appraisals")}
    return [first, *({"label": label, "url": url} for label, url in ahead)]


def round_name(found: AppraisalRound) -> str:
    """A round in one line."""
    return terms.aside(found.unit.name, str(found.year))


def to_round(found: AppraisalRound) -> tuple[str, str]:
    """A round on the way to a page."""
    return round_name(found), reverse("appraisal", args=[found.key])


def to_person(found: Appraisee) -> tuple[str, str]:
    """A member in a round on the way to a page."""
    return found.member.shown_as, reverse("appraisee", args=[found.key])


def form_context(title: str, lead: str, way: list[dict[str, str]], keep: str, **more: Any) -> dict[str, Any]:
    """What a page with one form says."""
    return {"title": title, "lead": lead, "submit_label": title, "breadcrumbs": way, "keep": keep} | more
