"""What service leaves in the ledger: pure functions of the present state of a thing.

Nothing is recorded against a member whose own choice it is, who signed off, or who was excused.
"""

from datetime import date

from goodstanding.engine.scheme.service import ActivityKind
from goodstanding.models.ledger.fact import EXCUSED, NO, YES
from goodstanding.models.service.moves import NeedState, RegistrationState, SignUpState, WishState
from goodstanding.models.service.pair import PairCheck
from goodstanding.queries.ledger.said_fact import SaidFact

State, Verdict = SignUpState, PairCheck.Verdict


def of_sign_up(
    state: SignUpState, minutes: int | None, kind: ActivityKind, on: date, *, is_spared: bool
) -> dict[str, SaidFact]:
    """Returns what a sign-up leaves, by the kind of fact; nothing before the host has said a word about it."""
    if state == State.CAME:
        return _of_coming(minutes or 0, kind, on)
    if state == State.NO_SHOW and not is_spared:
        return _of_not_coming(kind, on)
    if state in (State.EXCUSED, State.NO_SHOW) and kind.joined is not None:
        return {kind.joined: SaidFact(EXCUSED, on)}
    return {}


def _of_coming(minutes: int, kind: ActivityKind, on: date) -> dict[str, SaidFact]:
    found = {fact: SaidFact(YES, on) for fact in (kind.joined, *kind.also) if fact is not None}
    if kind.hours is not None and minutes > 0:
        found[kind.hours] = SaidFact(thousandths(minutes), on)
    return found


def _of_not_coming(kind: ActivityKind, on: date) -> dict[str, SaidFact]:
    found = dict[str, SaidFact]()
    if kind.joined is not None and kind.missed == "zero":
        found[kind.joined] = SaidFact(NO, on)
    if kind.no_show is not None:
        found[kind.no_show] = SaidFact(YES, on)
    return found


def thousandths(minutes: int) -> int:
    """Returns thousandths of an hour, rounded to the nearest."""
    return (minutes * 1000 + 30) // 60


def of_registration(state: RegistrationState, decided_on: date | None) -> SaidFact | None:
    """Returns that a member registered, or None. A registration that ended later was one all the same."""
    stood = state in (RegistrationState.CONFIRMED, RegistrationState.ENDED)
    return SaidFact(YES, decided_on) if stood and decided_on is not None else None


def of_wish(state: WishState, decided_on: date | None) -> SaidFact | None:
    """Returns that a wish was fulfilled, or None. A wish that is given back or returned leaves nothing."""
    return SaidFact(YES, decided_on) if state == WishState.FULFILLED and decided_on is not None else None


def of_need(state: NeedState, made_on: date) -> SaidFact | None:
    """Returns that a need was relayed, on the day it was, or None until it is taken up."""
    return SaidFact(YES, made_on) if state == NeedState.TAKEN_UP else None


def of_pair(verdict: PairCheck.Verdict | None, on: date) -> SaidFact | None:
    """Returns that help was given in a period, or None; where nothing was needed, what stood before is excused."""
    if verdict == Verdict.HELPED:
        return SaidFact(YES, on)
    return SaidFact(EXCUSED, on) if verdict == Verdict.EXCUSED else None
