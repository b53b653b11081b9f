"""Where a letter stands, and every way from there, in one dict."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import pgettext_lazy


class LetterState(models.TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", pgettext_lazy("a letter", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("a letter", "Answered")
    SETTLED = "settled", pgettext_lazy("a letter", "Settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("a letter", "Taken back")


class LetterMove(StrEnum):
    """What can become of a letter. Passing it up is possible once."""

    ANSWER = auto()
    SETTLE = auto()  # the member says that this answers it
    PASS_UP = auto()  # the member asks the unit above
    WITHDRAW = auto()


_S, _M = LetterState, LetterMove
#: The way from each state, by move; what is not here is refused. Another answer corrects the first.
LETTER_MOVES: dict[tuple[LetterState, LetterMove], LetterState] = {
    (_S.WAITING, _M.ANSWER): _S.ANSWERED,
    (_S.WAITING, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.ANSWERED, _M.ANSWER): _S.ANSWERED,
    (_S.ANSWERED, _M.SETTLE): _S.SETTLED,
    (_S.ANSWERED, _M.PASS_UP): _S.WAITING,
}
