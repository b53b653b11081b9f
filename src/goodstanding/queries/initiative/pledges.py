"""Pledges as their members, the branch and the people who confirm them see them."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.initiative import PledgeRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import InitiativeStep, Member, Pledge, PledgeItem, Unit
from goodstanding.models.initiative.moves import ITEM_DECIDED, ItemState
from goodstanding.queries.initiative.periods import period_on

State = Pledge.State


def rule_of(scheme: Scheme) -> PledgeRule | None:
    """Returns what the rules say about pledges, None where they have none."""
    return scheme.initiative.pledge if scheme.initiative else None


def current(member: Member, rule: PledgeRule, on: date) -> Pledge | None:
    """Returns the registered pledge of a member for the period of a day, None before it is made."""
    found = _with_items(Pledge.objects.filter(member=member, period=period_on(on, rule.period).name))
    return found.filter(state=State.REGISTERED).first()


def own(member: Member) -> QuerySet[Pledge]:
    """All pledges of a member, the newest first."""
    return _with_items(Pledge.objects.filter(member=member))


def items(pledge: Pledge) -> list[PledgeItem]:
    """The items as they are worded now."""
    found = [item for item in pledge.items.all() if item.state != ItemState.REPLACED]
    return sorted(found, key=lambda item: (item.number, item.revision))


def is_decided(pledge: Pledge) -> bool:
    """Whether an item is decided, so that the items can no longer be changed."""
    return any(item.state in ITEM_DECIDED for item in pledge.items.all())


def of_branch(unit: Unit, rule: PledgeRule, on: date) -> QuerySet[Pledge]:
    """The pledges of a unit's members for the period of a day, by name: for these members and those who confirm."""
    found = Pledge.objects.filter(member__unit=unit, member__left_on=None, state=State.REGISTERED)
    found = found.filter(period=period_on(on, rule.period).name)
    return _with_items(found).order_by("member__initials", "member__number")


def without(unit: Unit, rule: PledgeRule, on: date) -> QuerySet[Member]:
    """The members of a unit without a pledge for the period of a day, by name."""
    made = Pledge.objects.filter(member=OuterRef("pk"), state=State.REGISTERED, period=period_on(on, rule.period).name)
    found = Member.objects.filter(~Exists(made), unit=unit, left_on=None)
    return found.order_by("initials", "number")


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Pledge]:
    """The pledges with a reported item that the viewer can confirm, in the units where the viewer holds an office."""
    rule = rule_of(scheme)
    near = named_offices.near(viewer, rule.confirmed_by) if rule else ()
    reported = PledgeItem.objects.filter(pledge=OuterRef("pk"), state=ItemState.REPORTED)
    found = Pledge.objects.filter(Exists(reported), member__unit__in=near, member__left_on=None)
    found = found.filter(state=State.REGISTERED).exclude(member=viewer.member_id)
    return found.select_related("member__unit").order_by("made_at", "pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[Pledge]:
    """The pledges of all members over whom the viewer holds an office that confirms."""
    rule = rule_of(scheme)
    units = named_offices.covered(viewer, rule.confirmed_by) if rule else Unit.objects.none()
    return _with_items(Pledge.objects.filter(member__unit__in=units))


def open_items(member: Member, rule: PledgeRule, on: date) -> list[PledgeItem]:
    """The items for the period of a day that are neither reported nor decided."""
    of_period = {"pledge__period": period_on(on, rule.period).name, "pledge__state": State.REGISTERED}
    found = PledgeItem.objects.filter(pledge__member=member, state=ItemState.PLEDGED, **of_period)
    return list(found.order_by("number", "revision"))


def steps(pledge: Pledge) -> QuerySet[InitiativeStep]:
    """Every step of a pledge and its items, in order."""
    return InitiativeStep.objects.filter(pledge=pledge).select_related("by__member", "item").order_by("pk")


def _with_items(found: QuerySet[Pledge]) -> QuerySet[Pledge]:
    items_too = Prefetch("items", PledgeItem.objects.order_by("number", "revision"))
    return found.select_related("member__unit", "unit", "made_by__member").prefetch_related(items_too)
