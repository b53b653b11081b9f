"""Where a ballot stands, and every way from there, in one dict."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class BallotState(models.TextChoices):
    """Where a ballot stands."""

    PREPARING = "preparing", pgettext_lazy("a ballot", "Waits for the tellers' keys")
    OPEN = "open", pgettext_lazy("a ballot", "Open")
    CLOSED = "closed", pgettext_lazy("a ballot", "Closed, to be shuffled by both tellers")
    SHUFFLED = "shuffled", pgettext_lazy("a ballot", "Shuffled, to be counted by both tellers")
    COUNTED = "counted", pgettext_lazy("a ballot", "Counted")
    CANCELLED = "cancelled", pgettext_lazy("a ballot", "Cancelled")


class BallotMove(StrEnum):
    """What can happen to a ballot."""

    BEGIN = "begin"
    CLOSE = "close"
    SHUFFLE = "shuffle"
    COUNT = "count"
    CANCEL = "cancel"


_S, _M = BallotState, BallotMove
#: The way from each state; what is not here is refused. A ballot begins with the second teller's key.
BALLOT_MOVES: dict[tuple[BallotState, BallotMove], BallotState] = {
    (_S.PREPARING, _M.BEGIN): _S.OPEN,
    (_S.OPEN, _M.CLOSE): _S.CLOSED,
    (_S.CLOSED, _M.SHUFFLE): _S.SHUFFLED,
    (_S.SHUFFLED, _M.COUNT): _S.COUNTED,
    (_S.PREPARING, _M.CANCEL): _S.CANCELLED,
    (_S.OPEN, _M.CANCEL): _S.CANCELLED,
    (_S.CLOSED, _M.CANCEL): _S.CANCELLED,
    (_S.SHUFFLED, _M.CANCEL): _S.CANCELLED,
}
