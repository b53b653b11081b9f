"""Why a member's own code was not made, or not taken, in a sentence that says what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import Refusal
from goodstanding.proofs.venue_code import Doubt, NotShown


class Why(StrEnum):
    """Why not."""

    NOT_OPEN = "not_open"
    NOT_LISTED = "not_listed"
    PASSKEY = "passkey"
    HAS_PASSKEY = "has_passkey"
    FORGED = "forged"
    OTHER_MEETING = "other_meeting"
    OLD = "old"
    TOO_LATE = "too_late"
    EARLY = "early"
    CLOSED = "closed"
    USED = "used"
    STRANGER = "stranger"


_SAYS: dict[Why, str | Promise] = {
    Why.NOT_OPEN: _("The meeting is not open for check-in now, so there is no code to show."),
    Why.NOT_LISTED: _("You are not on the list of this meeting. Ask the host to add you."),
    Why.PASSKEY: _("Your passkey was not accepted. Try again, or ask the host to write you on the roll."),
    Why.HAS_PASSKEY: _(
        "You have a passkey; use it. If it is on another device, ask the host to write you on the roll."
    ),
    Why.FORGED: _("This is no code that a member's phone shows here. Mark them by hand if you see them."),
    Why.OTHER_MEETING: _("This code is of another meeting. Let them open this meeting and show its code."),
    Why.OLD: _("This code is older than two minutes. Let them show a new one."),
    Why.TOO_LATE: _("This code came more than eight days after it was made. Have the facts corrected instead."),
    Why.EARLY: _("This code is of a time still to come. Let them show a new one."),
    Why.CLOSED: _("The door is closed: this code was not made while the meeting was open."),
    Why.USED: _("This code was used, and what it said was taken back. Let them show a new one."),
    Why.STRANGER: _("The member of this code is not on the list of this meeting. Add them as a guest first."),
}
_DOUBTS = {Doubt.MEETING: Why.OTHER_MEETING, Doubt.EARLY: Why.EARLY}


class NotTaken(Refusal):
    """It was not made or taken; why: besides the sentence."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(_SAYS[why])


def why(refusal: NotShown, *, kept: bool) -> Why:
    """Why a code that was scanned is none."""
    if refusal.doubt is Doubt.OLD:
        return Why.TOO_LATE if kept else Why.OLD
    return _DOUBTS.get(refusal.doubt, Why.FORGED)
