"""Where a sign-up, a registration, a wish, a need and a pair stand, and every way from there: one dict for each."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SignUpState(models.TextChoices):
    """Where the sign-up of a member stands."""

    SIGNED_UP = "signed_up", _("Signed up")
    WAITING = "waiting", _("On the waiting list")
    WITHDRAWN = "withdrawn", _("Signed off")
    CAME = "came", _("Took part")
    EXCUSED = "excused", pgettext_lazy("an activity", "Excused")
    NO_SHOW = "no_show", pgettext_lazy("an activity", "Did not come")


class SignUpMove(StrEnum):
    """What can become of a sign-up. The first is the member's own, until the beginning; the others are the host's."""

    WITHDRAW = auto()
    MOVE_UP = auto()
    CONFIRM = auto()
    EXCUSE = auto()
    MISS = auto()


_S, _SM = SignUpState, SignUpMove
#: The way from each state, by move; what is not here is refused. A member who withdrew signs up anew.
SIGN_UP_MOVES: dict[tuple[SignUpState, SignUpMove], SignUpState] = {
    (_S.SIGNED_UP, _SM.WITHDRAW): _S.WITHDRAWN,
    (_S.WAITING, _SM.WITHDRAW): _S.WITHDRAWN,
    (_S.WAITING, _SM.MOVE_UP): _S.SIGNED_UP,
    (_S.SIGNED_UP, _SM.CONFIRM): _S.CAME,
    (_S.SIGNED_UP, _SM.EXCUSE): _S.EXCUSED,
    (_S.SIGNED_UP, _SM.MISS): _S.NO_SHOW,
    (_S.CAME, _SM.CONFIRM): _S.CAME,
    (_S.CAME, _SM.EXCUSE): _S.EXCUSED,
    (_S.CAME, _SM.MISS): _S.NO_SHOW,
    (_S.EXCUSED, _SM.CONFIRM): _S.CAME,
    (_S.EXCUSED, _SM.MISS): _S.NO_SHOW,
    (_S.NO_SHOW, _SM.CONFIRM): _S.CAME,
    (_S.NO_SHOW, _SM.EXCUSE): _S.EXCUSED,
}
#: Who has a place, or had one.
WITH_A_PLACE = (_S.SIGNED_UP, _S.CAME, _S.EXCUSED, _S.NO_SHOW)
#: What the host has said something about.
SAID = (_S.CAME, _S.EXCUSED, _S.NO_SHOW)


class RegistrationState(models.TextChoices):
    """Where the registration of a member with a community stands."""

    ASKED = "asked", pgettext_lazy("a registration", "Waiting for the community")
    CONFIRMED = "confirmed", pgettext_lazy("a registration", "Confirmed")
    DECLINED = "declined", pgettext_lazy("a registration", "Not confirmed")
    ENDED = "ended", pgettext_lazy("a registration", "Ended")


class RegistrationMove(StrEnum):
    """What can become of a registration. END is the member's own or the community's."""

    CONFIRM = auto()
    DECLINE = auto()
    END = auto()


_R, _RM = RegistrationState, RegistrationMove
REGISTRATION_MOVES: dict[tuple[RegistrationState, RegistrationMove], RegistrationState] = {
    (_R.ASKED, _RM.CONFIRM): _R.CONFIRMED,
    (_R.ASKED, _RM.DECLINE): _R.DECLINED,
    (_R.ASKED, _RM.END): _R.ENDED,
    (_R.CONFIRMED, _RM.DECLINE): _R.DECLINED,
    (_R.CONFIRMED, _RM.END): _R.ENDED,
}


class WishState(models.TextChoices):
    """Where a small wish stands."""

    OPEN = "open", pgettext_lazy("a wish", "Open")
    CLAIMED = "claimed", pgettext_lazy("a wish", "Claimed")
    REPORTED = "reported", _("Reported as fulfilled")
    FULFILLED = "fulfilled", pgettext_lazy("a wish", "Fulfilled")
    CLOSED = "closed", pgettext_lazy("a wish", "Closed")


class WishMove(StrEnum):
    """What can become of a wish. CLAIM, GIVE_BACK and REPORT are the member's, the others the unit's."""

    CLAIM = auto()
    GIVE_BACK = auto()
    REPORT = auto()
    CONFIRM = auto()
    RETURN = auto()
    CLOSE = auto()


_W, _WM = WishState, WishMove
#: A confirmation is corrected by returning the wish; what it left is then taken back.
WISH_MOVES: dict[tuple[WishState, WishMove], WishState] = {
    (_W.OPEN, _WM.CLAIM): _W.CLAIMED,
    (_W.OPEN, _WM.CLOSE): _W.CLOSED,
    (_W.CLAIMED, _WM.GIVE_BACK): _W.OPEN,
    (_W.CLAIMED, _WM.REPORT): _W.REPORTED,
    (_W.CLAIMED, _WM.CONFIRM): _W.FULFILLED,
    (_W.CLAIMED, _WM.CLOSE): _W.CLOSED,
    (_W.REPORTED, _WM.GIVE_BACK): _W.OPEN,
    (_W.REPORTED, _WM.CONFIRM): _W.FULFILLED,
    (_W.REPORTED, _WM.RETURN): _W.CLAIMED,
    (_W.FULFILLED, _WM.RETURN): _W.CLAIMED,
}
#: A wish that a member has taken on, and not yet fulfilled.
WISH_HELD = (_W.CLAIMED, _W.REPORTED)


class NeedState(models.TextChoices):
    """Where a relayed need stands."""

    WAITING = "waiting", pgettext_lazy("a need", "Waiting for an answer")
    TAKEN_UP = "taken_up", pgettext_lazy("a need", "Taken up")
    NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("a need", "Not taken up")
    WITHDRAWN = "withdrawn", pgettext_lazy("a need", "Withdrawn")


class NeedMove(StrEnum):
    """What can become of a need: withdrawn by the member, else by the office that answers."""

    WITHDRAW = auto()
    TAKE_UP = auto()
    REJECT = auto()


_N, _NM = NeedState, NeedMove
NEED_MOVES: dict[tuple[NeedState, NeedMove], NeedState] = {
    (_N.WAITING, _NM.WITHDRAW): _N.WITHDRAWN,
    (_N.WAITING, _NM.TAKE_UP): _N.TAKEN_UP,
    (_N.WAITING, _NM.REJECT): _N.NOT_TAKEN_UP,
    (_N.TAKEN_UP, _NM.REJECT): _N.NOT_TAKEN_UP,
    (_N.NOT_TAKEN_UP, _NM.TAKE_UP): _N.TAKEN_UP,
}
