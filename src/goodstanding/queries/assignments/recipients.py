"""To whom an assignment goes: chosen people, everyone of a unit and below, or of them those of a class."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField, DateField

from goodstanding.engine.scheme.assignments import AssignedTo, AssignmentType
from goodstanding.models import Account, Assignment, Member, MemberClass, Unit
from goodstanding.models.valid_time import valid_on

Whom = Assignment.Whom


@dataclass(frozen=True)
class Recipients:
    """To whom: people by their numbers, or a class by its word; neither for everyone of the unit and below."""

    people: tuple[str, ...] = ()
    word: str = ""

    @property
    def whom(self) -> Assignment.Whom:
        """Which of the three it is."""
        return Whom.PEOPLE if self.people else Whom.CLASS if self.word else Whom.UNIT


def members_for(rule: AssignmentType, unit: Unit, to: Recipients, on: date) -> QuerySet[Member]:
    """The members at and below the unit to whom such an assignment can go, of those meant."""
    found = Member.objects.filter(left_on=None)
    if unit.depth > 1:
        below: QuerySet[Unit] = Unit.objects.filter(path__startswith=unit.path)
        found = found.filter(unit__in=below.order_by().values("pk"))
    if to.people:
        found = found.filter(number__in=to.people)
    if to.word:
        found = found.filter(_classed([to.word], on))
    return found.filter(_can_be_given(rule.to, on))


def _can_be_given(to: AssignedTo, on: date) -> Q:
    condition = Q(pk__isnull=False)
    if to.classes is not None:
        condition &= Q(_classed(to.classes, on))
    if to.not_for:
        condition &= ~Q(_classed(to.not_for, on))
    return condition


def is_welcome(rule: AssignmentType, on: date) -> Any:
    """Over members: whether doing it is their own choice on that day."""
    if not rule.to.welcome:
        return Value(False, output_field=BooleanField())
    return _classed(rule.to.welcome, on)


def can_be_notified() -> Any:
    """Over members: whether a notice in the application reaches them."""
    accounts = Account.objects.filter(member=OuterRef("pk"), is_active=True)
    return Exists(accounts.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX))


def if_notified(day: date | None) -> Any:
    """Over members: a day for those whom a notice reaches, and none for the others."""
    empty = Value(None, output_field=DateField())
    if day is None:
        return empty
    return Case(When(can_be_notified(), then=Value(day, output_field=DateField())), default=empty)


def _classed(words: Collection[str], on: date) -> Exists:
    return Exists(MemberClass.objects.filter(valid_on(on), member=OuterRef("pk"), word__in=list(words)))
