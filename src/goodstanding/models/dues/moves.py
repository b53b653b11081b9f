"""Where a reduction stands, and every way from there: one dict."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import pgettext_lazy


class ReliefState(models.TextChoices):
    """Where a reduction or waiver stands."""

    PROPOSED = "proposed", pgettext_lazy("a reduction", "Waiting for the committee above")
    AGREED = "agreed", pgettext_lazy("a reduction", "Approved")
    DECLINED = "declined", pgettext_lazy("a reduction", "Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("a reduction", "Withdrawn")
    ENDED = "ended", pgettext_lazy("a reduction", "Ended")


class ReliefMove(StrEnum):
    """What can become of it: withdrawn or ended by the branch, else by the committee above."""

    AGREE = auto()
    DECLINE = auto()
    WITHDRAW = auto()
    END = auto()


_S, _M = ReliefState, ReliefMove
RELIEF_MOVES: dict[tuple[ReliefState, ReliefMove], ReliefState] = {
    (_S.PROPOSED, _M.AGREE): _S.AGREED,
    (_S.PROPOSED, _M.DECLINE): _S.DECLINED,
    (_S.PROPOSED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.AGREED, _M.END): _S.ENDED,
}
