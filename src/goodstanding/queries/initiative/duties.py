"""Duty posts of a unit, who holds them, and which period is to be confirmed."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import Period, first_day, last_day, period_holding
from goodstanding.engine.scheme.initiative import DutyRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DutyCheck, DutyHolding, DutyPost, InitiativeStep, Member, Unit
from goodstanding.models.valid_time import not_over
from goodstanding.queries.initiative.periods import nears_its_end, period_on

State = DutyHolding.State


def rules_of(scheme: Scheme) -> dict[str, DutyRule]:
    """The kinds of post, in the order of the rules."""
    return dict(scheme.initiative.posts) if scheme.initiative else {}


def offices_of(scheme: Scheme) -> frozenset[str]:
    """The offices that set up posts and confirm them."""
    return frozenset(office for rule in rules_of(scheme).values() for office in rule.confirmed_by)


def of_unit(unit: Unit, on: date) -> QuerySet[DutyPost]:
    """The open posts of a unit, with the holdings that are held or offered."""
    holders = DutyHolding.objects.filter(_here(), not_over(on), state__in=[State.OFFERED, State.HELD])
    with_holders = Prefetch("holdings", holders.select_related("member").order_by("pk"), to_attr="holders")
    return DutyPost.objects.filter(unit=unit, closed_on=None).prefetch_related(with_holders).select_related("unit")


def own(member: Member) -> QuerySet[DutyHolding]:
    """All holdings of a member, in every unit: held, offered, declined and ended."""
    found = DutyHolding.objects.filter(member=member).select_related("post__unit", "made_by__member")
    return found.order_by("-pk")


def held_now(member: Member, on: date, word: str = "") -> QuerySet[DutyHolding]:
    """The posts that a member holds in their unit on a day, all or of a named kind."""
    found = own(member).filter(_here(), not_over(on), state=State.HELD)
    return found.filter(post__kind=word) if word else found


def own_offered(viewer: Viewer) -> QuerySet[DutyHolding]:
    """The posts that are offered to the viewer and wait for an answer."""
    if viewer.member_id is None:
        return DutyHolding.objects.none()
    found = DutyHolding.objects.filter(_here(), member=viewer.member_id, state=State.OFFERED, post__closed_on=None)
    return found.select_related("post__unit").order_by("made_at", "pk")


def held_in(unit: Unit, word: str, period: Period, on: date) -> QuerySet[DutyHolding]:
    """The holdings of a kind in a period, as far as it is over, of members who still belong to the unit."""
    found = DutyHolding.objects.filter(_here(), _held(word, period, on), post__unit=unit)
    return found.select_related("post__unit", "member__unit").order_by("member__initials", "member__number", "pk")


def _held(word: str, period: Period, on: date) -> Q:
    first, last = first_day(period.first), min(last_day(period.last), on)
    was_held = Q(until_on=None) | (Q(until_on__gt=first) & Q(until_on__gt=F("from_on")))
    return was_held & Q(post__kind=word, state__in=[State.HELD, State.ENDED], from_on__lte=last)


def newest_checks(holdings: Sequence[DutyHolding], period: Period) -> dict[int, DutyCheck]:
    """Returns the newest confirmation for a period, by the id of the holding."""
    found = DutyCheck.objects.filter(holding__in=[one.pk for one in holdings], period=period.name)
    return {check.holding_id: check for check in found.select_related("by__member").order_by("pk")}


def confirmable(rule: DutyRule, on: date) -> list[Period]:
    """The periods that can be confirmed on a day: the one before and, in its last month, the running one."""
    running = period_on(on, rule.period)
    before = period_holding(running.first - 1, rule.period)
    return [before, running] if nears_its_end(running, on) else [before]


def waiting(viewer: Viewer, scheme: Scheme, on: date) -> QuerySet[Unit]:
    """The units where the viewer holds an office and holders wait to be confirmed.

    The viewer's own posts are left out: another person confirms them.
    """
    silent = DutyHolding.objects.none()
    units = set[int]()
    for word, rule in rules_of(scheme).items():
        near = named_offices.near(viewer, rule.confirmed_by)
        units |= near
        for period in confirmable(rule, on):
            said = DutyCheck.objects.filter(holding=OuterRef("pk"), period=period.name)
            silent |= DutyHolding.objects.filter(_here(), _held(word, period, on), ~Exists(said), post__unit__in=near)
    waits = Exists(silent.filter(post__unit=OuterRef("pk")).exclude(member=viewer.member_id))
    found: QuerySet[Unit] = Unit.objects.filter(waits, pk__in=units, closed_on=None).order_by("path")
    return found


def is_confirmed(unit: Unit, word: str, period: Period, on: date) -> bool:
    """Whether every holder of a post of the kind was confirmed for a period."""
    said = DutyCheck.objects.filter(holding=OuterRef("pk"), period=period.name)
    return not held_in(unit, word, period, on).filter(~Exists(said)).exists()


def open_for(member: Member, word: str, on: date) -> QuerySet[DutyPost]:
    """The open posts of a kind in the member's unit that the member neither holds nor is offered."""
    running = DutyHolding.objects.filter(not_over(on), state__in=[State.OFFERED, State.HELD])
    mine = running.filter(post=OuterRef("pk"), member=member)
    return DutyPost.objects.filter(~Exists(mine), unit=member.unit, kind=word, closed_on=None)


def free_kinds(member: Member, on: date) -> set[str]:
    """The kinds of post that the member does not hold and could take on, in one query."""
    mine = DutyHolding.objects.filter(not_over(on), member=member, state__in=[State.OFFERED, State.HELD])
    of_kind = mine.filter(post__kind=OuterRef("kind"), post__unit=member.unit)
    found = DutyPost.objects.filter(~Exists(of_kind), unit=member.unit, closed_on=None)
    return set(found.order_by().values_list("kind", flat=True).distinct())


def last_day_held(holding: DutyHolding) -> date | None:
    """Returns the last day of a holding, None while its end is open."""
    return holding.until_on - timedelta(days=1) if holding.until_on else None


def steps(holding: DutyHolding) -> QuerySet[InitiativeStep]:
    """Every step of a holding, in order."""
    return InitiativeStep.objects.filter(holding=holding).select_related("by__member").order_by("pk")


def _here() -> Q:
    """Only holdings whose member still belongs to the unit of the post."""
    return Q(member__unit=F("post__unit"), member__left_on=None)
