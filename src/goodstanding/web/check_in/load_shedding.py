"""What happens when more people check in at once than can be answered: some are asked to come back in a moment.

Answering everyone late would answer no one in time. A phone that is turned away keeps its check-in and comes again by
itself, a little later each time. Nothing is asked of the database for it.
"""

import random
import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

#: After how long a phone may come again: not all at once.
_AGAIN_S = (5, 15)

_slots = threading.BoundedSemaphore(settings.CHECK_INS_AT_ONCE)
_SEND = reverse_lazy("check_in_send")


class Busy:
    """The first of all: turns check-ins away while the process is full."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or 503 with a time to come again."""
        if request.path != str(_SEND):
            return self._answer(request)
        if not _slots.acquire(blocking=False):
            return come_again()
        try:
            return self._answer(request)
        finally:
            _slots.release()


def come_again() -> HttpResponse:
    """503, with a time after which the phone comes again by itself."""
    after = random.randint(*_AGAIN_S)  # noqa: S311 -- Spreads phones; nothing depends on its being secret.
    answer = HttpResponse(status=503, headers={"Retry-After": str(after), "Cache-Control": "no-store"})
    # Nothing is wrong that a line of the log for each would help with.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer
