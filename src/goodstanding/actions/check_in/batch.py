"""Many check-ins in one transaction, for a moment in which a whole city touches its telephones.

Each is decided on as a single check-in is. The usual ones are written together: the first proof about a member on the
list of an open meeting. Anything else goes by itself, after them: guests, meetings that are closed, proofs that
disagree, and whatever a member sends after their first in the same batch. The results are the same either way, because
the check-ins of different members do not depend on each other.
"""

import logging
from collections.abc import Sequence

from django.db import transaction

from goodstanding.access import code_keys
from goodstanding.actions.check_in import check_in, loading, writing
from goodstanding.actions.check_in.decision import Accepted, Refused, decide
from goodstanding.actions.check_in.request import Arrival, CheckInResult, RelyingParty
from goodstanding.engine.scheme.scheme import Scheme

log = logging.getLogger(__name__)
Answer = CheckInResult | Exception


def check_in_all(arrivals: Sequence[Arrival], *, scheme: Scheme, site: RelyingParty) -> list[Answer]:
    """Checks many members in. Returns for each, in their order, the result or the refusal that says what to do."""
    try:
        answers = _together(arrivals, scheme, site)
    except Exception:  # A deadlock, or a fault of one of them: by itself, each is answered as it should be.
        log.warning("check-ins could not be written together", exc_info=True)
        answers = {}
    return [answers.get(number) or _alone(arrival, scheme, site) for number, arrival in enumerate(arrivals)]


def _alone(arrival: Arrival, scheme: Scheme, site: RelyingParty) -> Answer:
    try:
        return check_in.check_in(request=arrival.request, scheme=scheme, by=arrival.by, site=site, at=arrival.at)
    except Exception as error:  # The other check-ins go on; its own sender is answered with it.
        return error


@transaction.atomic
def _together(arrivals: Sequence[Arrival], scheme: Scheme, site: RelyingParty) -> dict[int, Answer]:
    """Settles, of the first check-in of each member, what is usual or refused. Returns the answers by number."""
    first = _first_of_each(arrivals)
    answers, usual = dict[int, Answer](), dict[int, Accepted]()
    for number, rows in zip(first, loading.load(list(first.values())), strict=True):
        decision = decide(first[number], rows, site=site, keys=code_keys.ours(), scheme=scheme)
        if isinstance(decision, Accepted) and decision.is_usual:
            usual[number] = decision
        elif isinstance(decision, Refused) and decision.alarm is None:
            writing.report(decision, first[number])
            answers[number] = decision.error
    return answers | dict(zip(usual, writing.write_usual(list(usual.values())), strict=True))


def _first_of_each(arrivals: Sequence[Arrival]) -> dict[int, Arrival]:
    """By number, the first check-in of each member: what they send after it depends on what becomes of it."""
    found = dict[int, tuple[int, Arrival]]()
    for number, arrival in enumerate(arrivals):
        found.setdefault(arrival.by.account.pk, (number, arrival))
    return dict(found.values())
