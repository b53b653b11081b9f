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
from goodstanding.models.people.unit import paths_to


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


def assignees(viewer: Viewer, assignment: Assignment) -> QuerySet[Assignee]:
    """The members of an assignment whom the viewer sees: all where it was given for one of their units, else theirs.

    Asked so that a branch finds its own few in what a whole city was given without reading the others.
    """
    found = Assignee.objects.filter(assignment=assignment)
    if viewer.may(Permission.ASSIGN, assignment.unit):
        return found
    return found.filter(member__unit__in=_units_of(viewer))


def assignments(viewer: Viewer) -> QuerySet[Assignment]:
    """The assignments that concern the viewer's units: given there, or to their members from elsewhere."""
    mine = _units_of(viewer)
    here = Q(unit__in=mine)
    if near := _near(viewer):
        here |= Q(pk__in=Assignee.objects.filter(member__unit__in=near).values("assignment"))
    if above := _above(viewer):
        theirs = Exists(Assignee.objects.filter(assignment=OuterRef("pk"), member__unit__in=mine))
        here |= Q(unit__path__in=above) & Q(theirs)
    return Assignment.objects.filter(here).select_related("unit", "given_by__member")


def at_hand(viewer: Viewer) -> list[QuerySet[Assignee]]:
    """What the viewer looks after from nearby, and not about themselves: of the members of their branch, and what
    their own unit gave to chosen people. Two queries, each of which finds its rows by an index.

    What an office high up gives to whole branches waits for the people of each branch.
    """
    own = {office.unit_id for office in viewer.held(Permission.ASSIGN)}
    chosen = Assignment.Whom.PEOPLE
    of_branch = Assignee.objects.filter(member__unit__in=_near(viewer)).exclude(assignment__whom=chosen)
    of_chosen = Assignee.objects.filter(assignment__unit__in=own, assignment__whom=chosen)
    return [found.exclude(member=viewer.member_id) for found in (of_branch, of_chosen)]


def _units_of(viewer: Viewer) -> QuerySet[Unit]:
    return scope.units(viewer, Permission.ASSIGN).order_by().values("pk")  # type: ignore[return-value]


def _near(viewer: Viewer) -> set[int]:
    """The units in which the viewer holds an office of that very unit."""
    return {office.unit_id for office in viewer.held(Permission.ASSIGN) if OFFICES[office.role].reach is Reach.UNIT}


def _above(viewer: Viewer) -> set[str]:
    """The places in the tree above the units of offices that reach down."""
    paths = [office.path for office in viewer.held(Permission.ASSIGN) if OFFICES[office.role].reach is Reach.SUBTREE]
    return {above for path in paths for above in paths_to(path)[:-1]}
