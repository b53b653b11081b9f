"""Whoever asks in the same moment is answered together, each with their own answer."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from goodstanding.web.check_in.batcher import Batcher


def test_alone_nobody_waits() -> None:
    gathering = Batcher[int, int](most=5)
    assert [gathering.ask(one, lambda some: [2 * it for it in some]) for one in range(3)] == [0, 2, 4]


def test_who_comes_meanwhile_is_answered_in_one_go_and_in_order() -> None:
    batches, let_go, begun, go = list[list[int]](), list[int](), threading.Event(), threading.Event()
    gathering = Batcher[int, int](most=5, before_waiting=lambda: let_go.append(1))

    def answer(some: Sequence[int]) -> list[int | Exception]:
        batches.append(list(some))
        begun.set()
        go.wait(5)
        return [2 * it for it in some]

    with ThreadPoolExecutor(13) as pool:
        first = pool.submit(gathering.ask, 0, answer)
        assert begun.wait(5)
        others = [pool.submit(gathering.ask, one, answer) for one in range(1, 13)]
        while len(gathering._waiting) < 12:
            pass
        go.set()
        assert [one.result(5) for one in (first, *others)] == [2 * one for one in range(13)]
    assert [len(batch) for batch in batches] == [1, 5, 5, 2]
    assert len(let_go) == 12, "whoever waits lets go of what others need"
    assert sorted(one for batch in batches for one in batch) == list(range(13))


def test_a_refusal_is_raised_for_its_own_asker_only() -> None:
    gathering, barrier = Batcher[int, int](most=8), threading.Barrier(6)

    def answer(some: Sequence[int]) -> list[int | Exception]:
        return [ValueError(str(it)) if it % 2 else it for it in some]

    def ask(one: int) -> str:
        barrier.wait(5)
        try:
            return f"good {gathering.ask(one, answer)}"
        except ValueError as refusal:
            return f"bad {refusal}"

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == ["good 0", "bad 1", "good 2", "bad 3", "good 4", "bad 5"]


def test_when_answering_breaks_everybody_hears_of_it_and_the_next_are_answered() -> None:
    gathering = Batcher[int, int](most=8)

    def breaks(_some: Sequence[int]) -> list[int | Exception]:
        raise OSError("away")

    for _time in range(2):
        with pytest.raises(OSError, match="away"):
            gathering.ask(1, breaks)
    assert gathering.ask(1, list) == 1
