"""Which classes are counted together: never one of fewer than five, and nobody is left out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.models.ballots.moves import BALLOT_MOVES, BallotMove, BallotState
from goodstanding.queries.ballots.secrecy import LEAST, counted_together

SIZES = st.dictionaries(st.integers(1, 9), st.integers(0, 12), min_size=1, max_size=6)


@given(SIZES)
@settings(max_examples=60, deadline=None)
def test_no_group_is_small_unless_it_is_the_only_one(sizes: dict[int, int]) -> None:
    together = counted_together(sizes)
    assert set(together) == set(sizes)
    groups = {into: sum(sizes[one] for one, to in together.items() if to == into) for into in together.values()}
    assert all(together[into] == into for into in groups), "a group leads itself"
    assert sum(groups.values()) == sum(sizes.values())
    assert len(groups) == 1 or min(groups.values()) >= LEAST


def test_a_small_class_goes_to_the_largest_and_keeps_its_weight() -> None:
    assert counted_together({1: 3, 2: 9, 3: 6}) == {1: 2, 2: 2, 3: 3}
    assert counted_together({1: 2, 2: 2, 3: 2}) == {1: 2, 2: 2, 3: 2}
    assert counted_together({1: 5, 2: 5}) == {1: 1, 2: 2}


def test_every_state_is_reached_and_every_running_one_can_be_cancelled() -> None:
    reached = {BallotState.PREPARING, *BALLOT_MOVES.values()}
    assert reached == set(BallotState)
    ends = {BallotState.COUNTED, BallotState.CANCELLED}
    assert {was for was, step in BALLOT_MOVES if step is BallotMove.CANCEL} == set(BallotState) - ends
    assert not ends & {was for was, _step in BALLOT_MOVES}
