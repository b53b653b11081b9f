"""Small wishes and relayed needs, as members and the offices that look after them see them."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import NeedRule, WishRule
from goodstanding.models import CommunityRegistration, Member, RelayedNeed, ServiceStep, Wish
from goodstanding.models.people.unit import paths_to
from goodstanding.models.service.moves import WISH_HELD
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.service import rules

State, Need = Wish.State, RelayedNeed.State


def rule_of(scheme: Scheme) -> WishRule | None:
    """Returns what the rules say about wishes, None where they have none."""
    return rules.of(scheme).wishes


def need_rule_of(scheme: Scheme) -> NeedRule | None:
    """Returns what the rules say about needs, None where they have none."""
    return rules.of(scheme).needs


def around(member: Member) -> QuerySet[Wish]:
    """The wishes of the member's unit, of units above it, and of the community they registered with."""
    if member.unit is None or member.left_on is not None:
        return Wish.objects.none()
    communities = CommunityRegistration.objects.filter(member=member, state="confirmed").values("unit")
    found = Wish.objects.filter(Q(unit__path__in=paths_to(member.unit.path)) | Q(unit__in=communities))
    return found.select_related("unit")


def open_for(member: Member, scheme: Scheme, on: date, classes: frozenset[str] | None = None) -> QuerySet[Wish]:
    """The wishes that a member can claim. classes: the member's, where known."""
    rule = rule_of(scheme)
    if rule is None or not for_whom.is_for(rule.to, member, on, classes):
        return Wish.objects.none()
    return around(member).filter(state=State.OPEN).order_by("made_at", "pk")


def claimed(member: Member | int) -> QuerySet[Wish]:
    """The wishes that a member has claimed and not fulfilled, the longest held first."""
    found = Wish.objects.filter(member=member, state__in=WISH_HELD).select_related("unit")
    return found.order_by("claimed_on", "pk")


def to_fulfil(viewer: Viewer) -> QuerySet[Wish]:
    """The wishes that the viewer has claimed and not reported yet."""
    if viewer.member_id is None:
        return Wish.objects.none()
    return claimed(viewer.member_id).filter(state=State.CLAIMED, member__left_on=None)


def due_on(wish: Wish, rule: WishRule) -> date | None:
    """Until when the unit expects a claimed wish; nothing follows from the day by itself."""
    return wish.claimed_on + timedelta(days=rule.within_days) if wish.claimed_on else None


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[Wish]:
    """The wishes of the units over which the viewer holds an office that posts them."""
    rule = rule_of(scheme)
    units = named_offices.covered(viewer, rule.posted_by if rule else ())
    found = Wish.objects.filter(unit__in=units.order_by().values("pk"))
    return found.select_related("unit", "member__unit", "made_by__member")


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Wish]:
    """The reported wishes in the units where the viewer holds an office; another confirms one's own."""
    rule = rule_of(scheme)
    near = named_offices.near(viewer, rule.posted_by) if rule else ()
    found = Wish.objects.filter(unit__in=near, state=State.REPORTED).exclude(member=viewer.member_id)
    return found.select_related("unit", "member__unit").order_by("reported_on", "pk")


def own_needs(member: Member) -> QuerySet[RelayedNeed]:
    """The needs that a member relayed, the newest first."""
    return RelayedNeed.objects.filter(member=member).select_related("unit", "decided_by__member")


def needs_at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[RelayedNeed]:
    """The needs in the units over which the viewer holds an office that answers."""
    rule = need_rule_of(scheme)
    units = named_offices.covered(viewer, rule.answered_by if rule else ())
    found = RelayedNeed.objects.filter(unit__in=units.order_by().values("pk")).exclude(member=viewer.member_id)
    return found.select_related("unit", "member__unit", "decided_by__member")


def waiting_needs(viewer: Viewer, scheme: Scheme) -> QuerySet[RelayedNeed]:
    """The needs that wait in the units where the viewer holds an office that answers, the first due first."""
    rule = need_rule_of(scheme)
    near = named_offices.near(viewer, rule.answered_by) if rule else ()
    found = RelayedNeed.objects.filter(unit__in=near, state=Need.WAITING).exclude(member=viewer.member_id)
    return found.select_related("unit", "member__unit").order_by("due_on", "pk")


def steps_of(wish: Wish) -> QuerySet[ServiceStep]:
    """Every step of a wish, in order."""
    return ServiceStep.objects.filter(wish=wish).select_related("by__member", "member").order_by("pk")


def steps_of_need(need: RelayedNeed) -> QuerySet[ServiceStep]:
    """Every step of a need, in order."""
    return ServiceStep.objects.filter(need=need).select_related("by__member", "member").order_by("pk")
