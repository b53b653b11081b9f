"""What happens when more people check in at once than can be answered: some are asked to come back in a moment.

Answering everybody late would answer nobody in time. A phone that is turned away keeps its check-in and comes again by
itself, a little later each time. Nothing is asked of the database for it.
"""

import random
import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

#: How many check-ins one process works on at a time, and for how long one more waits for its turn.
AT_ONCE = 3
PATIENCE_S = 0.25
#: After how long a phone may come again: not all at once.
_AGAIN_S = (5, 15)

_places = threading.BoundedSemaphore(AT_ONCE)
_SEND = reverse_lazy("check_in_send")


class Busy:
    """The first of all: turns check-ins away while the process is full."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or 503 with a time to come again."""
        if request.path != str(_SEND):
            return self._answer(request)
        if not _places.acquire(timeout=PATIENCE_S):
            after = random.randint(*_AGAIN_S)  # noqa: S311 -- Spreads phones; nothing depends on its being secret.
            return HttpResponse(status=503, headers={"Retry-After": str(after), "Cache-Control": "no-store"})
        try:
            return self._answer(request)
        finally:
            _places.release()
