"""What a pledge, a suggestion, a topic or a post leaves in the ledger as it stands: pure functions of where it stands.

Nothing is said against a member whose doing it is their own choice, or for whom it no longer applies.
"""

from datetime import date

from goodstanding.models.initiative.duty import DutyCheck
from goodstanding.models.initiative.moves import ItemState, SuggestionState, TopicState
from goodstanding.models.ledger.fact import EXCUSED, NO, YES
from goodstanding.queries.ledger.said_fact import SaidFact

Verdict = DutyCheck.Verdict


def of_item(state: ItemState, decided_on: date | None, *, is_spared: bool) -> SaidFact | None:
    """What an item of a pledge leaves; what no longer applies only excuses what the ledger says already."""
    if decided_on is None or state == ItemState.REPLACED:
        return None
    if state == ItemState.FULFILLED:
        return SaidFact(YES, decided_on)
    if state == ItemState.MISSED and not is_spared:
        return SaidFact(NO, decided_on)
    return SaidFact(EXCUSED, decided_on)


def of_making(state: SuggestionState, made_on: date) -> SaidFact | None:
    """That a suggestion was made; taken back, it leaves nothing."""
    return None if state == SuggestionState.WITHDRAWN else SaidFact(YES, made_on)


def of_adopting(state: SuggestionState, decided_on: date | None) -> SaidFact | None:
    """That a suggestion was adopted."""
    return SaidFact(YES, decided_on) if state == SuggestionState.ADOPTED and decided_on else None


def of_taking_up(state: TopicState, decided_on: date | None) -> SaidFact | None:
    """That a topic was put on an agenda."""
    return SaidFact(YES, decided_on) if state == TopicState.TAKEN_UP and decided_on else None


def of_check(verdict: DutyCheck.Verdict | None, on: date, *, is_spared: bool) -> SaidFact | None:
    """Whether a post was kept in a period; where it did not apply, the period is excused."""
    if verdict is None:
        return None
    if verdict == Verdict.KEPT:
        return SaidFact(YES, on)
    if verdict == Verdict.NOT_KEPT and not is_spared:
        return SaidFact(NO, on)
    return SaidFact(EXCUSED, on, anew=True)
