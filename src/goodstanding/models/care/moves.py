"""Where a talk stands, and every way from there, in one dict."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import pgettext_lazy


class TalkState(models.TextChoices):
    """Where a talk stands."""

    ARRANGED = "arranged", pgettext_lazy("a talk", "Arranged")
    SAID = "said", pgettext_lazy("a talk", "Waiting for the other side")
    CONFIRMED = "confirmed", pgettext_lazy("a talk", "Confirmed by both")
    DENIED = "denied", pgettext_lazy("a talk", "Did not take place")
    WITHDRAWN = "withdrawn", pgettext_lazy("a talk", "Taken back")


class TalkMove(StrEnum):
    """What can become of a talk. Each side speaks for itself, and both may take back what is not right."""

    SAY = auto()  # the first side says that it took place
    CONFIRM = auto()  # the other side says so too
    DENY = auto()  # the other side says that it did not take place
    WITHDRAW = auto()


_S, _M = TalkState, TalkMove
#: The way from each state, by move; what is not here is refused.
TALK_MOVES: dict[tuple[TalkState, TalkMove], TalkState] = {
    (_S.ARRANGED, _M.SAY): _S.SAID,
    (_S.ARRANGED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.SAID, _M.CONFIRM): _S.CONFIRMED,
    (_S.SAID, _M.DENY): _S.DENIED,
    (_S.SAID, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.CONFIRMED, _M.WITHDRAW): _S.WITHDRAWN,
}
#: What still waits for a side.
TALK_OPEN = (_S.ARRANGED, _S.SAID)
