"""Processes that begin where the tests are: they have loaded and composed everything already, and can be killed."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

#: What a child must neither use nor close: closing would end what its parent is at.
_of_the_parent: list[object] = []


@dataclass
class Child:
    """A process of its own. code: how it ended; negative: the signal that ended it."""

    pid: int
    code: int | None = None

    def wait(self, seconds: float | None = None) -> bool:
        """Waits until it ends, for so long at the most; returns whether it has."""
        until = None if seconds is None else time.monotonic() + seconds
        while self.code is None and (until is None or time.monotonic() < until):
            pid, status = os.waitpid(self.pid, 0 if until is None else os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.002)
        return self.code is not None

    def kill(self) -> None:
        """Ends it at once, wherever it is."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()


def forked(act: Callable[[], object]) -> Child:
    """Does something in a process of its own, on connections of its own."""
    pid = os.fork()
    if pid:
        return Child(pid)
    code = 1
    try:
        _leave_connections()
        act()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _leave_connections() -> None:
    from django.db import connections

    for one in connections.all(initialized_only=True):
        _of_the_parent.append(one.connection)
        one.connection = None
