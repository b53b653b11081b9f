"""Puts the ledger right, for viewers with the right to: takes back, restores, excuses, replaces, moves, adds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.ledger import reverse_and_replace
from goodstanding.actions.ledger.ledger import Faulty, NewFact
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Member, Remedy
from goodstanding.queries.ledger.faults import faults_of
from goodstanding.queries.ledger.in_force import holds

#: As much as the ledger keeps of a reason.
MOST_REASON = 500


@dataclass(frozen=True)
class Change:
    """What is done to a fact. value: thousandths, for another value or (none: excused) for a move; on: the new day."""

    remedy: Remedy
    value: int | None
    reason: str
    on: date | None = None

    @property
    def says(self) -> int | None:
        """The value that stands afterwards, where another fact is written; none: excused."""
        return None if self.remedy == Remedy.EXCUSE else self.value


def change(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime, agreed_by: Account | None) -> None:
    """Changes what a fact says. by: who writes it; agreed_by: the other of two. Raises ActionRefused where it cannot
    be.
    """
    refuse_impossible(fact, what, scheme, at)
    reason = reason_of(what.reason)
    if what.remedy == Remedy.REVERSE:
        reverse_and_replace.reverse(fact=fact, reason=reason, by=by, at=at, agreed_by=agreed_by)
    elif what.remedy == Remedy.RESTORE:
        reverse_and_replace.restore(fact=fact, reason=reason, by=by, at=at, agreed_by=agreed_by)
    else:
        reverse_and_replace.correct(
            fact=fact, value=what.says, reason=reason, scheme=scheme, by=by, at=at, occurred_on=what.on,
            agreed_by=agreed_by,
        )  # fmt: skip


def refuse_impossible(fact: Fact, what: Change, scheme: Scheme, at: datetime) -> None:
    """Raises ActionRefused where a fact cannot be changed so."""
    if what.remedy not in {Remedy.REVERSE, Remedy.RESTORE, Remedy.EXCUSE, Remedy.REPLACE, Remedy.MOVE}:
        raise ActionRefused(_("Choose what should be done."), "remedy")
    if what.remedy == Remedy.RESTORE:
        _refuse_restoring(fact)
    elif what.remedy == Remedy.EXCUSE and fact.value is None:
        raise ActionRefused(_("It is already excused."), "remedy")
    elif what.remedy == Remedy.REPLACE and (what.value is None or what.value == fact.value):
        raise ActionRefused(_("Give the value it should have."), "value")
    elif what.remedy == Remedy.MOVE and what.on in {None, fact.occurred_on}:
        raise ActionRefused(_("Give the day it should have."), "on")
    if what.remedy != Remedy.RESTORE and not holds(fact):
        raise ActionRefused(_("This entry was already taken back."))
    subject = fact.member or fact.unit
    if what.remedy in {Remedy.REPLACE, Remedy.MOVE} and subject is not None:
        entry = NewFact(fact.kind, subject, what.value, what.on or fact.occurred_on, "")
        if faults := faults_of([entry], scheme, None, at):
            raise Faulty(faults)


def _refuse_restoring(fact: Fact) -> None:
    instead = Fact.objects.filter(replaces=fact, member=fact.member, unit=fact.unit)
    if any(holds(fact) for fact in instead):
        raise ActionRefused(_("Another entry replaces it. Take that one back first."))
    if holds(fact):
        raise ActionRefused(_("This entry was not taken back."))


def add(  # noqa: PLR0913
    *, member: Member, kind: str, value: int | None, on: date, key: str, reason: str, scheme: Scheme, by: Viewer,
    at: datetime, agreed_by: Account,
) -> Fact:  # fmt: skip
    """Writes a fact down that was missing, with why and by which two. Raises Faulty where it cannot be."""
    entry = NewFact(kind, member, value, on, key)
    return reverse_and_replace.add(
        entry=entry, reason=reason_of(reason), scheme=scheme, by=by, at=at, agreed_by=agreed_by
    )


def reason_of(text: str) -> str:
    """A reason as the ledger keeps it. Raises ActionRefused where there is none, or more than it keeps."""
    return needed(text, "reason", missing=_("A correction needs a reason."), most=MOST_REASON)


def tell_concerned(fact: Fact, *, at: datetime) -> None:
    """Tells the member that a fact about them was put right."""
    if fact.member_id is None:
        return
    facts = {"kind": fact.kind, "day": fact.occurred_on.isoformat()}
    once = f"fact_corrected:{fact.pk}:{at.isoformat()}"
    notices.tell_member(fact.member_id, "fact_corrected", facts, idempotency_key=once, at=at)
