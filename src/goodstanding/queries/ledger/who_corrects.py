"""Who puts a fact right: who may, whether it takes a second person, and who that is."""

from datetime import date

from django.db.models import Q

from goodstanding.access.fact_recorders import may_record
from goodstanding.access.permissions import Permission
from goodstanding.access.roles import OFFICES, Reach, roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_of_year, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Correction, Fact, Objection, Remedy, Run
from goodstanding.queries.ledger.homes import home_of_fact
from goodstanding.queries.ledger.in_force import reversals_of
from goodstanding.queries.people import offices


def may_correct(fact: Fact, by: Viewer, scheme: Scheme) -> bool:
    """Whether the viewer may correct a fact: their office records such facts, it is not about themselves, and no
    ruling on it is waited for."""
    return (
        may_record(by, fact.kind, [home_of_fact(fact)], scheme)
        and not is_about(fact, by)
        and not waits_for_ruling(fact)
    )


def is_about(fact: Fact, viewer: Viewer) -> bool:
    """Whether a fact is about the viewer."""
    return fact.member_id is not None and fact.member_id == viewer.member_id


def waits_for_ruling(fact: Fact) -> bool:
    """Whether a fact is under objection: then the ruling puts it right, and nothing else does."""
    return Objection.objects.filter(fact=fact, state__in=Objection.WAITING).exists()


def is_published(month: int) -> bool:
    """Whether a month's rating was published."""
    return Run.objects.filter(month=month, state=Run.State.PUBLISHED).exists()


def needs_two(fact: Fact) -> bool:
    """Whether a published month counts a fact: its own, or a later one of its year."""
    later = Q(month__gte=fact.month, month__lte=first_of_year(fact.month) + 11)
    return Run.objects.filter(later, state=Run.State.PUBLISHED, frozen_at__gte=fact.recorded_at).exists() or (
        is_published(fact.month)
    )


def takes_two(fact: Fact, remedy: Remedy, on: date | None) -> bool:
    """Whether a change of a fact takes two people: a published month has to do with it, or two people took it back.

    on: the day to which it is moved, if it is.
    """
    if remedy == Remedy.RESTORE and any(reversal.agreed_by_id for reversal in reversals_of(fact)):
        return True
    return needs_two(fact) or (on is not None and is_published(month_of(on)))


def seconds(correction: Correction, asked_by: Viewer, on: date) -> list[Account]:
    """The nearest who can agree to a correction: neither the person who asked nor the one it is about."""
    roles = [role for role in roles_with(Permission.AGREE) if OFFICES[role].reach is Reach.SUBTREE]
    near = offices.nearest(correction.at_unit, roles, on, without=_concerned(correction, asked_by))
    return near.accounts if near else []


def _concerned(correction: Correction, asked_by: Viewer) -> set[int]:
    member = correction.fact.member_id
    about = Account.objects.filter(member=member).values_list("pk", flat=True) if member is not None else ()
    return {asked_by.account.pk, *about}
