"""The check-ins of one process: those that come at the same moment are written together (ADR 24)."""

import atexit
from collections.abc import Sequence

from django.conf import settings
from django.db import connection

from goodstanding.actions.check_in import batch
from goodstanding.actions.check_in.request import Arrival, CheckInResult, RelyingParty
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.check_in.batcher import Batcher

_MOST = 40
_PAUSE_S = 0.05
#: How long the end of the process waits for check-ins that are being written.
_LAST_S = 10.0


def check_in(arrival: Arrival) -> CheckInResult:
    """Checks a member in, together with all who come meanwhile.

    Raises ActionRefused with what to do, BatcherStopped where the process is about to end.
    """
    return _batcher.ask(arrival)


def _check_in_all(arrivals: Sequence[Arrival]) -> list[CheckInResult | Exception]:
    site = RelyingParty(settings.ORIGIN, settings.RP_ID)
    return batch.check_in_all(arrivals, scheme=the_scheme(), site=site)


def _give_connection_back() -> None:
    """A thread that waits for others needs no connection meanwhile, and there are few."""
    if not connection.in_atomic_block:
        connection.close()


_batcher = Batcher(_check_in_all, most=_MOST, pause=_PAUSE_S, before_waiting=_give_connection_back)
atexit.register(_batcher.stop, _LAST_S)
