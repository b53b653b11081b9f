"""Who is in office near a unit: the nearest, from the unit up, where one of some offices is held."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.access.roles import OFFICES, Reach, Role
from goodstanding.models import Account, Post, Unit
from goodstanding.models.people.post import in_office


@dataclass(frozen=True)
class Seat:
    """A unit and the accounts of those in office there."""

    unit: Unit
    accounts: list[Account]


def nearest(start: Unit, roles: Collection[Role], on: date, *, without: Collection[int] = ()) -> Seat | None:
    """The nearest unit, from that one up, where an open account other than `without` holds one of these offices.

    Above the unit itself only offices count that reach down to it. Returns none where there is no such unit.
    """
    for unit in _upwards(start):
        fit = [role for role in roles if unit == start or OFFICES[role].reach is Reach.SUBTREE]
        posts = Post.objects.filter(in_office(on), unit=unit, role__in=fit, account__is_active=True)
        posts = posts.exclude(account__in=without).select_related("account")
        accounts = {post.account_id: post.account for post in posts}
        if accounts:
            return Seat(unit, list(accounts.values()))
    return None


def _upwards(start: Unit) -> Iterator[Unit]:
    """The unit, and those above it, which are only asked for where it takes them."""
    yield start
    yield from reversed(Unit.objects.get_ancestors(start))
