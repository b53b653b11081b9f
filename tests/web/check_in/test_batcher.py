"""Threads that ask at the same moment are answered together, each with its own answer, and none waits for ever."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from goodstanding.web.check_in.batcher import Batcher, BatcherStopped

#: Seconds after which a test gives up. Nothing here takes more than a moment.
MOST_S = 5.0


class Desk:
    """A batcher that doubles numbers, and answers no batch before the test lets it; what it was asked is looked at."""

    def __init__(self, most: int = 5, pause: float = 0.0) -> None:
        self.batches = list[list[int]]()
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)
        self.waiting = threading.Semaphore(0)
        self.batcher = Batcher(self._double, most=most, pause=pause, before_waiting=self.waiting.release)

    def _double(self, numbers: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(numbers))
        self.begun.release()
        assert self.go.acquire(timeout=MOST_S)
        return [ValueError(str(number)) if number < 0 else 2 * number for number in numbers]

    def first_and(self, pool: ThreadPoolExecutor, *numbers: int) -> list[Future[int]]:
        """Asks for 0, whose batch begins, and then for these one after the other, until all of them wait."""
        first = pool.submit(self.batcher.ask, 0)
        assert self.begun.acquire(timeout=MOST_S)
        found = [first]
        for number in numbers:
            found.append(pool.submit(self.batcher.ask, number))
            assert self.waiting.acquire(timeout=MOST_S)
        return found

    def let(self, batches: int) -> None:
        """Lets so many batches be answered."""
        for _batch in range(batches):
            self.go.release()


def outcome(future: Future[int]) -> int | str:
    """The answer, or what was raised instead."""
    try:
        return future.result(MOST_S)
    except (ValueError, OSError, RuntimeError, BatcherStopped) as error:
        return f"{type(error).__name__} {error}".strip()


def test_a_thread_that_asks_alone_waits_for_nothing() -> None:
    desk = Desk(pause=MOST_S)
    desk.let(3)
    assert [desk.batcher.ask(number) for number in range(3)] == [0, 2, 4]
    assert desk.batches == [[0], [1], [2]]
    assert not desk.waiting.acquire(blocking=False)


def test_those_that_come_meanwhile_are_answered_in_their_order_and_no_more_at_once_than_allowed() -> None:
    desk = Desk(most=5)
    with ThreadPoolExecutor(13) as pool:
        asked = desk.first_and(pool, *range(1, 13))
        desk.let(4)
        assert [outcome(one) for one in asked] == [2 * number for number in range(13)]
    assert desk.batches == [[0], [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12]]


def test_a_refusal_is_raised_for_its_own_thread_only() -> None:
    desk = Desk()
    with ThreadPoolExecutor(5) as pool:
        asked = desk.first_and(pool, 1, -2, 3, -4)
        desk.let(2)
        assert [outcome(one) for one in asked] == [0, 2, "ValueError -2", 6, "ValueError -4"]


@pytest.mark.parametrize("wrong", [[], [1], [1, 2, 3]], ids=["no answers", "too few", "too many"])
def test_where_answers_are_missing_every_thread_hears_of_it(wrong: list[int]) -> None:
    begun, go, waits = threading.Event(), threading.Event(), threading.Semaphore(0)

    def answer_all(numbers: Sequence[int]) -> Sequence[int]:
        begun.set()
        assert go.wait(MOST_S)
        return wrong if len(numbers) == 2 else numbers

    batcher = Batcher[int, int](answer_all, most=5, before_waiting=waits.release)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(batcher.ask, 7)
        assert begun.wait(MOST_S)
        others = [pool.submit(batcher.ask, number) for number in (8, 9)]
        assert all(waits.acquire(timeout=MOST_S) for _thread in others)
        go.set()
        assert outcome(first) == 7
        assert [outcome(one) for one in others] == ["RuntimeError there is no answer"] * 2


def test_when_answering_breaks_every_thread_hears_of_it_and_the_next_are_answered() -> None:
    def breaks_on_one(numbers: Sequence[int]) -> Sequence[int]:
        if 1 in numbers:
            raise OSError("away")
        return numbers

    batcher = Batcher[int, int](breaks_on_one, most=8)
    for _time in range(2):
        with pytest.raises(OSError, match="away"):
            batcher.ask(1)
    assert batcher.ask(2) == 2
    assert batcher.stop(within=0)


def test_when_the_thread_that_answers_is_interrupted_the_others_do_not_wait_for_ever() -> None:
    desk = Desk()

    def interrupted(numbers: Sequence[int]) -> Sequence[int]:
        answers = Desk._double(desk, numbers)
        if 1 in numbers:
            raise KeyboardInterrupt
        return [answer for answer in answers if isinstance(answer, int)]

    desk.batcher = Batcher(interrupted, most=2, before_waiting=desk.waiting.release)
    with ThreadPoolExecutor(4) as pool:
        asked = desk.first_and(pool, 1, 2, 3)
        desk.let(3)
        assert outcome(asked[0]) == 0
        with pytest.raises(KeyboardInterrupt):
            asked[1].result(MOST_S)
        assert [outcome(one) for one in asked[2:]] == ["RuntimeError there is no answer", 6]
        assert desk.batcher.stop(MOST_S)


def test_a_thread_that_cannot_wait_leaves_its_turn_to_the_next() -> None:
    desk, numbers = Desk(most=1), iter(range(3))

    def before_waiting() -> None:
        number = next(numbers)
        desk.waiting.release()
        if number == 0:
            assert first_answered.wait(MOST_S)
            raise OSError("no connection to give back")

    first_answered = threading.Event()
    desk.batcher = Batcher(desk._double, most=1, before_waiting=before_waiting)
    with ThreadPoolExecutor(3) as pool:
        asked = desk.first_and(pool, 1, 2)
        desk.let(3)
        assert outcome(asked[0]) == 0  # By now the turn is the second thread's, which does not take it.
        first_answered.set()
        assert outcome(asked[1]) == "OSError no connection to give back"
        assert outcome(asked[2]) == 4
        assert desk.batcher.stop(MOST_S)
    assert desk.batches == [[0], [2]]


def test_the_stop_waits_until_everything_is_answered_and_takes_nothing_new() -> None:
    desk = Desk()
    with ThreadPoolExecutor(4) as pool:
        asked = desk.first_and(pool, 1, 2)
        assert not desk.batcher.stop(within=0)
        with pytest.raises(BatcherStopped):
            desk.batcher.ask(3)
        stopping = pool.submit(desk.batcher.stop, MOST_S)
        desk.let(2)
        assert stopping.result(MOST_S)
        assert [outcome(one) for one in asked] == [0, 2, 4]
    assert desk.batches == [[0], [1, 2]]


def test_the_stop_does_not_wait_longer_than_it_is_told() -> None:
    desk = Desk()
    with ThreadPoolExecutor(1) as pool:
        [first] = desk.first_and(pool)
        assert not desk.batcher.stop(within=0.01)
        desk.let(1)
        assert outcome(first) == 0
    assert desk.batcher.stop(within=0)
