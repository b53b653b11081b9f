"""People of one name in one list are told apart by their numbers, wherever people read the list."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from goodstanding.models import Member


def tell_apart(members: Iterable[Member]) -> None:
    """Lets `shown_as` of each show the number, where another of them has the same name."""
    listed = list(members)
    names = Counter({member.pk: member.name for member in listed}.values())
    for member in listed:
        member.has_namesake = names[member.name] > 1


def shared_names(members: QuerySet[Member]) -> set[str]:
    """The names that several of these have."""
    named = members.order_by().values("name").annotate(count=Count("pk")).filter(count__gt=1)
    return set(named.values_list("name", flat=True))
