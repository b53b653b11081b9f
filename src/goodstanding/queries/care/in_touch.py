"""Members as the rules of care see them: for whom something is, and on which days of which period."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from goodstanding.engine.period import Period, PeriodLength, month_of, period_holding
from goodstanding.engine.scheme.care import CaredFor
from goodstanding.models import Member, MemberClass, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.meetings import who_is_due


def period_on(day: date, length: PeriodLength) -> Period:
    """The period in which a day lies."""
    return period_holding(month_of(day), length)


def is_for(to: CaredFor, member: Member, on: date) -> bool:
    """Whether it is for a member: with a unit, and with classes that the rules name."""
    classes = frozenset(who_is_due.classes_on([member.pk], on)[member.pk])
    return member.left_on is None and member.unit_id is not None and to.is_for(classes)


def members_for(units: Collection[int] | QuerySet[Unit], to: CaredFor, on: date) -> QuerySet[Member]:
    """The members of units for whom it is, by name."""
    found = Member.objects.filter(unit__in=units, left_on=None)
    if to.classes is not None:
        found = found.filter(_has(to.classes, on))
    if to.not_for:
        found = found.filter(~_has(to.not_for, on))
    return found.select_related("unit").order_by("initials", "number")


def without(found: QuerySet[Member], member: int | None) -> QuerySet[Member]:
    """The same without a member: the viewer, who has own pages for it. member: their id, None for no member."""
    return found if member is None else found.exclude(pk=member)


def _has(words: Collection[str], on: date) -> Exists:
    return Exists(MemberClass.objects.filter(valid_on(on), member=OuterRef("pk"), word__in=list(words)))
