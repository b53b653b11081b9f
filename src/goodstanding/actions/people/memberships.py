"""Where members belong. Every way of changing it comes through here, so that the past and the counts stay right."""

from datetime import date

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused, refuse_closed
from goodstanding.actions.valid_time import end_one
from goodstanding.models import Hosting, Member, Membership, Unit


def begin(member: Member, unit: Unit, on: date) -> None:
    """The member belongs to the unit from that day on. They belonged nowhere before."""
    Membership.objects.create(member=member, unit=unit, from_on=on)
    Unit.objects.filter(pk=unit.pk).update(members_here=F("members_here") + 1)


def end(member: Member, on: date) -> None:
    """The member no longer belongs anywhere from that day on."""
    held = Membership.objects.select_for_update().get(member=member, until_on=None)
    end_one(held, on, _("That is before the member came to this unit; choose a later day."))
    Unit.objects.filter(pk=held.unit_id).update(members_here=F("members_here") - 1)


def move_all(members: QuerySet[Member], *, to: Unit, on: date) -> int:
    """Puts many members of one unit into another from a day on. Gives how many."""
    chosen = list(members.select_for_update(of=("self",)).order_by("pk").values_list("pk", "unit_id"))
    _lock_units({unit_id for _pk, unit_id in chosen} | {to.pk})
    held = Membership.objects.filter(member__in=[pk for pk, _unit in chosen], until_on=None)
    if held.filter(from_on__gt=on).exists():
        raise ActionRefused(_("A member came to this unit only after that day; choose a later day."), "on")
    held.update(until_on=on)
    Membership.objects.bulk_create(
        [Membership(member_id=pk, unit=to, from_on=on) for pk, _unit in chosen], batch_size=1000
    )
    Member.objects.filter(pk__in=[pk for pk, _unit in chosen]).update(unit=to)
    for unit_id in {unit_id for _pk, unit_id in chosen}:
        left = sum(1 for _pk, was in chosen if was == unit_id)
        Unit.objects.filter(pk=unit_id).update(members_here=F("members_here") - left)
    Unit.objects.filter(pk=to.pk).update(members_here=F("members_here") + len(chosen))
    return len(chosen)


def host_all(unit: Unit, *, to: Unit, on: date) -> None:
    """Whom a unit looks after, another one looks after from a day on, unless they are its own members."""
    hosted = Hosting.objects.filter(unit=unit, until_on=None, from_on__lte=on).exclude(member__unit=to)
    followed = list(hosted.values_list("member", flat=True))
    hosted.update(until_on=on)
    Hosting.objects.bulk_create(Hosting(member_id=pk, unit=to, from_on=on) for pk in followed)


def _lock_units(keys: set[int]) -> None:
    """Always in the same order, so that two transfers in opposite directions do not wait for each other."""
    locked = Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    for unit in locked:
        refuse_closed(unit, "")


def count_again() -> None:
    """Counts every unit's members anew, after many were written at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE goodstanding_unit SET members_here = "
            "(SELECT count(*) FROM goodstanding_member WHERE goodstanding_member.unit_id = goodstanding_unit.id)"
        )
