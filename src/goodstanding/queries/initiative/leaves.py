"""What a pledge, a suggestion, a topic or a post leaves in the ledger: pure functions of its present state.

Nothing is recorded against a member whose own choice it is, or to whom it no longer applies.
"""

from datetime import date

from goodstanding.models.initiative.duty import DutyCheck
from goodstanding.models.initiative.moves import ItemState, SuggestionState, TopicState
from goodstanding.models.ledger.fact import EXCUSED, NO, YES
from goodstanding.queries.ledger.said_fact import SaidFact

Verdict = DutyCheck.Verdict


def of_item(state: ItemState, decided_on: date | None) -> SaidFact | None:
    """Returns what an item leaves, or None. An item that no longer applies only excuses an entry that is there."""
    if decided_on is None or state == ItemState.REPLACED:
        return None
    if state == ItemState.FULFILLED:
        return SaidFact(YES, decided_on)
    if state == ItemState.MISSED:
        return SaidFact(NO, decided_on)
    return SaidFact(EXCUSED, decided_on)


def of_making(state: SuggestionState, made_on: date) -> SaidFact | None:
    """Returns that a suggestion was made, or None for a suggestion that was taken back."""
    return None if state == SuggestionState.WITHDRAWN else SaidFact(YES, made_on)


def of_adopting(state: SuggestionState, decided_on: date | None) -> SaidFact | None:
    """Returns that a suggestion was adopted, or None."""
    return SaidFact(YES, decided_on) if state == SuggestionState.ADOPTED and decided_on else None


def of_taking_up(state: TopicState, decided_on: date | None) -> SaidFact | None:
    """Returns that a topic was put on an agenda, or None."""
    return SaidFact(YES, decided_on) if state == TopicState.TAKEN_UP and decided_on else None


def of_check(verdict: DutyCheck.Verdict | None, on: date) -> SaidFact | None:
    """Returns whether a post was carried out in a period, or None; where it did not apply, the period is excused."""
    if verdict is None:
        return None
    if verdict == Verdict.KEPT:
        return SaidFact(YES, on)
    if verdict == Verdict.NOT_KEPT:
        return SaidFact(NO, on)
    return SaidFact(EXCUSED, on, anew=True)
