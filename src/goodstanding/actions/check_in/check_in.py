"""Checking in: a code of the venue's screen, signed by the member's own passkey, in one request.

The phone makes the challenge itself, of the code, the member and a number of its own; so nothing has to be asked for
first, and it can be done where there is no signal and delivered later. Only the server's clock counts: a member was
there in the window in which their code was on the screen.
"""

from datetime import datetime

from django.db import transaction

from goodstanding.access import code_keys
from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in import loading, writing
from goodstanding.actions.check_in.decision import decide
from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import Arrival, CheckInRequest, CheckInResult, RelyingParty
from goodstanding.actions.check_in.writing import OutdatedRows
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme

_TRIES = 3


def check_in(*, request: CheckInRequest, scheme: Scheme, by: Viewer, site: RelyingParty, at: datetime) -> CheckInResult:
    """Checks a member in. The same request again, even many times at once, is written once and answered the same.

    by: the member, who needs no office for it. Raises ActionRefused, mostly CheckInRefused, which says what to do.
    """
    arrival = Arrival(request, by, at)
    for _try in range(_TRIES):
        try:
            answer = _settle(arrival, scheme, site)
        except OutdatedRows:
            continue
        if isinstance(answer, ActionRefused):
            raise answer
        return answer
    raise CheckInRefused(CheckInRefusal.BUSY)


@transaction.atomic
def _settle(arrival: Arrival, scheme: Scheme, site: RelyingParty) -> CheckInResult | ActionRefused:
    """A refusal is returned, not raised: what is written of it, a warning to the owner of a passkey, has to stay."""
    [rows] = loading.load([arrival])
    decision = decide(arrival, rows, site=site, keys=code_keys.ours(), scheme=scheme)
    return writing.write(decision, arrival, scheme=scheme)
