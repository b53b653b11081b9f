"""What service leaves in the ledger: signing off and being excused never cost anything, in any order of words."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.engine.scheme.service import ActivityKind
from goodstanding.models.service.moves import SIGN_UP_MOVES, SignUpMove, SignUpState
from goodstanding.queries.service import leaves

S, M = SignUpState, SignUpMove
DAY = date(2016, 10, 15)
TITLE = {"en": "Help", "zh": "帮忙"}
KINDS = st.builds(
    lambda hours, missed, no_show, also: ActivityKind.model_validate(
        {"title": TITLE, "joined": "a.joined", "hours": hours, "missed": missed, "no_show": no_show, "also": also}
    ),
    st.sampled_from(["a.hours", None]), st.sampled_from(["zero", None]), st.sampled_from(["a.missed", None]),
    st.sampled_from([(), ("a.more",)]),
)  # fmt: skip
MINUTES = st.integers(0, 24 * 60)


@given(KINDS, st.sampled_from([S.SIGNED_UP, S.WAITING, S.WITHDRAWN]), st.booleans())
def test_before_the_host_says_a_word_and_after_signing_off_nothing_is_left(
    kind: ActivityKind, state: SignUpState, spared: bool
) -> None:
    assert leaves.of_sign_up(state, None, kind, DAY, is_spared=spared) == {}


@given(KINDS, st.booleans())
def test_excused_never_loses(kind: ActivityKind, spared: bool) -> None:
    said = leaves.of_sign_up(S.EXCUSED, None, kind, DAY, is_spared=spared)
    assert all(what.value is None and not what.is_written for what in said.values())


@given(KINDS)
def test_of_a_member_who_is_free_to_come_nothing_is_written_for_not_coming(kind: ActivityKind) -> None:
    said = leaves.of_sign_up(S.NO_SHOW, None, kind, DAY, is_spared=True)
    assert not any(what.is_written for what in said.values())


@given(KINDS, MINUTES)
def test_who_came_is_never_recorded_as_missing(kind: ActivityKind, minutes: int) -> None:
    said = leaves.of_sign_up(S.CAME, minutes, kind, DAY, is_spared=False)
    assert kind.no_show not in said
    assert all(what.value for what in said.values())
    if kind.hours is not None and minutes:
        assert abs((said[kind.hours].value or 0) * 60 - minutes * 1000) <= 30, "to the nearest thousandth"


@settings(max_examples=200)
@given(st.lists(st.sampled_from(list(M)), max_size=12))
def test_a_sign_up_that_is_withdrawn_in_time_never_becomes_a_no_show(moves: list[SignUpMove]) -> None:
    state, was = S.WAITING, list[SignUpState]()
    for move in moves:
        state = SIGN_UP_MOVES.get((state, move), state)
        was.append(state)
    if S.WITHDRAWN in was:
        assert set(was[was.index(S.WITHDRAWN) :]) == {S.WITHDRAWN}
        assert not {S.CAME, S.NO_SHOW} & set(was)
