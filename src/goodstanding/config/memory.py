"""Memory that is given back. With many threads, glibc gives each an arena of its own, and keeps what was freed between
what is still in use: a process that needed a little on each of a hundred threads once holds all of it for ever."""

import ctypes
import threading
import time

_ARENA_MAX = -8
#: Python runs one thread at a time, so that more would hardly be faster.
_ARENAS = 2
_EVERY_S = 30


def bound() -> bool:
    """Bounds what this process keeps, from now on. Gives whether its C library can be told so."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "malloc_trim"):
        return False
    library.mallopt(_ARENA_MAX, _ARENAS)
    threading.Thread(target=_give_back_now_and_then, daemon=True).start()
    return True


def give_back() -> None:
    """Gives every page of memory that nothing lies in back to the system. Takes milliseconds; other threads go on."""
    ctypes.CDLL(None).malloc_trim(0)


def _give_back_now_and_then() -> None:
    while True:
        time.sleep(_EVERY_S)
        give_back()
