"""What an assignment leaves in the ledger, whatever the way it went: promises to members that hold for every case."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.shipped import shipped_schemes
from goodstanding.models.assignments.moves import AGAINST, DECIDED, AssigneeState
from goodstanding.queries.assignments.leaves import AssignmentOutcome, left_by

RULES = scheme_of(shipped_schemes()["vanguard-136"]).assignments
_DAYS = st.integers(0, 60).map(lambda count: date(2016, 10, 1) + timedelta(days=count))
#: Facts of which a yes takes points.
TAKING = {"lapsed", "refused"}


@st.composite
def outcomes(draw: st.DrawFn) -> AssignmentOutcome:
    """Any place where an assignment can stand, as the database allows it."""
    state = draw(st.sampled_from(AssigneeState))
    answered = None if state in (AssigneeState.GIVEN, AssigneeState.LAPSED) else draw(_DAYS)
    return AssignmentOutcome(
        state=state,
        welcome=state not in AGAINST and draw(st.booleans()),
        due_on=draw(_DAYS),
        answer_by=draw(st.none() | _DAYS),
        answered_on=answered,
        done_on=draw(_DAYS) if state in (AssigneeState.HANDED_IN, AssigneeState.DONE) else None,
        quality=draw(st.none() | st.integers(1, 5)) if state == AssigneeState.DONE else None,
        decided_on=draw(_DAYS) if state in (*DECIDED, AssigneeState.WITHDRAWN) else None,
    )


def harms(outcome: AssignmentOutcome, word: str) -> set[str]:
    """What would be held against the member."""
    said = left_by(outcome, RULES[word])
    return {key for key, what in said.items() if what.value == 0 or (key in TAKING and what.value)}


@settings(max_examples=80, deadline=None)
@given(outcome=outcomes(), word=st.sampled_from(sorted(RULES)))
def test_nothing_is_held_against_who_need_not_do_it_who_declined_or_from_whom_it_was_withdrawn(
    outcome: AssignmentOutcome, word: str
) -> None:
    spared = outcome.welcome or outcome.state in (AssigneeState.DECLINED, AssigneeState.WITHDRAWN)
    if spared:
        assert harms(outcome, word) == set()


@settings(max_examples=80, deadline=None)
@given(outcome=outcomes(), word=st.sampled_from(sorted(RULES)), more=st.integers(0, 30))
def test_more_time_never_makes_anything_worse_and_by_the_new_day_nothing_is_late(
    outcome: AssignmentOutcome, word: str, more: int
) -> None:
    later = AssignmentOutcome(**vars(outcome) | {"due_on": outcome.due_on + timedelta(days=more)})
    assert harms(later, word) <= harms(outcome, word)
    if outcome.state == AssigneeState.DONE and outcome.done_on is not None and outcome.done_on <= later.due_on:
        assert "on_time" not in harms(later, word)


@settings(max_examples=80, deadline=None)
@given(outcome=outcomes(), word=st.sampled_from(sorted(RULES)))
def test_done_or_not_is_said_only_of_what_a_person_decided_and_never_of_a_day_to_come(
    outcome: AssignmentOutcome, word: str
) -> None:
    said = left_by(outcome, RULES[word])
    if outcome.state not in DECIDED:
        assert set(said) <= {"answered"}
    known = {outcome.answered_on, outcome.done_on, outcome.decided_on}
    assert {what.on for what in said.values()} <= known
