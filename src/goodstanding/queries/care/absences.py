"""Long absences of members: which run, and which was reported in time."""

from datetime import date

from django.db.models import QuerySet

from goodstanding.engine.scheme.care import AbsenceRule
from goodstanding.models import LongAbsence, Member, Unit


def running(member: Member, on: date) -> LongAbsence | None:
    """The absence of a member that was reported and is not over, or None."""
    return of_member(member.pk).filter(ended_on=None, until_on__gte=on).first()


def of_member(member: int) -> QuerySet[LongAbsence]:
    """Every absence of a member, the newest first."""
    return LongAbsence.objects.filter(member=member).select_related("unit", "made_by__member").order_by("-pk")


def of_unit(unit: Unit, on: date) -> QuerySet[LongAbsence]:
    """The absences of a unit's members that are not over, by their last day."""
    found = LongAbsence.objects.filter(member__unit=unit, member__left_on=None, ended_on=None, until_on__gte=on)
    return found.select_related("member__unit", "unit").order_by("until_on", "pk")


def counts(absence: LongAbsence, rule: AbsenceRule) -> bool:
    """Whether it was reported by its first day, and is long enough by the rules."""
    days = (absence.until_on - absence.from_on).days + 1
    return absence.reported_on <= absence.from_on and days >= rule.at_least_days
