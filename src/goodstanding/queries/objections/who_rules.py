"""Who rules on an objection: a person with the office, near the member and without a hand in it; then another above."""

from collections.abc import Collection, Iterable
from datetime import date

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import OFFICES, Reach, Role, roles_with
from goodstanding.access.viewer import Held, Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Member, Objection, Post, Step, Unit
from goodstanding.models.people.post import in_office
from goodstanding.queries.ledger.in_force import reversals_of
from goodstanding.queries.people import offices
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.offices import Seat

#: Steps with which an objection comes to lie somewhere.
_CAME = (Step.Verb.OPENED, Step.Verb.ESCALATED, Step.Verb.APPEALED)


def accounts_involved(member: Member, facts: Iterable[Fact]) -> set[int]:
    """The accounts of the member, and of everyone who recorded, corrected or agreed to these facts."""
    found = {pk for fact in facts for record in _around(fact) for pk in (record.recorded_by_id, record.agreed_by_id)}
    found |= set(Account.objects.filter(member=member).values_list("pk", flat=True))
    return {pk for pk in found if pk is not None}


def _around(fact: Fact) -> list[Fact]:
    """A fact with what reverses it, what it stands in for, and what stands in for it."""
    rows = [fact, *reversals_of(fact), *Fact.objects.filter(replaces=fact, month=fact.month)]
    return [*rows, *_around(fact.replaces)] if fact.replaces is not None else rows


def roles_for(scheme: Scheme, kinds: Iterable[str]) -> frozenset[Role]:
    """The offices that may rule on facts of these kinds: what only some offices write down, only those put right."""
    ruling = roles_with(Permission.RULE)
    found = ruling
    for kind in kinds:
        only = scheme.fact_kinds[kind].recorded_by if kind in scheme.fact_kinds else None
        if only is not None:
            found &= {role for role in ruling if role.value in only}
    return found or frozenset(role for role in ruling if OFFICES[role].reach is Reach.SUBTREE)


def kinds_of(objection: Objection, scheme: Scheme) -> tuple[str, ...]:
    """The kinds of fact that an objection is about."""
    if objection.fact is not None:
        return (objection.fact.kind,)
    found = [indicator.facts for indicator in scheme.indicators if indicator.code == objection.indicator]
    return found[0] if found else ()


def office_for(objection: Objection, scheme: Scheme, by: Viewer) -> Held:
    """The office in which the viewer may rule on it now. Raises Denied for anyone who may not."""
    if by.account.pk in barred(objection):
        raise Denied("they had a hand in it, or have ruled before")
    roles = roles_for(scheme, kinds_of(objection, scheme))
    held = [office for office in by.held(Permission.RULE) if office.covers(objection.at_unit) and office.role in roles]
    if not held:
        raise Denied("no office that rules on it")
    return max(held, key=lambda office: len(office.path))


def barred(objection: Objection) -> set[int]:
    """The accounts that do not rule on it: those with a hand in it, by now as well, and the person who has ruled."""
    found = set(objection.conflicts_of_interest.values_list("account_id", flat=True))
    found |= set(objection.rulings.values_list("by_id", flat=True))
    return found | accounts_involved(objection.member, [objection.fact] if objection.fact else [])


def seat(start: Unit, roles: Collection[Role], without: Collection[int], on: date) -> Seat | None:
    """The nearest unit, from that one up, with an officer who may rule; none where there is none."""
    return offices.nearest(start, roles, on, without=without)


def seat_of(objection: Objection, scheme: Scheme, on: date) -> Seat | None:
    """The nearest officers who may rule on it, from where it lies up."""
    return seat(objection.at_unit, roles_for(scheme, kinds_of(objection, scheme)), barred(objection), on)


def seat_above(objection: Objection, scheme: Scheme, on: date) -> Seat | None:
    """The nearest seat above where it lies; at the top, with another officer there, only for a second ruling."""
    start = Unit.objects.get_parent(objection.at_unit)
    if start is None:
        # There is no level above: a second ruling is another person's at the top.
        start = objection.at_unit if objection.state == Objection.State.REJECTED else None
    roles = roles_for(scheme, kinds_of(objection, scheme))
    return seat(start, roles, barred(objection), on) if start else None


def who_had_to_answer(objection: Objection, offices_named: Collection[str], scheme: Scheme) -> list[Member]:
    """The members who held one of the offices where it lies from the day it came until it fell due, and could rule."""
    came = objection.steps.filter(verb__in=_CAME).order_by("pk").last()
    assert came is not None, "every objection was opened"
    ruling = roles_for(scheme, kinds_of(objection, scheme)).intersection(offices_named)
    posts = Post.objects.filter(in_office(today(came.at)), unit=objection.at_unit, role__in=ruling)
    posts = posts.filter(in_office(objection.due_on), accepted_at__lte=came.at).exclude(account__in=barred(objection))
    posts = posts.select_related("account__member__unit")
    return list({post.account.member.pk: post.account.member for post in posts if post.account.member}.values())
