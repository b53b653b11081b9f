"""Where a probation stands, and every way from there, in one dict."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class ProbationState(models.TextChoices):
    """Where a probation stands."""

    RUNNING = "running", pgettext_lazy("a probation", "On probation")
    FULL = "full", pgettext_lazy("a probation", "Full member")
    CANCELLED = "cancelled", pgettext_lazy("a probation", "Cancelled")
    ENDED = "ended", pgettext_lazy("a probation", "Ended with the class")


class Decided(StrEnum):
    """What a body can decide; and that the class was ended by hand, which is no decision and says nothing of one."""

    FULL = "full"
    EXTENDED = "extended"
    CANCELLED = "cancelled"
    CLASS_ENDED = "class_ended"


_S, _D = ProbationState, Decided
#: The way from each state, by the decision of the body above or the end of the class; what is not here is refused.
PROBATION_MOVES: dict[tuple[ProbationState, Decided], ProbationState] = {
    (_S.RUNNING, _D.FULL): _S.FULL,
    (_S.RUNNING, _D.EXTENDED): _S.RUNNING,
    (_S.RUNNING, _D.CANCELLED): _S.CANCELLED,
    (_S.RUNNING, _D.CLASS_ENDED): _S.ENDED,
}
