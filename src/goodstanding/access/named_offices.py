"""Who answers what members do of their own accord: the offices that the rules name, over the unit it lies with."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import OFFICES, Reach
from goodstanding.access.viewer import Held, Viewer
from goodstanding.engine.scheme.initiative import Initiative
from goodstanding.models import Unit


def held(viewer: Viewer, offices: Collection[str]) -> list[Held]:
    """The offices of the viewer that are among these."""
    return [office for office in viewer.held(Permission.ASSIGN) if office.role.value in offices]


def may_answer(viewer: Viewer, unit: Unit | None, offices: Collection[str]) -> bool:
    """Whether the viewer holds one of these offices over the unit."""
    return unit is not None and any(office.covers(unit) for office in held(viewer, offices))


def check_answers(viewer: Viewer, unit: Unit | None, offices: Collection[str], *, about: int | None = None) -> None:
    """Raises Denied unless the viewer holds one of these offices over the unit. about: a member, who is not the viewer.

    A person's own words are answered and confirmed by another.
    """
    if (about is not None and about == viewer.member_id) or not may_answer(viewer, unit, offices):
        raise Denied("this is not theirs to answer")


def near(viewer: Viewer, offices: Collection[str]) -> set[int]:
    """The units of which the viewer holds one of these offices itself: what waits there, waits for them."""
    return {office.unit_id for office in held(viewer, offices)}


def covered(viewer: Viewer, offices: Collection[str]) -> QuerySet[Unit]:
    """The units over which the viewer holds one of these offices."""
    reach = Q(pk__in=())
    for office in held(viewer, offices):
        if OFFICES[office.role].reach is Reach.UNIT:
            reach |= Q(pk=office.unit_id)
        else:
            reach |= Q(path__startswith=office.path)
    found: QuerySet[Unit] = Unit.objects.filter(reach, closed_on=None).order_by("path")
    return found


def all_offices(rules: Initiative | None) -> frozenset[str]:
    """Every office that the rules name for something here."""
    if rules is None:
        return frozenset()
    found = set[str]()
    for rule in (rules.pledge, *rules.posts.values()):
        found |= set(rule.confirmed_by) if rule else set()
    for answered in (rules.suggestions, rules.topics):
        found |= set(answered.answered_by) if answered else set()
    return frozenset(found)
