"""Numbers about many people. Fewer than ten are never shown outside their own branch."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q

from goodstanding.models import Member, MemberClass, Membership, Unit
from goodstanding.models.spans import on as holds_on

SMALLEST_GROUP = 10


@dataclass(frozen=True)
class Figure:
    """One number: what it counts (a word or a day) and how many; none where the group is too small to be shown."""

    label: str
    count: int | None


def by_class(unit: Unit, on: date, words: list[str], *, guarded: bool) -> list[Figure]:
    """How many members at and below a unit are classed so, in the scheme's order."""
    counted = dict(
        MemberClass.objects.filter(holds_on(on), member__unit__path__startswith=unit.path)
        .values_list("word")
        .annotate(n=Count("member", distinct=True))
    )
    return [Figure(word, _shown(counted.get(word, 0), guarded)) for word in words if counted.get(word)]


def by_month(unit: Unit, firsts: list[date], *, guarded: bool) -> list[Figure]:
    """How many members belonged to the units at and below a unit of today, on each of these days."""
    counts = {f"d{place}": Count("pk", filter=holds_on(day)) for place, day in enumerate(firsts)}
    line = Membership.objects.filter(unit__path__startswith=unit.path).aggregate(**counts)
    return [Figure(day.isoformat(), _shown(line[f"d{place}"], guarded)) for place, day in enumerate(firsts)]


def without_account(unit: Unit) -> int:
    """How many members at and below cannot sign in yet."""
    here = Member.objects.filter(unit__path__startswith=unit.path)
    return here.filter(Q(account=None) | Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)).count()


def _shown(count: int, guarded: bool) -> int | None:
    return None if guarded and 0 < count < SMALLEST_GROUP else count
