"""Suggestions as their members and the offices that answer them see them, and no others."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.initiative import SuggestionRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import InitiativeStep, Member, Suggestion, Unit
from goodstanding.queries.meetings import for_whom

State = Suggestion.State
_RELATED = ("member__unit", "unit", "to_unit", "at_unit", "decided_by__member", "made_by__member")


@dataclass(frozen=True)
class AnswerRate:
    """How many suggestions of a year were made, answered, answered in time, and adopted."""

    made: int
    answered: int
    in_time: int
    adopted: int


def rule_of(scheme: Scheme) -> SuggestionRule | None:
    """Returns what the rules say about suggestions, None where they have none."""
    return scheme.initiative.suggestions if scheme.initiative else None


def own(member: Member) -> QuerySet[Suggestion]:
    """The suggestions of a member, the newest first."""
    return Suggestion.objects.filter(member=member).select_related(*_RELATED)


def units_for(member: Member, rule: SuggestionRule, on: date) -> list[Unit]:
    """The units to which the member can make a suggestion: the own, and those above where another person answers."""
    if member.unit is None or member.left_on is not None:
        return []
    above = _units_above(member.unit)
    return [unit for unit in above if for_whom.in_offices(unit, rule.answered_by, on, without=member.pk).exists()]


def above(suggestion: Suggestion, rule: SuggestionRule, on: date) -> Unit | None:
    """Returns the nearest unit above the present one in which another person answers, None without such a unit."""
    for unit in _units_above(suggestion.at_unit)[1:]:
        if for_whom.in_offices(unit, rule.answered_by, on, without=suggestion.member_id).exists():
            return unit
    return None


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Suggestion]:
    """The suggestions that wait in the units where the viewer holds an office that answers, the first due first."""
    rule = rule_of(scheme)
    near = named_offices.near(viewer, rule.answered_by) if rule else ()
    found = Suggestion.objects.filter(at_unit__in=near, state=State.WAITING).exclude(member=viewer.member_id)
    return found.select_related(*_RELATED).order_by("due_on", "pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[Suggestion]:
    """The suggestions in the units where the viewer holds an office that answers, without the viewer's own."""
    rule = rule_of(scheme)
    near = named_offices.near(viewer, rule.answered_by) if rule else ()
    found = Suggestion.objects.filter(at_unit__in=near).exclude(member=viewer.member_id)
    return found.select_related(*_RELATED)


def rate(found: QuerySet[Suggestion], year: int) -> AnswerRate:
    """How the suggestions of a year among these were answered."""
    answered = Q(decided_on__isnull=False, state__in=[State.ADOPTED, State.NOT_ADOPTED])
    counted = found.filter(made_on__year=year).exclude(state=State.WITHDRAWN).order_by()
    sums = counted.aggregate(
        made=Count("pk"),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(decided_on__lte=F("due_on"))),
        adopted=Count("pk", filter=Q(state=State.ADOPTED)),
    )
    return AnswerRate(**sums)


def overdue(found: QuerySet[Suggestion], on: date) -> int:
    """How many of these are overdue for an answer."""
    return found.filter(state=State.WAITING, due_on__lt=on).count()


def steps(suggestion: Suggestion) -> QuerySet[InitiativeStep]:
    """Every step of a suggestion, in order."""
    return InitiativeStep.objects.filter(suggestion=suggestion).select_related("by__member").order_by("pk")


def _units_above(unit: Unit) -> list[Unit]:
    """A unit and those above it, from the nearest up."""
    return [unit, *reversed(list(Unit.objects.get_ancestors(unit)))]
