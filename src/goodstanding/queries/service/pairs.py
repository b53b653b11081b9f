"""Standing pairs, and which period of them is to be confirmed; and the visits of a member."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import Period, first_day, last_day, month_of, period_holding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import PairRule
from goodstanding.models import HelpPair, Member, PairCheck, ServiceVisit, Unit
from goodstanding.models.valid_time import not_over
from goodstanding.queries.service import rules

_RELATED = ("unit", "helper__unit", "helped__unit", "helped_unit")


def rule_of(scheme: Scheme) -> PairRule | None:
    """Returns what the rules say about pairs, None where they have none."""
    return rules.of(scheme).pairs


def of_unit(unit: Unit, on: date) -> QuerySet[HelpPair]:
    """The pairs of a unit that stand, by the name of the member who helps."""
    found = HelpPair.objects.filter(not_over(on), unit=unit, helper__left_on=None).select_related(*_RELATED)
    return found.order_by("helper__initials", "helper__number", "pk")


def own(member: Member, on: date) -> QuerySet[HelpPair]:
    """The pairs that a member stands in, helping or helped."""
    found = HelpPair.objects.filter(Q(helper=member) | Q(helped=member), not_over(on), helper__left_on=None)
    return found.select_related(*_RELATED).order_by("pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[HelpPair]:
    """The pairs of the units over which the viewer holds an office that makes them."""
    rule = rule_of(scheme)
    units = named_offices.covered(viewer, rule.confirmed_by if rule else ())
    return HelpPair.objects.filter(unit__in=units.order_by().values("pk")).select_related(*_RELATED)


def helped_name(pair: HelpPair) -> str:
    """The name of the member or the unit helped."""
    if pair.helped is not None:
        return pair.helped.shown_as
    assert pair.helped_unit is not None, "a pair is of a member or a unit"
    return pair.helped_unit.name


def standing_in(unit: Unit, period: Period, on: date) -> QuerySet[HelpPair]:
    """The pairs of a unit that stood in a period, as far as it is over."""
    found = HelpPair.objects.filter(_stood(period, on), unit=unit, helper__left_on=None, helper__unit=F("unit"))
    return found.select_related(*_RELATED).order_by("helper__initials", "helper__number", "pk")


def _stood(period: Period, on: date) -> Q:
    first, last = first_day(period.first), min(last_day(period.last), on)
    return (Q(until_on=None) | (Q(until_on__gt=first) & Q(until_on__gt=F("from_on")))) & Q(from_on__lte=last)


def newest_checks(pairs: Sequence[HelpPair], period: Period) -> dict[int, PairCheck]:
    """The newest confirmation for a period, by the id of the pair."""
    found = PairCheck.objects.filter(pair__in=[one.pk for one in pairs], period=period.name)
    return {check.pair_id: check for check in found.select_related("by__member").order_by("pk")}


def confirmable(rule: PairRule, on: date) -> list[Period]:
    """The periods that can be confirmed on a day: the one before and, in its last month, the running one."""
    running = period_holding(month_of(on), rule.period)
    before = period_holding(running.first - 1, rule.period)
    return [before, running] if on >= first_day(running.last) else [before]


def day_in(period: Period, on: date) -> date:
    """The day itself within a period, else the nearest day of the period."""
    return max(first_day(period.first), min(on, last_day(period.last)))


def waiting(viewer: Viewer, scheme: Scheme, on: date) -> QuerySet[Unit]:
    """The units where the viewer holds an office and pairs wait to be confirmed, the viewer's own left out."""
    rule = rule_of(scheme)
    if rule is None:
        nowhere: QuerySet[Unit] = Unit.objects.none()
        return nowhere
    near, silent = named_offices.near(viewer, rule.confirmed_by), HelpPair.objects.none()
    for period in confirmable(rule, on):
        said = PairCheck.objects.filter(pair=OuterRef("pk"), period=period.name)
        silent |= HelpPair.objects.filter(_stood(period, on), ~Exists(said), unit__in=near, helper__unit=F("unit"))
    silent = silent.filter(helper__left_on=None).exclude(helper=viewer.member_id)
    waits = Exists(silent.filter(unit=OuterRef("pk")))
    found: QuerySet[Unit] = Unit.objects.filter(waits, pk__in=near, closed_on=None).order_by("path")
    return found


def visits(member: Member) -> QuerySet[ServiceVisit]:
    """The visits of a member that hold, the latest first."""
    return ServiceVisit.objects.filter(member=member, state=ServiceVisit.State.RECORDED)
