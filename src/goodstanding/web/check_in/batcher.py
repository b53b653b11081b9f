"""Answers requests that come at the same moment together, by one thread for all of them.

The first thread that asks does the work for all that wait, and hands the turn on to one of those that came meanwhile.
So there is no thread of its own to start: a batcher takes requests from when it is made until it is stopped. A thread
that asks alone waits for nothing, and nothing is gathered.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class BatcherStopped(Exception):
    """The batcher takes no more: the process is about to end."""


class Batcher(Generic[Item, Answer]):
    """Where threads wait for their answers.

    answer_all: does the work for several items; returns an answer (never None) or an exception for each, in their
    order. most: how many items it is given at once. pause: seconds that a thread to which the turn was handed waits for
    more items to come. before_waiting: lets go of what other threads need meanwhile.
    """

    def __init__(
        self,
        answer_all: Callable[[Sequence[Item]], Sequence[Answer | Exception]],
        *,
        most: int,
        pause: float = 0.0,
        before_waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self._answer_all, self._most = answer_all, most
        self._pause, self._before_waiting = pause, before_waiting
        self._changed = threading.Condition()
        self._waiting: list[_Ticket[Item, Answer]] = []
        self._has_turn_taken = self._is_stopped = False

    def ask(self, item: Item) -> Answer:
        """The answer to an item. Raises the exception that was given for it, BatcherStopped after the stop."""
        ticket = _Ticket[Item, Answer](item)
        with self._changed:
            if self._is_stopped:
                raise BatcherStopped
            self._waiting.append(ticket)
            has_turn, self._has_turn_taken = not self._has_turn_taken, True
        if not has_turn:
            self._wait(ticket)
        if ticket.answer is None:
            self._take_turn(ticket)
        assert ticket.answer is not None, "the turn ends with its own answer"
        if isinstance(ticket.answer, Exception):
            raise ticket.answer
        return ticket.answer

    def stop(self, within: float) -> bool:
        """Takes no more items, and waits until all that wait are answered, for so many seconds at most.

        Returns whether they were.
        """
        with self._changed:
            self._is_stopped = True
            return self._changed.wait_for(lambda: not self._has_turn_taken, within)

    def _wait(self, ticket: "_Ticket[Item, Answer]") -> None:
        """Until the ticket is answered, or has the turn."""
        try:
            self._before_waiting()
            ticket.called.wait()
            if ticket.answer is None and self._pause:
                time.sleep(self._pause)
        except BaseException:  # This thread will not take the turn; another one has to.
            with self._changed:
                if ticket in self._waiting:
                    self._waiting.remove(ticket)
                    if ticket.called.is_set():
                        self._hand_on()
            raise

    def _take_turn(self, ticket: "_Ticket[Item, Answer]") -> None:
        """Answers those that wait until this ticket is among them, and hands the turn on."""
        try:
            while ticket.answer is None:
                with self._changed:
                    tickets, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                self._answer(tickets)
        finally:
            with self._changed:
                self._hand_on()

    def _hand_on(self) -> None:
        """Gives the turn to the first that waits. The caller holds the lock."""
        self._has_turn_taken = bool(self._waiting)
        if self._waiting:
            self._waiting[0].called.set()
        else:
            self._changed.notify_all()

    def _answer(self, tickets: Sequence["_Ticket[Item, Answer]"]) -> None:
        answers: Sequence[Answer | Exception] = [RuntimeError("there is no answer")] * len(tickets)
        try:
            found = self._answer_all([ticket.item for ticket in tickets])
            if len(found) == len(tickets):
                answers = found
        except Exception as error:
            answers = [error] * len(tickets)
        finally:  # Also where the thread is interrupted: the others must not wait for ever.
            for ticket, answer in zip(tickets, answers, strict=True):
                ticket.answer = answer
                ticket.called.set()


class _Ticket(Generic[Item, Answer]):
    """An item, its answer once there is one, and whether to look: it is answered, or has the turn."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.answer: Answer | Exception | None = None
        self.called = threading.Event()
