"""Topics as the members who proposed them and the people who plan the meetings see them."""

from datetime import datetime

from django.db.models import QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.initiative import TopicRule
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import AgendaTopic, InitiativeStep, Meeting, Member, Unit
from goodstanding.queries.meetings import year_plan

State = AgendaTopic.State
_RELATED = ("member__unit", "unit", "meeting__unit", "decided_by__member", "made_by__member")
#: Meetings whose agenda can still be changed.
CHANGEABLE = (Meeting.State.PLANNED, Meeting.State.NOTICED)


def rule_of(scheme: Scheme) -> TopicRule | None:
    """Returns what the rules say about topics, None where they have none."""
    return scheme.initiative.topics if scheme.initiative else None


def kinds_for(member: Member, scheme: Scheme) -> dict[str, MeetingType]:
    """The kinds of meeting of the member's unit for which topics are proposed."""
    rule = rule_of(scheme)
    if rule is None or member.unit is None or member.left_on is not None:
        return {}
    return {word: kind for word, kind in year_plan.kinds(member.unit, scheme).items() if word in rule.meetings}


def own(member: Member) -> QuerySet[AgendaTopic]:
    """The topics of a member, the newest first."""
    return AgendaTopic.objects.filter(member=member).select_related(*_RELATED)


def proposed(unit: Unit, kind: str = "") -> QuerySet[AgendaTopic]:
    """The open topics of a unit, the oldest first. kind: only for this kind of meeting."""
    found = AgendaTopic.objects.filter(unit=unit, state=State.PROPOSED, member__left_on=None)
    if kind:
        found = found.filter(kind=kind)
    return found.select_related(*_RELATED).order_by("made_at", "pk")


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[AgendaTopic]:
    """The open topics in the units where the viewer holds an office that answers, the oldest first."""
    rule = rule_of(scheme)
    near = named_offices.near(viewer, rule.answered_by) if rule else ()
    found = AgendaTopic.objects.filter(unit__in=near, state=State.PROPOSED, member__left_on=None)
    return found.select_related(*_RELATED).exclude(member=viewer.member_id).order_by("made_at", "pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[AgendaTopic]:
    """The topics of all units over which the viewer holds an office that answers."""
    rule = rule_of(scheme)
    units = named_offices.covered(viewer, rule.answered_by) if rule else Unit.objects.none()
    return AgendaTopic.objects.filter(unit__in=units).select_related(*_RELATED)


def next_meeting(topic: AgendaTopic, at: datetime) -> Meeting | None:
    """Returns the next meeting of the kind whose agenda can still be changed, None without such a meeting."""
    found = Meeting.objects.filter(unit=topic.unit_id, type=topic.kind, state__in=CHANGEABLE, starts_at__gt=at)
    return found.select_related("unit").order_by("starts_at", "pk").first()


def steps(topic: AgendaTopic) -> QuerySet[InitiativeStep]:
    """Every step of a topic, in order."""
    return InitiativeStep.objects.filter(topic=topic).select_related("by__member").order_by("pk")
