"""Assignments, as the people who give them and as the members who have them see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from goodstanding.access import assigners, scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Assignment, AssignmentStep, Member, Unit
from goodstanding.models.assignments.moves import TO_DO, AssigneeState
from goodstanding.queries.assignments.steps import latest_of_each
from goodstanding.queries.people import search
from goodstanding.queries.people.namesakes import apart_anywhere

State = AssigneeState
_KEY_LENGTH = 22
#: So many are offered; with more, a longer beginning of the name finds the one who is meant.
MOST_FOUND = 30


# One's own


def own(viewer: Viewer) -> QuerySet[Assignee]:
    """The assignments of the viewer as a member, with what was given."""
    if viewer.member_id is None:
        return Assignee.objects.none()
    mine = Assignee.objects.filter(member=viewer.member_id)
    return mine.select_related("assignment__unit", "assignment__given_by__member", "member")


def own_to_do(viewer: Viewer) -> QuerySet[Assignee]:
    """Those of them that wait for the viewer, what is due first at the top."""
    return own(viewer).filter(state__in=TO_DO, member__left_on=None).order_by("due_on", "pk")


def assigned_to(member: Member) -> QuerySet[Assignee]:
    """What a member was given to do and has not done."""
    return Assignee.objects.filter(member=member, state__in=TO_DO).select_related("assignment__unit")


def steps(assignee: Assignee) -> QuerySet[AssignmentStep]:
    """Everything that became of it, in its order."""
    return AssignmentStep.objects.filter(assignee=assignee).select_related("by__member").order_by("pk")


# At the desk


@dataclass(frozen=True)
class DeskWork:
    """What waits in one assignment for the people who look after it, by how many members."""

    assignment: Assignment
    handed_in: int
    asking: int
    silent: int
    to_inform: int


def rows_at_desk(viewer: Viewer, scheme: Scheme, on: date) -> list[QuerySet[Assignee]]:
    """What waits for the viewer, member by member; see `assigners.at_hand`."""
    any_of = Q(pk__in=())
    for condition in _at_desk(scheme, on).values():
        any_of |= condition
    return [rows.filter(any_of, member__left_on=None).order_by() for rows in assigners.at_hand(viewer)]


def waiting_at_desk(viewer: Viewer, scheme: Scheme, on: date, most: int) -> list[DeskWork]:
    """What waits for the viewer, one line for each assignment, what is due first at the top."""
    sums = {f"n_{name}": Count("pk", filter=condition) for name, condition in _at_desk(scheme, on).items()}
    lines = list[tuple[Any, ...]]()
    for rows in rows_at_desk(viewer, scheme, on):
        counted = rows.values("assignment").annotate(**sums).order_by("assignment__due_on", "assignment")
        lines += counted.values_list("assignment", *sums)[:most]
    found = Assignment.objects.select_related("unit").in_bulk([pk for pk, *_counts in lines])
    work = [DeskWork(found[pk], *counts) for pk, *counts in lines]
    return sorted(work, key=lambda one: (one.assignment.due_on, one.assignment.pk))[:most]


def _at_desk(scheme: Scheme, on: date) -> dict[str, Q]:
    """What makes work at the desk, in the order of DeskWork."""
    return {
        "handed_in": Q(state=State.HANDED_IN),
        "asking": Q(state__in=TO_DO, extension_to__isnull=False),
        "silent": silent(scheme, on),
        "to_inform": Q(state__in=TO_DO, notified_on=None),
    }


def silent(scheme: Scheme, on: date) -> Q:
    """What is overdue, and was reminded of as often as the rules allow: a person has to see to it."""
    by_kind = Q(pk__in=())
    for word, rule in scheme.assignments.items():
        by_kind |= Q(assignment__kind=word, reminders__gte=rule.reminders.after)
    overdue = Q(state__in=TO_DO, due_on__lt=on, extension_to=None, welcome=False, notified_on__isnull=False)
    return overdue & by_kind


def assignees(viewer: Viewer, assignment: Assignment, state: str = "") -> QuerySet[Assignee]:
    """The members whom the viewer sees in an assignment, by name, with last_step; in one state, where it is named."""
    found = assigners.assignees(viewer, assignment)
    if state:
        found = found.filter(state=state)
    found = found.select_related("assignment__unit", "member__unit", "decided_by__member")
    return found.annotate(last_step=latest_of_each()).order_by("member__initials", "member__number")


def counted(viewer: Viewer, assignment: Assignment) -> dict[str, int]:
    """How many of them stand at each state, in the order of the states."""
    rows = assigners.assignees(viewer, assignment).order_by()
    found = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {state.value: found[state.value] for state in State if found.get(state.value)}


def handed_in(viewer: Viewer, assignment: Assignment) -> QuerySet[Assignee]:
    """What waits in an assignment for the viewer's judgement; never the viewer's own."""
    return assigners.assignees(viewer, assignment).filter(state=State.HANDED_IN).exclude(member=viewer.member_id)


def address_key(assignee: Assignee) -> str:
    """How an assignment of one member is named in addresses."""
    return f"{assignee.assignment.key}.{assignee.member.number}"


def by_address_key(viewer: Viewer, key: str) -> Assignee | None:
    """The assignment of a member of that name, where the viewer sees it."""
    assignment = assigners.assignments(viewer).filter(key=key[:_KEY_LENGTH]).first()
    if assignment is None:
        return None
    found = assigners.assignees(viewer, assignment).filter(member__number=key[_KEY_LENGTH + 1 :])
    return found.select_related("assignment__unit", "assignment__given_by__member", "member__unit").first()


def can_be_chosen(viewer: Viewer, unit: Unit, *, numbers: Collection[str], text: str) -> Sequence[Member]:
    """Members to choose from, by name: those of the very unit, and of the units below those named and those that fit.

    numbers: of members chosen before. text: the beginning of a name or a number; empty for none. At most so many fit.
    """
    below = scope.members(viewer, Permission.ASSIGN).filter(unit__path__startswith=unit.path, left_on=None)
    wanted = Q(unit=unit) | Q(number__in=list(numbers))
    if text.strip():
        fits = below.filter(search.named(text) | Q(number__startswith=text.strip()))
        wanted |= Q(pk__in=list(fits.order_by("initials", "number").values_list("pk", flat=True)[:MOST_FOUND]))
    found = list(below.filter(wanted).select_related("unit").order_by("initials", "number"))
    apart_anywhere(found, lambda member: member)
    return found


def file_of(viewer: Viewer, stored_as: str) -> AssignmentStep | None:
    """What a file was handed in with: for the member themselves, and for those who look after it."""
    found = AssignmentStep.objects.filter(attachment=stored_as).exclude(attachment="")
    step = found.select_related("assignee__member__unit", "assignee__assignment__unit").first()
    if step is None:
        return None
    is_own = step.assignee.member_id == viewer.member_id
    return step if is_own or assigners.looks_after(viewer, step.assignee) else None
