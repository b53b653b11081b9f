"""Why a member's own code is not made, or refused, in a sentence that says what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.proofs.venue_code import CodeDoubt, NotShown


class MemberCodeRefusal(StrEnum):
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


_SENTENCES: dict[MemberCodeRefusal, str | Promise] = {
    MemberCodeRefusal.NOT_OPEN: _("The meeting is not open for check-in now, so there is no code to show."),
    MemberCodeRefusal.NOT_LISTED: _("You are not on the list of this meeting. Ask the host to add you."),
    MemberCodeRefusal.PASSKEY: _("Your passkey was not accepted. Try again, or ask the host to write you on the roll."),
    MemberCodeRefusal.HAS_PASSKEY: _(
        "You have a passkey; use it. If it is on another device, ask the host to write you on the roll."
    ),
    MemberCodeRefusal.FORGED: _(
        "This is not a code that a member's phone shows here. If you see the member, mark them manually."
    ),
    MemberCodeRefusal.OTHER_MEETING: _(
        "This code is for another meeting. Ask the member to open this meeting and show its code."
    ),
    MemberCodeRefusal.OLD: _("This code is older than two minutes. Ask for a new one."),
    MemberCodeRefusal.TOO_LATE: _(
        "This code arrived more than eight days after it was made. Have the entries corrected instead."
    ),
    MemberCodeRefusal.EARLY: _("This code is from a time still to come. Ask for a new one."),
    MemberCodeRefusal.CLOSED: _("Check-in is closed: this code was not made while the meeting was open."),
    MemberCodeRefusal.USED: _("This code was used, and its entry was taken back. Ask for a new one."),
    MemberCodeRefusal.STRANGER: _(
        "The member with this code is not on the list of this meeting. Add them as a guest first."
    ),
}
_DOUBTS = {CodeDoubt.MEETING: MemberCodeRefusal.OTHER_MEETING, CodeDoubt.EARLY: MemberCodeRefusal.EARLY}


class MemberCodeRefused(ActionRefused):
    """The code is not made, or refused. why: for the phone, besides the sentence."""

    def __init__(self, why: MemberCodeRefusal) -> None:
        self.why = why
        super().__init__(_SENTENCES[why])


def why(refusal: NotShown, *, offline: bool) -> MemberCodeRefusal:
    """Why a code that was scanned is refused. offline: it was scanned without signal and is delivered later."""
    if refusal.doubt is CodeDoubt.OLD:
        return MemberCodeRefusal.TOO_LATE if offline else MemberCodeRefusal.OLD
    return _DOUBTS.get(refusal.doubt, MemberCodeRefusal.FORGED)
