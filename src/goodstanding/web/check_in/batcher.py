"""Whoever asks while others are being answered waits for them, and is then answered together with all who came since.

The first to come does the work for everybody who waits, and hands it on to one of those who came meanwhile. With one
asker at a time nobody waits, and nothing is gathered.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


class Batcher(Generic[Asked, Answered]):
    """Where they wait. most: how many are answered together. pause: seconds that somebody to whom the turn was handed
    waits for more to come; whoever comes alone waits for nobody. before_waiting: lets go of what others need meanwhile.
    """

    def __init__(self, most: int, pause: float = 0.0, before_waiting: Callable[[], None] = lambda: None) -> None:
        self._most, self._pause, self._before_waiting = most, pause, before_waiting
        self._lock = threading.Lock()
        self._waiting: list[_Ticket] = []
        self._somebody_answers = False

    def ask(self, asked: Asked, answer: Callable[[Sequence[Asked]], Sequence[Answered | Exception]]) -> Answered:
        """The answer. Raises what came out for this one.

        answer: does the work for several, in their order; whoever has the turn uses their own.
        """
        mine = _Ticket(asked)
        with self._lock:
            self._waiting.append(mine)
            has_turn, self._somebody_answers = not self._somebody_answers, True
        if not has_turn:
            self._before_waiting()
            mine.called.wait()
            if mine.result is None and self._pause:
                time.sleep(self._pause)
        if mine.result is None:
            self._answer_all(mine, answer)
        assert mine.result is not None
        found: Answered | Exception = mine.result[0]
        if isinstance(found, Exception):
            raise found
        return found

    def _answer_all(self, mine: "_Ticket", answer: Callable[[Sequence[Asked]], Sequence[Answered | Exception]]) -> None:
        """Answers those who wait until this one is among them, and gives the turn away."""
        try:
            while mine.result is None:
                with self._lock:
                    some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                _answer(some, answer)
        finally:
            with self._lock:
                self._somebody_answers = bool(self._waiting)
                if self._waiting:
                    self._waiting[0].called.set()


class _Ticket:
    """What one asks; what came out, once it has; and whether to look: it is answered, or has the turn."""

    def __init__(self, asked: Any) -> None:
        self.asked = asked
        self.result: tuple[Any] | None = None
        self.called = threading.Event()


def _answer(some: Sequence[_Ticket], answer: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
    found: Sequence[Any] = [RuntimeError("nobody answered")] * len(some)
    try:
        found = answer([one.asked for one in some])
    except Exception as error:
        found = [error] * len(some)
    finally:
        for one, result in zip(some, found, strict=True):
            one.result = (result,)
            one.called.set()
