"""Who gives assignments, and who looks after them: offices over the unit it was given for, or over the member."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import OFFICES, Reach
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Assignment, Unit


def may_give(viewer: Viewer, unit: Unit, rule: AssignmentType) -> bool:
    """Whether the viewer holds an office over the unit that gives this kind of assignment."""
    held = [office for office in viewer.held(Permission.ASSIGN) if office.covers(unit)]
    return any(rule.given_by is None or office.role.value in rule.given_by for office in held)


def check_give(viewer: Viewer, unit: Unit, rule: AssignmentType) -> None:
    """Raises Denied unless the viewer gives this kind of assignment to members of the unit."""
    if not may_give(viewer, unit, rule):
        raise Denied("such an assignment is not theirs to give here")


def kinds_for(viewer: Viewer, unit: Unit, scheme: Scheme) -> dict[str, AssignmentType]:
    """The kinds that the viewer gives to members of the unit, in the order of the rules."""
    return {word: rule for word, rule in scheme.assignments.items() if may_give(viewer, unit, rule)}


def units(viewer: Viewer) -> QuerySet[Unit]:
    """The units to whose members the viewer gives assignments."""
    return scope.units(viewer, Permission.ASSIGN).filter(closed_on=None)


def looks_after(viewer: Viewer, assignee: Assignee) -> bool:
    """Whether the viewer judges what came of it: over its unit or over the member's, and never about themselves."""
    if assignee.member_id == viewer.member_id:
        return False
    over = [unit for unit in (assignee.assignment.unit, assignee.member.unit) if unit is not None]
    return any(viewer.may(Permission.ASSIGN, unit) for unit in over)


def check_looks_after(viewer: Viewer, assignee: Assignee) -> None:
    """Raises Denied unless the viewer judges what came of it."""
    if not looks_after(viewer, assignee):
        raise Denied("this assignment is not theirs to judge")


def assignees(viewer: Viewer) -> QuerySet[Assignee]:
    """The assignments of members that the viewer sees: given for their units, or to members of their units."""
    mine = scope.units(viewer, Permission.ASSIGN).order_by().values("pk")
    return Assignee.objects.filter(Q(assignment__unit__in=mine) | Q(member__unit__in=mine))


def assignments(viewer: Viewer) -> QuerySet[Assignment]:
    """The assignments that concern the viewer's units, given there or from above."""
    mine = scope.units(viewer, Permission.ASSIGN).order_by().values("pk")
    from_above = Exists(Assignee.objects.filter(assignment=OuterRef("pk"), member__unit__in=mine))
    return Assignment.objects.filter(Q(unit__in=mine) | from_above).select_related("unit", "given_by__member")


def at_hand(viewer: Viewer) -> QuerySet[Assignee]:
    """What the viewer looks after from nearby, and not about themselves: of the members of their branch, and what
    their own unit gave to chosen people.

    What an office high up gives to whole branches waits for the people of each branch.
    """
    held = viewer.held(Permission.ASSIGN)
    near = {office.unit_id for office in held if OFFICES[office.role].reach is Reach.UNIT}
    own = {office.unit_id for office in held}
    chosen = Q(assignment__whom=Assignment.Whom.PEOPLE)
    found = Assignee.objects.filter(Q(member__unit__in=near) & ~chosen | Q(assignment__unit__in=own) & chosen)
    return found if viewer.member_id is None else found.exclude(member=viewer.member_id)
