"""What the rules say of service, and for whom: classes of members, and the people in office."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from goodstanding.engine.scheme.initiative import Invited
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import Service
from goodstanding.models import Account, Member, Post, Unit
from goodstanding.models.people.post import in_office
from goodstanding.queries.meetings import who_is_due

_NONE = Service()


def of(scheme: Scheme) -> Service:
    """What the rules say of service; nothing where they have no such section."""
    return scheme.service or _NONE


def is_for(to: Invited, member: Member, on: date, classes: frozenset[str] | None = None) -> bool:
    """Whether a part is for a member: with a unit, and with classes that it names. classes: theirs, where known."""
    belongs = member.left_on is None and member.unit_id is not None
    return belongs and to.is_for(classes_of(member, on) if classes is None else classes)


def is_spared(to: Invited, member: Member, on: date) -> bool:
    """Whether taking part is the member's own choice, so that nothing is recorded against them."""
    return to.spares(classes_of(member, on))


def classes_of(member: Member, on: date) -> frozenset[str]:
    """The classes of a member on a day."""
    return frozenset(who_is_due.classes_on([member.pk], on)[member.pk])


def in_offices(unit: Unit, offices: Collection[str], on: date, *, without: int | None = None) -> QuerySet[Account]:
    """The active accounts with an office of this very unit. without: the id of a member to leave out."""
    posts = Post.objects.filter(in_office(on), unit=unit, role__in=list(offices))
    found = Account.objects.filter(pk__in=posts.values("account"), is_active=True)
    return found if without is None else found.exclude(member=without)
