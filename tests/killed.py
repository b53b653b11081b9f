"""Processes that are killed while they write: before each of their writes in turn, and once after the last of them."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

from tests.forks import forked

_WRITES = ("INSERT", "UPDATE", "DELETE")


def killed_at_every_write(act: Callable[[], object], *, most: int = 60) -> Iterator[int]:
    """Does it again and again, each time in a process of its own that dies before its next write; gives which.

    The last of them, which is given too, dies once everything is written, before anyone is answered.
    """
    for number in range(most):
        child = forked(lambda number=number: _until(number, act))  # type: ignore[misc]
        assert child.wait(30), "it neither ended nor was killed"
        if child.code == 0:
            yield number
            return
        assert child.code == -signal.SIGKILL, "it failed by itself"
        yield number
    raise AssertionError(f"it writes more than {most} times")


def _until(number: int, act: Callable[[], object]) -> None:
    from django.db import connection

    left = [number]

    def count(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        act()
    # What is done is done, and no notice is sent.
