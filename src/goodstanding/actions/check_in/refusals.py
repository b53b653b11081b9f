"""Why a check-in is refused, in a sentence that says what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.proofs import venue_code
from goodstanding.proofs.venue_code import NotShown


class CheckInRefusal(StrEnum):
    """Why not."""

    OLD_CODE = "old_code"
    WRONG_CODE = "wrong_code"
    TOO_LATE = "too_late"
    ENDED = "ended"
    NO_MEMBER = "no_member"
    PASSKEY = "passkey"
    COUNTER = "counter"
    HAS_PASSKEY = "has_passkey"
    KEPT_CODE_ONLY = "kept_code_only"
    SHAPE = "shape"
    BUSY = "busy"


_SENTENCES: dict[CheckInRefusal, str | Promise] = {
    CheckInRefusal.OLD_CODE: _("This code is too old. Scan the one that is on the screen now."),
    CheckInRefusal.WRONG_CODE: _("This is not the code of a meeting here. Scan the one on the screen."),
    CheckInRefusal.TOO_LATE: _(
        "This came more than eight days after the meeting. Ask the host to write you on the roll."
    ),
    CheckInRefusal.ENDED: _(
        "The meeting was already closed. If you were there, ask the host to write you on the roll."
    ),
    CheckInRefusal.NO_MEMBER: _("Only members check in; this account does not belong to a member."),
    CheckInRefusal.PASSKEY: _(
        "Your passkey was not accepted. Scan the code again, or ask the host to write you on the roll."
    ),
    CheckInRefusal.COUNTER: _(
        "Your passkey was not accepted; this will be checked. Ask the host to write you on the roll."
    ),
    CheckInRefusal.HAS_PASSKEY: _(
        "You have a passkey; use it. If it is on another device, ask the host to write you on the roll."
    ),
    CheckInRefusal.KEPT_CODE_ONLY: _(
        "Without a passkey you can check in only where there is signal. Ask the host to write you on the roll."
    ),
    CheckInRefusal.SHAPE: _("This is not a check-in. Scan the code on the screen again."),
    CheckInRefusal.BUSY: _("That did not work. Scan the code on the screen again."),
}
_DOUBTS = {venue_code.CodeDoubt.OLD: CheckInRefusal.OLD_CODE, venue_code.CodeDoubt.EARLY: CheckInRefusal.OLD_CODE}


class CheckInRefused(ActionRefused):
    """The check-in is refused. why: for the phone, besides the sentence for the member."""

    def __init__(self, why: CheckInRefusal) -> None:
        self.why = why
        super().__init__(_SENTENCES[why])


def why(refusal: NotShown, *, offline: bool) -> CheckInRefusal:
    """Why a code is not accepted. offline: it was scanned without signal and is delivered later."""
    if offline and refusal.doubt is venue_code.CodeDoubt.OLD:
        return CheckInRefusal.TOO_LATE
    return _DOUBTS.get(refusal.doubt, CheckInRefusal.WRONG_CODE)
