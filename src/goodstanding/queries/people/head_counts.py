"""Numbers about many people. What is not shown outside a branch is said in small_numbers.py."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from goodstanding.models import Member, MemberClass, Membership, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people import guarded as guards


@dataclass(frozen=True)
class Figure:
    """One number: what it counts (a word or a day) and how many; none where it is not shown."""

    label: str
    count: int | None


def by_class(unit: Unit, on: date, words: list[str], *, guarded: bool) -> list[Figure]:
    """How many members at and below a unit are classed so, in the scheme's order."""
    classed = _below(MemberClass.objects.filter(valid_on(on), member__unit__isnull=False), unit, "member__unit")
    # Nobody is classed the same twice on one day, so rows are members.
    counted = dict(classed.values_list("word").annotate(n=Count("pk")))
    hidden = set[str]()
    if guarded:
        _sizes, patterns = guards.classes(words, on)
        # Where others are hidden with it, that nobody is classed so is hidden too.
        hidden = {word for word in words if patterns[word].hides(unit.path)}
    shown = [word for word in words if word in hidden or counted.get(word)]
    return [Figure(word, None if word in hidden else counted[word]) for word in shown]


def by_month(unit: Unit, firsts: list[date], *, guarded: bool) -> list[Figure]:
    """How many members belonged to the units at and below a unit of today, on each of these days."""
    counts = _counts(_below(Membership.objects.all(), unit, "unit"), firsts)
    hidden = _hidden_months(unit, firsts) if guarded else [False] * len(firsts)
    found = zip(firsts, counts, hidden, strict=True)
    return [Figure(day.isoformat(), None if is_hidden else count) for day, count, is_hidden in found]


def _hidden_months(unit: Unit, firsts: list[date]) -> list[bool]:
    counted = lru_cache(maxsize=None)(lambda path: _counts_below(path, firsts))
    return [guards.months(counted, number).hides(unit.path) for number in range(len(firsts))]


def _counts_below(path: str, days: list[date]) -> dict[str, list[int]]:
    """The same counts for each part right below a path, and for its own members."""
    part = Substr("unit__path", 1, len(path) + Unit.steplen)
    rows = Membership.objects.filter(unit__path__startswith=path).annotate(part=part).order_by()
    first, last = days[0], days[-1]
    start = dict(rows.filter(valid_on(first)).values_list("part").annotate(n=Count("pk")))
    came = rows.filter(from_on__gt=first, from_on__lte=last).values_list("part", "from_on").annotate(n=Count("pk"))
    went = rows.filter(until_on__gt=first, until_on__lte=last).values_list("part", "until_on").annotate(n=Count("pk"))
    changes: dict[str, list[tuple[date, int]]] = {child: [] for child in start}
    for sign, moves in ((1, came), (-1, went)):
        for child, day, count in moves:
            changes.setdefault(child, []).append((day, sign * count))
    return {
        child: [start.get(child, 0) + sum(n for on, n in moves if on <= day) for day in days]
        for child, moves in changes.items()
    }


def _counts(memberships: QuerySet[Membership], days: list[date]) -> list[int]:
    """How many hold on each of these ascending days: all on the first, then who came and who went by each other day."""
    first, last = days[0], days[-1]
    start = memberships.filter(valid_on(first)).count()
    came = memberships.filter(from_on__gt=first, from_on__lte=last).values_list("from_on").annotate(n=Count("pk"))
    went = memberships.filter(until_on__gt=first, until_on__lte=last).values_list("until_on").annotate(n=Count("pk"))
    changes = [*came, *((day, -n) for day, n in went)]
    return [start + sum(n for on, n in changes if on <= day) for day in days]


def _below(rows: QuerySet[Any], unit: Unit, relation: str) -> QuerySet[Any]:
    """The rows at and below a unit; at the top these are all, and the tree need not be asked."""
    return rows if unit.depth == 1 else rows.filter(**{f"{relation}__path__startswith": unit.path})


def without_account(unit: Unit) -> int:
    """How many members at and below cannot sign in yet."""
    members = Member.objects.filter(unit__path__startswith=unit.path)
    return members.filter(Q(account=None) | Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)).count()
