"""Acts for tests that happen at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(*acts: Callable[[], object]) -> list[Exception | None]:
    """Does them all at the same moment; gives what went wrong with each."""
    went: list[Exception | None] = [None] * len(acts)
    ready = threading.Barrier(len(acts), timeout=30)

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            acts[place]()
        except Exception as error:
            went[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return went
