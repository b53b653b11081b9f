"""What did not take place in a period that is over: 0 about those for whom it was a duty throughout, and word of it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goodstanding.actions import notices
from goodstanding.actions.care import acting
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Unit
from goodstanding.models.ledger.fact import NO
from goodstanding.queries.care import missed
from goodstanding.queries.care.missed import ClosedDuty
from goodstanding.queries.ledger.facts import under_keys


def close(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Writes down what did not take place in the periods that ended some days ago. Done again, it writes nothing twice.

    Returns how many entries were written.
    """
    count = 0
    for duty in missed.closed(scheme, on):
        for unit in missed.units(duty):
            count += _close(duty, unit, scheme, at)
    return count


@transaction.atomic
def _close(duty: ClosedDuty, unit: Unit, scheme: Scheme, at: datetime) -> int:
    ledger.hold(at=at)
    members = missed.missed(duty, unit)
    entries = [_entry(duty, unit, holder, member) for holder in missed.holders(duty, unit) for member in members
               if member.pk != holder.pk]  # fmt: skip
    # What is under such a key is what was done, or what people put right since.
    there = under_keys([entry.key for entry in entries], acting.SOURCE)
    fresh = [entry for entry in entries if entry.key not in there]
    ledger.record_many(fresh, source=acting.SOURCE, scheme=scheme, by=None, at=at, over=unit)
    _tell(duty, fresh, at)
    return len(fresh)


def _entry(duty: ClosedDuty, unit: Unit, holder: Member, member: Member) -> NewFact:
    key = f"{duty.prefix}:{member.pk}:{holder.pk}"
    return NewFact(duty.duty.fact, holder, NO, duty.days[1], key, f"{unit.code} {unit.name}"[:200])


def _tell(duty: ClosedDuty, entries: Sequence[NewFact], at: datetime) -> None:
    """One notice to each person in office, however many members it is about."""
    about = dict[int, int]()
    for entry in entries:
        about[entry.subject.pk] = about.get(entry.subject.pk, 0) + 1
    for holder, count in about.items():
        told = {"kind": duty.duty.fact, "count": str(count)}
        once = f"care_missed:{duty.prefix}:{holder}"
        notices.tell_member(holder, "care_missed", told, idempotency_key=once, at=at, link="/my/record/")
