"""People of one name in one list are told apart by their numbers, wherever people read the list."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import Count, QuerySet

from goodstanding.models import Account, Member

Row = TypeVar("Row")


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


def apart_anywhere(rows: Iterable[Row], member_of: Callable[[Row], Member | None]) -> list[Row]:
    """The same rows, of a list that mixes units: a number stands beside each name that another member has anywhere."""
    listed = list(rows)
    members = [member for row in listed if (member := member_of(row)) is not None]
    if not members:
        return listed
    shared = shared_names(Member.objects.filter(left_on=None, name__in={member.name for member in members}))
    for member in members:
        # A member who has left is told apart from the member who has the name today.
        member.has_namesake = member.name in shared or (member.left_on is not None and _is_in_use(member.name))
    return listed


def apart_at_home(members: Iterable[Member]) -> None:
    """Lets `shown_as` of each show the number, where another member of their unit has the same name: in lists of what
    happened in a unit, which show some of its members and not always both."""
    listed = list(members)
    at_home = Member.objects.filter(left_on=None, unit__in={member.unit_id for member in listed})
    named = at_home.filter(name__in={member.name for member in listed}).order_by()
    same = named.values("unit", "name").annotate(count=Count("pk")).filter(count__gt=1)
    shared = set(same.values_list("unit", "name")) if listed else set()
    for member in listed:
        member.has_namesake = (member.unit_id, member.name) in shared


def name_anywhere(member: Member) -> str:
    """A member's name where it stands alone, as in a notice: with the number, where another has the name anywhere."""
    apart_anywhere([member], lambda one: one)
    return member.shown_as


def account_name(account: Account) -> str:
    """The name of an account holder, in the same way."""
    return name_anywhere(account.member) if account.member else account.shown_name


def _is_in_use(name: str) -> bool:
    return Member.objects.filter(left_on=None, name=name).exists()
