"""What initiative leaves in the ledger, wherever it stands: promises to members that hold for every case."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.models import DutyCheck
from goodstanding.models.initiative.moves import ItemState, SuggestionState, TopicState
from goodstanding.queries.initiative import leaves
from goodstanding.queries.ledger.said_fact import SaidFact

V = DutyCheck.Verdict
_DAYS = st.integers(0, 400).map(lambda count: date(2016, 1, 1) + timedelta(days=count))


def value(said: SaidFact | None) -> int | None:
    """What counts of it; none where nothing is written, or only an excuse."""
    return None if said is None else said.value


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ItemState), st.none() | _DAYS, st.sampled_from(V), _DAYS)
def test_only_a_person_s_no_is_a_zero(
    state: ItemState, decided_on: date | None, verdict: DutyCheck.Verdict, on: date
) -> None:
    item = leaves.of_item(state, decided_on)
    assert (value(item) == 0) is (state == ItemState.MISSED and decided_on is not None)
    check = leaves.of_check(verdict, on)
    assert (value(check) == 0) is (verdict == V.NOT_KEPT)
    assert check is not None
    assert check.is_written, "a period in which it did not apply is excused, or it would be missing"


@given(st.sampled_from(SuggestionState), st.sampled_from(TopicState), _DAYS, st.none() | _DAYS)
def test_speaking_up_never_leaves_a_zero(
    suggestion: SuggestionState, topic: TopicState, made_on: date, decided_on: date | None
) -> None:
    said = (
        leaves.of_making(suggestion, made_on), leaves.of_adopting(suggestion, decided_on),
        leaves.of_taking_up(topic, decided_on),
    )  # fmt: skip
    assert {value(one) for one in said} <= {None, 1000}
    assert (said[0] is None) is (suggestion == SuggestionState.WITHDRAWN)
