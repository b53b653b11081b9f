"""Objections: a member's own, and those that a viewer may rule on."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_day, first_of_year, last_day
from goodstanding.models import ConflictOfInterest, Member, Objection, Ruling, Run, Standing

State = Objection.State
_RELATED = ("member", "run", "at_unit", "fact")


def of(member: Member) -> QuerySet[Objection]:
    """Every objection a member ever made, latest first."""
    return Objection.objects.filter(member=member).select_related(*_RELATED)


def visible(viewer: Viewer) -> QuerySet[Objection]:
    """Others' objections that a viewer may open: at units they rule over, or ruled by them; never with a hand in it."""
    units = scope.units(viewer, Permission.RULE).order_by().values("pk")
    theirs = Exists(Ruling.objects.filter(objection=OuterRef("pk"), by=viewer.account))
    had_a_hand = Exists(ConflictOfInterest.objects.filter(objection=OuterRef("pk"), account=viewer.account))
    found = Objection.objects.filter(Q(at_unit__in=units) | (Q(member__unit__in=units) & Q(theirs)))
    return found.filter(~had_a_hand).select_related(*_RELATED)


def to_rule(viewer: Viewer) -> QuerySet[Objection]:
    """Those that wait for a ruling which the viewer may give, the most overdue first."""
    units = scope.units(viewer, Permission.RULE).order_by().values("pk")
    mine = Ruling.objects.filter(objection=OuterRef("pk"), by=viewer.account)
    waiting = visible(viewer).filter(~Exists(mine), state__in=Objection.WAITING, at_unit__in=units)
    return waiting.order_by("due_on", "pk")


def ruled(viewer: Viewer) -> QuerySet[Objection]:
    """Those that ended, latest first."""
    return visible(viewer).exclude(state__in=Objection.WAITING).order_by("-ended_at", "-pk")


def by_line(member: Member, run: Run) -> set[tuple[str, str, int | None]]:
    """What is under objection among the lines of a run: indicator, period, and the fact if it is about one."""
    year = first_of_year(run.month)
    waiting = Objection.objects.filter(_in_year(year), member=member, state__in=Objection.WAITING)
    return set(waiting.values_list("indicator", "period", "fact_id"))


def appeal_until(objection: Objection) -> date:
    """The last day on which a second ruling can be asked for."""
    assert objection.appeal_until is not None, "what was rejected says until when"
    return objection.appeal_until


def about_indicator(standing: Standing, code: str) -> list[Objection]:
    """The member's objections to an indicator in the year of a standing, latest first."""
    year = first_of_year(standing.run.month)
    return list(of(standing.member).filter(_in_year(year), indicator=code))


def _in_year(first: int) -> Q:
    """Objections about the year that begins with a month, whatever they are about."""
    months, days = (first, first + 11), (first_day(first), last_day(first + 11))
    return Q(run__month__range=months) | Q(fact__month__range=months, run=None) | Q(missing_on__range=days)
