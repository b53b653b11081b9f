"""Probations as the member and the people who guide them see them: what is due, what is late, who decided what."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.probation import ProbationRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Fact,
    Member,
    MemberClass,
    Probation,
    ProbationDecision,
    ProbationEvent,
    ProbationStep,
    Unit,
)
from goodstanding.models.valid_time import not_over, valid_on

State, Level = Probation.State, ProbationDecision.Level
#: How long before its day a step is shown among what waits.
SOON = timedelta(days=14)


def rule_of(scheme: Scheme) -> ProbationRule | None:
    """What the rules say of probation, if they know it."""
    return scheme.probation


def without_timeline(
    scheme: Scheme, on: date, units: QuerySet[Unit] | list[Unit] | None = None
) -> QuerySet[MemberClass]:
    """The members who are classed as on probation and have no timeline yet. units: where, None for everywhere."""
    rule = scheme.probation
    if rule is None:
        return MemberClass.objects.none()
    any_of = Probation.objects.filter(member=OuterRef("member"), accepted_on=OuterRef("from_on"))
    running = Probation.objects.filter(member=OuterRef("member"), state=State.RUNNING)
    found = MemberClass.objects.filter(
        ~Exists(any_of), ~Exists(running), valid_on(on), word=rule.of_class, member__left_on=None
    )  # fmt: skip
    if units is not None:
        found = found.filter(member__unit__in=units)
    return found.select_related("member__unit").order_by("pk")


def class_ended(scheme: Scheme, on: date, units: QuerySet[Unit] | list[Unit] | None = None) -> QuerySet[Probation]:
    """The probations that run though the class of the member was ended since they began. units: where, None for all."""
    rule = scheme.probation
    if rule is None:
        return Probation.objects.none()
    classed = MemberClass.objects.filter(member=OuterRef("member"), word=rule.of_class)
    ended = classed.filter(until_on__lte=on, until_on__gt=OuterRef("accepted_on"))
    found = Probation.objects.filter(Exists(ended), ~Exists(classed.filter(not_over(on))), state=State.RUNNING)
    if units is not None:
        found = found.filter(member__unit__in=units)
    return found.select_related("member__unit").order_by("pk")


def own(member: Member) -> Probation | None:
    """The probation of a member that runs, or the last one."""
    found = Probation.objects.filter(member=member).select_related("member__unit")
    return found.filter(state=State.RUNNING).first() or found.order_by("-pk").first()


def steps(probation: Probation) -> QuerySet[ProbationStep]:
    """Its steps, by their day."""
    return probation.steps.select_related("probation__member__unit", "done_by__member").order_by("due_on", "pk")


def events(probation: Probation) -> QuerySet[ProbationEvent]:
    """Everything that became of its steps, the newest first."""
    found = ProbationEvent.objects.filter(step__probation=probation)
    return found.select_related("step", "by__member").order_by("-pk")


def decisions(probation: Probation) -> QuerySet[ProbationDecision]:
    """The decisions of the bodies, the newest first."""
    return probation.decisions.select_related("by__member").order_by("-pk")


def of_round(probation: Probation) -> QuerySet[ProbationDecision]:
    """The decisions since the probation was extended, or since its beginning."""
    found = decisions(probation)
    extended = found.filter(level=Level.COMMITTEE, what=ProbationDecision.What.EXTENDED).first()
    return found.filter(pk__gt=extended.pk) if extended is not None else found


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[Probation]:
    """The probations of the members whom the viewer guides, the nearest end first."""
    rule = scheme.probation
    if rule is None:
        return Probation.objects.none()
    units = named_offices.covered(viewer, rule.guided_by).order_by().values("pk")
    found = Probation.objects.filter(member__unit__in=units, member__left_on=None)
    return found.select_related("member__unit").order_by("end_on", "pk")


def own_waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[ProbationStep]:
    """The member's own steps that are due soon or late."""
    rule = scheme.probation
    if rule is None or viewer.member_id is None:
        return ProbationStep.objects.none()
    mine = [word for word, step in rule.steps.items() if step.done_by == "member"]
    found = ProbationStep.objects.filter(
        probation__member=viewer.member_id, probation__state=State.RUNNING, done_on=None, kind__in=mine,
        due_on__lte=viewer.on + SOON,
    )  # fmt: skip
    return found.select_related("probation__member").order_by("due_on", "pk")


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Probation]:
    """The probations with a step that is late or due soon, or over and undecided, in the units of the viewer."""
    rule = scheme.probation
    if rule is None:
        return Probation.objects.none()
    near = named_offices.near(viewer, rule.guided_by)
    open_steps = ProbationStep.objects.filter(
        probation=OuterRef("pk"), done_on=None, due_on__lte=viewer.on + SOON
    )  # fmt: skip
    found = Probation.objects.filter(
        Q(Exists(open_steps)) | Q(end_on__lte=viewer.on),
        member__unit__in=near,
        state=State.RUNNING,
        member__left_on=None,
    )
    return found.exclude(member=viewer.member_id).select_related("member__unit").order_by("end_on", "pk")


def is_late(step: ProbationStep, on: date) -> bool:
    """Whether a step is not done and its day is over: shown to people, and of no consequence by itself."""
    return step.done_on is None and step.due_on < on


def last_talk(member: Member, rule: ProbationRule) -> date | None:
    """The day of the last talk that stands in the ledger, where the rules name its kind."""
    if rule.contact is None:
        return None
    found = Fact.objects.filter(member=member, kind=rule.contact, value__gt=0, reversal=None, reverses=None)
    return found.order_by("-occurred_on").values_list("occurred_on", flat=True).first()


def decides_above(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer holds an office above a unit that changes its members: it records the decision above."""
    held = viewer.held(Permission.CHANGE_MEMBER)
    return any(office.covers(unit) and office.unit_id != unit.pk for office in held)
