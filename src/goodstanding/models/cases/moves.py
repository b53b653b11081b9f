"""Where a case and a unit on the list stand, and every way from there. The picture in the docs is drawn from it."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import pgettext_lazy


class CaseState(models.TextChoices):
    """Where a case stands."""

    ORDERED = "ordered", pgettext_lazy("a case", "Order given")
    REPLIED = "replied", pgettext_lazy("a case", "Replied, to be checked")
    CLOSED = "closed", pgettext_lazy("a case", "Closed")
    LATE = "late", pgettext_lazy("a case", "Late, one level up")
    CALLED_OFF = "called_off", pgettext_lazy("a case", "Called off")


class CaseMove(StrEnum):
    """What is done with a case."""

    REPLY = "reply"
    CLOSE = "close"
    RETURN = "return"
    EXTEND = "extend"
    PASS_UP = auto()
    CALL_OFF = "call_off"


_S, _M = CaseState, CaseMove
#: The way from each state by each move; what is not here is refused. Only the clock passes a case up.
CASE_MOVES: dict[tuple[CaseState, CaseMove], CaseState] = {
    (_S.ORDERED, _M.REPLY): _S.REPLIED,
    (_S.REPLIED, _M.CLOSE): _S.CLOSED,
    (_S.REPLIED, _M.RETURN): _S.ORDERED,
    (_S.ORDERED, _M.EXTEND): _S.ORDERED,
    (_S.ORDERED, _M.PASS_UP): _S.LATE,
    (_S.LATE, _M.REPLY): _S.REPLIED,
    (_S.LATE, _M.EXTEND): _S.ORDERED,
    (_S.ORDERED, _M.CALL_OFF): _S.CALLED_OFF,
    (_S.LATE, _M.CALL_OFF): _S.CALLED_OFF,
}
#: The way of a case on which all is as it should be.
CASE_ONWARD: dict[CaseState, CaseMove] = {_S.ORDERED: _M.REPLY, _S.REPLIED: _M.CLOSE}


class WeakState(models.TextChoices):
    """Whether a unit is on the list of those that need help."""

    LISTED = "listed", pgettext_lazy("a unit that needs help", "On the list")
    ACCEPTED = "accepted", pgettext_lazy("a unit that needs help", "Checked, and off the list")


class WeakMove(StrEnum):
    """What becomes of a unit on the list."""

    ACCEPT = "accept"
    NOT_YET = "not_yet"


#: Every way of a unit on the list; a check that finds it is not ready yet leaves it there.
WEAK_MOVES: dict[tuple[WeakState, WeakMove], WeakState] = {
    (WeakState.LISTED, WeakMove.ACCEPT): WeakState.ACCEPTED,
    (WeakState.LISTED, WeakMove.NOT_YET): WeakState.LISTED,
}
