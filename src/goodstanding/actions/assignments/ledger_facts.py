"""What an assignment leaves in the ledger: written once, and put right when a decision is corrected.

Only what a step changes is touched: an entry that people corrected stays as they left it.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger import correction_requests, ledger
from goodstanding.actions.ledger.change import MOST_REASON, Change
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Correction, Fact, Remedy
from goodstanding.queries.assignments.leaves import AssignmentOutcome, SaidFact, left_by
from goodstanding.queries.assignments.outcomes import facts_of, key_of, reference_of
from goodstanding.queries.ledger import in_force, who_corrects


def follow(
    assignee: Assignee, rule: AssignmentType, before: AssignmentOutcome, after: AssignmentOutcome, reason: str, *,
    scheme: Scheme, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Lets the ledger say what is left now, where that is something else than before.

    What a published month counts waits for a second person.
    """
    was, wanted, named = left_by(before, rule), left_by(after, rule), rule.facts()
    changed = [slot for slot in named if was.get(slot) != wanted.get(slot)]
    if not changed:
        return
    there = facts_of(assignee, changed)
    fresh = [
        NewFact(named[slot], assignee.member, said.value, said.on, key_of(assignee, slot), reference_of(assignee))
        for slot in changed
        if slot not in there and (said := wanted.get(slot)) is not None and said.value is not None
    ]
    unit = assignee.member.unit or assignee.assignment.unit
    # Who judges it without the right to record entries by hand leaves that to the system; so does the member.
    writer = by if by.may(Permission.RECORD_FACT, unit) else None
    ledger.record_many(fresh, source=Fact.Source.ASSIGNMENT, scheme=scheme, by=writer, at=at, over=unit)
    words = reason[:MOST_REASON] or gettext("The assignment was corrected.")
    for slot, written in there.items():
        _correct(in_force.now_in_place(written), wanted.get(slot), words, scheme, by=by, at=at)


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
