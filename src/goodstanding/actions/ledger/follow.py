"""Lets the ledger follow a deed: what it leaves is written once, and put right when a decision is corrected.

Only what a step changes is touched: an entry that people corrected stays as they left it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger import correction_requests, ledger
from goodstanding.actions.ledger.change import MOST_REASON, Change
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Correction, Fact, Member, Remedy, Unit
from goodstanding.queries.ledger import in_force, who_corrects
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.ledger.said_fact import SaidFact


@dataclass(frozen=True)
class Slot:
    """One fact that a deed can leave about a member: of which kind, and under which key it stands, once."""

    kind: str
    key: str


@dataclass(frozen=True)
class FollowedDeed:
    """A deed whose facts the ledger follows. unit: the unit that answers for them; reference: what they refer to."""

    source: Fact.Source
    member: Member
    unit: Unit
    reference: str


def follow(
    deed: FollowedDeed, was: Mapping[Slot, SaidFact], wanted: Mapping[Slot, SaidFact], reason: str, *,
    scheme: Scheme, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Lets the ledger say what is left now, where that is something else than before.

    What a published month counts waits for a second person.
    """
    changed = [slot for slot in {**was, **wanted} if was.get(slot) != wanted.get(slot)]
    if not changed:
        return
    there = under_keys([slot.key for slot in changed], deed.source)
    fresh = [
        NewFact(slot.kind, deed.member, said.value, said.on, slot.key, deed.reference)
        for slot in changed
        if slot.key not in there and (said := wanted.get(slot)) is not None and said.is_written
    ]
    # Who decides without the right to record entries by hand leaves that to the system; so does the member.
    writer = by if by.may(Permission.RECORD_FACT, deed.unit) else None
    ledger.record_many(fresh, source=deed.source, scheme=scheme, by=writer, at=at, over=deed.unit)
    for slot in changed:
        if slot.key in there:
            fact = in_force.now_in_place(there[slot.key])
            _correct(fact, wanted.get(slot), reason[:MOST_REASON], scheme, by=by, at=at)


def _correct(fact: Fact, wanted: SaidFact | None, reason: str, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    for what in _steps(fact, wanted, reason):
        if Correction.objects.filter(fact=fact, state=Correction.State.ASKED).exists():
            return
        if who_corrects.takes_two(fact, what.remedy, what.on):
            correction_requests.ask_second([fact], what=what, by=by, at=at)
            return
        fact_changes.change(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
        fact_changes.tell_concerned(fact, at=at)


def _steps(fact: Fact, wanted: SaidFact | None, reason: str) -> Iterator[Change]:
    """What a fact takes to say what is wanted, which may be nothing."""
    stands = in_force.holds(fact)
    if wanted is None:
        if stands:
            yield Change(Remedy.REVERSE, None, reason)
        return
    if not stands:
        yield Change(Remedy.RESTORE, None, reason)
    if wanted.on != fact.occurred_on:
        yield Change(Remedy.MOVE, wanted.value, reason, wanted.on)
    elif wanted.value != fact.value:
        yield Change(Remedy.EXCUSE if wanted.value is None else Remedy.REPLACE, wanted.value, reason)
