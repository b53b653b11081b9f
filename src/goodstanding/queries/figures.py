"""Numbers about many people. Fewer than ten are never shown outside their own branch."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet

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
    classed = _below(MemberClass.objects.filter(holds_on(on), member__unit__isnull=False), unit, "member__unit")
    # Nobody is classed the same twice on one day, so rows are members.
    counted = dict(classed.values_list("word").annotate(n=Count("pk")))
    return [Figure(word, _shown(counted.get(word, 0), guarded)) for word in words if counted.get(word)]


def by_month(unit: Unit, firsts: list[date], *, guarded: bool) -> list[Figure]:
    """How many members belonged to the units at and below a unit of today, on each of these days."""
    counts = _counts(_below(Membership.objects.all(), unit, "unit"), firsts)
    return [Figure(day.isoformat(), _shown(count, guarded)) for day, count in zip(firsts, counts, strict=True)]


def _counts(memberships: QuerySet[Membership], days: list[date]) -> list[int]:
    """How many hold on each of these ascending days: all on the first, then who came and who went by each other day."""
    first, last = days[0], days[-1]
    start = memberships.filter(holds_on(first)).count()
    came = memberships.filter(from_on__gt=first, from_on__lte=last).values_list("from_on").annotate(n=Count("pk"))
    went = memberships.filter(until_on__gt=first, until_on__lte=last).values_list("until_on").annotate(n=Count("pk"))
    changes = [*came, *((day, -n) for day, n in went)]
    return [start + sum(n for on, n in changes if on <= day) for day in days]


def _below(rows: QuerySet[Any], unit: Unit, relation: str) -> QuerySet[Any]:
    """The rows at and below a unit; at the top these are all, and the tree need not be asked."""
    return rows if unit.depth == 1 else rows.filter(**{f"{relation}__path__startswith": unit.path})


def without_account(unit: Unit) -> int:
    """How many members at and below cannot sign in yet."""
    here = Member.objects.filter(unit__path__startswith=unit.path)
    return here.filter(Q(account=None) | Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)).count()


def _shown(count: int, guarded: bool) -> int | None:
    return None if guarded and 0 < count < SMALLEST_GROUP else count
