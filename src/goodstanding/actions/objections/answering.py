"""Whether objections were answered in time, as facts about those whose duty it was. The scheme says which, if any."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.viewer import Held, Viewer
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Objection
from goodstanding.queries.ledger.faults import faults_of
from goodstanding.queries.objections import who_rules
from goodstanding.queries.people.calendars import today


def answered(objection: Objection, *, held: Held, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """A person is about to rule on it, in an office: done in time, or too late for those who had to. Gives how many
    facts are new."""
    told = scheme.objections
    if told is None:
        return 0
    if today(at) > objection.due_on:
        return overdue(objection, scheme=scheme, at=at)
    if held.role.value not in told.offices or by.account.member is None:
        return 0
    return _write(objection, [by.account.member], 1000, today(at), scheme, at)


def overdue(objection: Objection, *, scheme: Scheme, at: datetime) -> int:
    """It fell due where it lies, and no one answered: the person who was in office all that time failed to.

    Looked at again, nothing is written twice. Gives how many facts are new.
    """
    told = scheme.objections
    if told is None:
        return 0
    members = who_rules.who_had_to_answer(objection, told.offices, scheme)
    return _write(objection, members, 0, objection.due_on, scheme, at)


@transaction.atomic
def _write(objection: Objection, members: list[Member], value: int, on: date, scheme: Scheme, at: datetime) -> int:
    assert scheme.objections is not None
    # Each time it comes to lie somewhere is a duty of its own, which is met or failed once.
    turn = f"{objection.key}:{objection.escalated}:{objection.rulings.count()}"
    entries = [NewFact(scheme.objections.fact, member, value, on, f"{turn}:{member.pk}") for member in members]
    # A person who has left meanwhile is not written about, and holds no one up.
    standing = [entry for entry in entries if not faults_of([entry], scheme, None, at)]
    return ledger.record_many(standing, source=Fact.Source.OBJECTION, scheme=scheme, by=None, at=at).new
