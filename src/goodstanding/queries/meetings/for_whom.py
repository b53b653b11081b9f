"""Members as rules see them that name classes: for whom a rule is, and for whom it is their own choice."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.models import Account, Member, Post, Unit
from goodstanding.models.people.post import in_office
from goodstanding.queries.meetings import who_is_due


def classes_of(member: Member, on: date) -> frozenset[str]:
    """The classes of a member on a day."""
    return frozenset(who_is_due.classes_on([member.pk], on)[member.pk])


def is_for(to: ForWhom, member: Member, on: date, classes: frozenset[str] | None = None) -> bool:
    """Whether a rule is for a member: with a unit, and with classes that it names. classes: theirs, where known."""
    belongs = member.left_on is None and member.unit_id is not None
    return belongs and to.is_for(classes_of(member, on) if classes is None else classes)


def is_spared(to: ForWhom, member: Member, on: date) -> bool:
    """Whether taking part is the member's own choice, so that nothing is recorded against them."""
    return to.spares(classes_of(member, on))


def in_offices(unit: Unit, offices: Collection[str], on: date, *, without: int | None = None) -> QuerySet[Account]:
    """The active accounts with an office of this very unit. without: the id of a member to leave out."""
    posts = Post.objects.filter(in_office(on), unit=unit, role__in=list(offices))
    found = Account.objects.filter(pk__in=posts.values("account"), is_active=True)
    return found if without is None else found.exclude(member=without)
