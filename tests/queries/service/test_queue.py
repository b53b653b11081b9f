"""A waiting list moves in order, each member exactly once, and no place stays free while a member waits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.queries.service.queue import has_place, moving_up

#: A member joins, the member at some place leaves, or the host sets the number of places.
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.just(0)),
        st.tuples(st.just("leave"), st.integers(0, 9)),
        st.tuples(st.just("places"), st.integers(1, 5)),
    ),
    max_size=40,
)


@settings(max_examples=150)
@given(st.integers(1, 4), EVENTS)
def test_a_waiting_list_moves_in_order_and_each_moves_up_once(places: int, events: list[tuple[str, int]]) -> None:
    taken, waiting, moved, gone, number = list[int](), list[int](), list[int](), set[int](), 0
    for what, value in events:
        if what == "join":
            (taken if has_place(places, len(taken), len(waiting)) else waiting).append(number)
            number += 1
        elif what == "leave" and taken + waiting:
            one = (taken + waiting)[value % len(taken + waiting)]
            (taken if one in taken else waiting).remove(one)
            gone.add(one)
        elif what == "places":
            places = max(value, len(taken))
        up = moving_up(places, len(taken), waiting)
        assert up == waiting[: len(up)], "in the order of the list, and nobody is passed"
        taken, waiting, moved = taken + up, waiting[len(up) :], moved + up
        assert len(taken) <= places
        assert not waiting or len(taken) == places, "no place is free while a member waits"
    assert len(set(moved)) == len(moved)
    assert moved == sorted(moved)
    assert sorted(taken + waiting + list(gone)) == list(range(number)), "no member is lost and none is there twice"


def test_without_a_limit_nobody_waits() -> None:
    assert has_place(None, 1000, 0)
    assert moving_up(None, 1000, ["a", "b"]) == ["a", "b"]
