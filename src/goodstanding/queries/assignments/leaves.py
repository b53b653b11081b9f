"""What an assignment leaves in the ledger of a member as it stands: a pure function of where it stands and the rules.

Nothing is said against a member whose doing it is their own choice, who declined with a reason, or from whom it was
withdrawn.
"""

from dataclasses import dataclass
from datetime import date

from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.models.assignments.moves import AGAINST, AssigneeState
from goodstanding.models.ledger.fact import EXCUSED, NO, YES
from goodstanding.queries.ledger.said_fact import SaidFact

State = AssigneeState


@dataclass(frozen=True)
class AssignmentOutcome:
    """Where it stands for a member, as far as the ledger hears of it. decided_on: the day of a person's decision."""

    state: AssigneeState
    welcome: bool
    due_on: date
    answer_by: date | None = None
    answered_on: date | None = None
    done_on: date | None = None
    quality: int | None = None
    decided_on: date | None = None


def left_by(outcome: AssignmentOutcome, rule: AssignmentType) -> dict[str, SaidFact]:
    """What is left, by the key of the rule that names the fact."""
    named = rule.facts()
    said = {**_answer(outcome), **_work(outcome, rule), **_against(outcome)}
    return {key: what for key, what in said.items() if key in named}


def _answer(outcome: AssignmentOutcome) -> dict[str, SaidFact]:
    if outcome.answered_on is None:
        return {}
    if outcome.answer_by is None or outcome.answered_on <= outcome.answer_by:
        return {"answered": SaidFact(YES, outcome.answered_on)}
    if outcome.state in (State.DECLINED, State.WITHDRAWN):
        return {"answered": SaidFact(EXCUSED, outcome.answered_on)}
    return {} if outcome.welcome else {"answered": SaidFact(NO, outcome.answered_on)}


def _work(outcome: AssignmentOutcome, rule: AssignmentType) -> dict[str, SaidFact]:
    """What accepted work leaves, on the day it was handed in."""
    if outcome.state != State.DONE:
        return {}
    assert outcome.done_on is not None, "what is done was done on a day"
    found = {"done": SaidFact(YES, outcome.done_on), "joined": SaidFact(YES, outcome.done_on)}
    in_time = outcome.done_on <= outcome.due_on
    if in_time or not outcome.welcome:
        found["on_time"] = SaidFact(YES if in_time else NO, outcome.done_on)
    least = rule.quality.reason_below if rule.quality is not None and outcome.welcome else 1
    if outcome.quality is not None and outcome.quality >= least:
        found["quality"] = SaidFact(outcome.quality * YES, outcome.done_on)
    return found


def _against(outcome: AssignmentOutcome) -> dict[str, SaidFact]:
    """What a person's decision leaves against a member, on the day of the decision."""
    if outcome.state not in AGAINST or outcome.welcome:
        return {}
    assert outcome.decided_on is not None, "a person decided it on a day"
    found = {"done": SaidFact(NO, outcome.decided_on), "on_time": SaidFact(NO, outcome.decided_on)}
    if outcome.state == State.LAPSED:
        found |= {"lapsed": SaidFact(YES, outcome.decided_on), "answered": SaidFact(NO, outcome.decided_on)}
    if outcome.state == State.REFUSED:
        found["refused"] = SaidFact(YES, outcome.decided_on)
    return found
