"""Searches for members, and for how long each was out of touch: shown to people, and of no consequence by itself."""

from datetime import date

from django.db.models import QuerySet

from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.care import SearchRule
from goodstanding.models import Member, Search, SearchStep, Unit


def running(unit: Unit) -> QuerySet[Search]:
    """The searches of a unit that run, the longest first."""
    found = Search.objects.filter(unit=unit, found_on=None)
    return found.select_related("member__unit", "unit").order_by("since", "pk")


def of_member(member: Member) -> Search | None:
    """The search for a member that runs, or None."""
    return Search.objects.filter(member=member, found_on=None).select_related("unit").first()


def steps(search: Search) -> QuerySet[SearchStep]:
    """Its steps, the newest first."""
    return search.steps.select_related("by__member").order_by("-on", "-pk")


def months_out(search: Search, on: date) -> int:
    """For how many whole months there has been no contact."""
    months = month_of(on) - month_of(search.since)
    return max(0, months if on.day >= search.since.day else months - 1)


def untried(search: Search, rule: SearchRule) -> list[str]:
    """The steps of the rules that were not taken yet, in their order."""
    taken = set(search.steps.values_list("what", flat=True))
    return [step for step in rule.steps if step not in taken]
