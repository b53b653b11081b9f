"""Registrations with a community, as members and the community's office-holders see them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import CommunityRule
from goodstanding.models import CommunityFeedback, CommunityRegistration, Member, ServiceStep, Unit
from goodstanding.queries.service import rules

State = CommunityRegistration.State
_RELATED = ("unit", "member__unit", "asked_by__member", "decided_by__member")


def rule_of(scheme: Scheme) -> CommunityRule | None:
    """Returns what the rules say about registering, None where they have nothing."""
    return rules.of(scheme).community


def communities(rule: CommunityRule, words: str = "") -> QuerySet[Unit]:
    """The units that members can register with, by name. words: what the name or the code holds."""
    named = Q(name__icontains=words) | Q(code__iexact=words) | Q(initials__istartswith=words) if words else Q()
    kinds = Q(level__in=rule.units) | Q(type__in=rule.units)
    found: QuerySet[Unit] = Unit.objects.filter(kinds, named, closed_on=None).order_by("name", "code")
    return found


def is_community(unit: Unit, rule: CommunityRule | None) -> bool:
    """Whether members can register with a unit."""
    return rule is not None and (unit.level in rule.units or unit.type in rule.units)


def own(member: Member) -> QuerySet[CommunityRegistration]:
    """Every registration of a member, the newest first."""
    return CommunityRegistration.objects.filter(member=member).select_related(*_RELATED)


def current(member: Member) -> CommunityRegistration | None:
    """The registration of a member that is asked for or confirmed, None without one."""
    return own(member).filter(state__in=[State.ASKED, State.CONFIRMED]).first()


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[CommunityRegistration]:
    """The registrations with the units over which the viewer holds an office that confirms them."""
    rule = rule_of(scheme)
    units = named_offices.covered(viewer, rule.confirmed_by if rule else ())
    found = CommunityRegistration.objects.filter(unit__in=units.order_by().values("pk"))
    return found.select_related(*_RELATED)


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[CommunityRegistration]:
    """The registrations that wait in the units where the viewer holds an office; another confirms one's own."""
    rule = rule_of(scheme)
    near = named_offices.near(viewer, rule.confirmed_by) if rule else ()
    found = CommunityRegistration.objects.filter(unit__in=near, state=State.ASKED, member__left_on=None)
    return found.exclude(member=viewer.member_id).select_related(*_RELATED).order_by("asked_at", "pk")


def registered_with(unit: Unit, states: Iterable[str] = (State.CONFIRMED,)) -> QuerySet[CommunityRegistration]:
    """The members who are registered with a community, by name."""
    found = CommunityRegistration.objects.filter(unit=unit, state__in=list(states), member__left_on=None)
    return found.select_related(*_RELATED).order_by("member__initials", "member__number")


def was_registered(members: Iterable[int], unit: Unit, on: date) -> set[int]:
    """Which of these members were registered with a unit on a day."""
    stood = Q(state=State.CONFIRMED) | Q(state=State.ENDED, ended_on__gt=on)
    found = CommunityRegistration.objects.filter(stood, unit=unit, member__in=list(members), decided_on__lte=on)
    return set(found.values_list("member", flat=True))


def newest_feedback(registrations: Iterable[int], year: int) -> dict[int, CommunityFeedback]:
    """The newest feedback for a year, by the id of the registration."""
    found = CommunityFeedback.objects.filter(registration__in=list(registrations), year=year)
    return {one.registration_id: one for one in found.select_related("by__member").order_by("pk")}


def feedback_due(viewer: Viewer, scheme: Scheme, on: date) -> QuerySet[Unit]:
    """From December on, the communities of the viewer's offices that have not given feedback on every member."""
    rule = rule_of(scheme)
    if rule is None or on.month != 12:
        nowhere: QuerySet[Unit] = Unit.objects.none()
        return nowhere
    near = named_offices.near(viewer, rule.confirmed_by)
    said = CommunityFeedback.objects.filter(registration=OuterRef("pk"), year=on.year)
    open_ones = CommunityRegistration.objects.filter(~Exists(said), unit=OuterRef("pk"), state=State.CONFIRMED)
    open_ones = open_ones.filter(member__left_on=None).exclude(member=viewer.member_id)
    found: QuerySet[Unit] = Unit.objects.filter(Exists(open_ones), pk__in=near, closed_on=None).order_by("path")
    return found


def steps(registration: CommunityRegistration) -> QuerySet[ServiceStep]:
    """Every step of a registration, in order."""
    return ServiceStep.objects.filter(registration=registration).select_related("by__member").order_by("pk")
