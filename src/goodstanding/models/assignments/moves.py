"""Where an assignment of one member stands, and every way from there: the whole state machine, as one dict."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssigneeState(models.TextChoices):
    """Where it stands for one member."""

    GIVEN = "given", pgettext_lazy("an assignment", "Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("an assignment", "Accepted")
    DECLINED = "declined", _("Declined with a reason")
    HANDED_IN = "handed_in", _("Handed in")
    RETURNED = "returned", _("Returned for rework")
    DONE = "done", pgettext_lazy("an assignment", "Done")
    NOT_DONE = "not_done", _("Not done")
    LAPSED = "lapsed", _("Lapsed without an answer")
    REFUSED = "refused", _("Refused without a reason")
    WITHDRAWN = "withdrawn", pgettext_lazy("an assignment", "Withdrawn")


class Move(StrEnum):
    """What can become of it. The first three are the member's, or are recorded for them; the others their branch's."""

    ACCEPT = auto()
    DECLINE = auto()
    HAND_IN = auto()
    RETURN = auto()
    FINISH = auto()  # the work is accepted as done
    FAIL = auto()  # a person decides that it was not done
    LAPSE = auto()  # a person decides that it lapsed without an answer
    REFUSE = auto()  # a person decides that it was refused without a reason
    WITHDRAW = auto()


_S, _M = AssigneeState, Move
#: The way from each state, by move; what is not here is refused, by the actions and by the database. A decision is
#: corrected by another: then the ledger follows.
MOVES: dict[tuple[AssigneeState, Move], AssigneeState] = {
    (_S.GIVEN, _M.ACCEPT): _S.ACCEPTED,
    (_S.GIVEN, _M.DECLINE): _S.DECLINED,
    (_S.GIVEN, _M.HAND_IN): _S.HANDED_IN,
    (_S.GIVEN, _M.FAIL): _S.NOT_DONE,
    (_S.GIVEN, _M.LAPSE): _S.LAPSED,
    (_S.GIVEN, _M.REFUSE): _S.REFUSED,
    (_S.GIVEN, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.ACCEPTED, _M.DECLINE): _S.DECLINED,
    (_S.ACCEPTED, _M.HAND_IN): _S.HANDED_IN,
    (_S.ACCEPTED, _M.FAIL): _S.NOT_DONE,
    (_S.ACCEPTED, _M.REFUSE): _S.REFUSED,
    (_S.ACCEPTED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.DECLINED, _M.ACCEPT): _S.ACCEPTED,
    (_S.DECLINED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.HANDED_IN, _M.HAND_IN): _S.HANDED_IN,
    (_S.HANDED_IN, _M.RETURN): _S.RETURNED,
    (_S.HANDED_IN, _M.FINISH): _S.DONE,
    (_S.HANDED_IN, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.RETURNED, _M.DECLINE): _S.DECLINED,
    (_S.RETURNED, _M.HAND_IN): _S.HANDED_IN,
    (_S.RETURNED, _M.FAIL): _S.NOT_DONE,
    (_S.RETURNED, _M.REFUSE): _S.REFUSED,
    (_S.RETURNED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.DONE, _M.FINISH): _S.DONE,
    (_S.DONE, _M.FAIL): _S.NOT_DONE,
    (_S.DONE, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.NOT_DONE, _M.FINISH): _S.DONE,
    (_S.NOT_DONE, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.LAPSED, _M.FINISH): _S.DONE,
    (_S.LAPSED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.REFUSED, _M.FINISH): _S.DONE,
    (_S.REFUSED, _M.WITHDRAW): _S.WITHDRAWN,
}
#: Where something is still to be done by the member, and by the person who looks after it.
TO_DO = (_S.GIVEN, _S.ACCEPTED, _S.RETURNED)
OPEN = (*TO_DO, _S.HANDED_IN)
#: What a named person decided.
DECIDED = (_S.DONE, _S.NOT_DONE, _S.LAPSED, _S.REFUSED)
#: What can count against a member; never where doing it was their own choice.
AGAINST = (_S.NOT_DONE, _S.LAPSED, _S.REFUSED)
