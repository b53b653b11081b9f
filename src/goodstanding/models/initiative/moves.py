"""Where a pledge, a suggestion, a topic and a post of a member stand, and every way from there: one dict for each."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemState(models.TextChoices):
    """Where one item of a pledge stands."""

    PLEDGED = "pledged", _("Pledged")
    REPORTED = "reported", _("Reported as fulfilled")
    FULFILLED = "fulfilled", _("Fulfilled")
    MISSED = "missed", _("Not fulfilled")
    DROPPED = "dropped", _("No longer applies")
    REPLACED = "replaced", _("Reworded")


class ItemMove(StrEnum):
    """What can become of an item. The first two are the member's own, the others their branch's."""

    REPORT = auto()
    REPLACE = auto()  # the items are changed, before the first is decided
    FULFIL = auto()
    MISS = auto()
    DROP = auto()


_I, _IM = ItemState, ItemMove
#: The way from each state, by move; what is not here is refused. A decision is corrected by another.
ITEM_MOVES: dict[tuple[ItemState, ItemMove], ItemState] = {
    (_I.PLEDGED, _IM.REPORT): _I.REPORTED,
    (_I.PLEDGED, _IM.REPLACE): _I.REPLACED,
    (_I.PLEDGED, _IM.FULFIL): _I.FULFILLED,
    (_I.PLEDGED, _IM.MISS): _I.MISSED,
    (_I.PLEDGED, _IM.DROP): _I.DROPPED,
    (_I.REPORTED, _IM.REPORT): _I.REPORTED,
    (_I.REPORTED, _IM.REPLACE): _I.REPLACED,
    (_I.REPORTED, _IM.FULFIL): _I.FULFILLED,
    (_I.REPORTED, _IM.MISS): _I.MISSED,
    (_I.REPORTED, _IM.DROP): _I.DROPPED,
    (_I.FULFILLED, _IM.MISS): _I.MISSED,
    (_I.FULFILLED, _IM.DROP): _I.DROPPED,
    (_I.MISSED, _IM.FULFIL): _I.FULFILLED,
    (_I.MISSED, _IM.DROP): _I.DROPPED,
    (_I.DROPPED, _IM.FULFIL): _I.FULFILLED,
}
ITEM_OPEN = (_I.PLEDGED, _I.REPORTED)
#: What a named person decided.
ITEM_DECIDED = (_I.FULFILLED, _I.MISSED, _I.DROPPED)


class SuggestionState(models.TextChoices):
    """Where a suggestion stands."""

    WAITING = "waiting", pgettext_lazy("a suggestion", "Waiting for an answer")
    ADOPTED = "adopted", pgettext_lazy("a suggestion", "Adopted")
    NOT_ADOPTED = "not_adopted", pgettext_lazy("a suggestion", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("a suggestion", "Withdrawn")


class SuggestionMove(StrEnum):
    """What can become of it: withdrawn by the member, else by the office that answers."""

    WITHDRAW = auto()
    PASS_UP = auto()
    ADOPT = auto()
    REJECT = auto()


_S, _SM = SuggestionState, SuggestionMove
SUGGESTION_MOVES: dict[tuple[SuggestionState, SuggestionMove], SuggestionState] = {
    (_S.WAITING, _SM.WITHDRAW): _S.WITHDRAWN,
    (_S.WAITING, _SM.PASS_UP): _S.WAITING,
    (_S.WAITING, _SM.ADOPT): _S.ADOPTED,
    (_S.WAITING, _SM.REJECT): _S.NOT_ADOPTED,
    (_S.ADOPTED, _SM.REJECT): _S.NOT_ADOPTED,
    (_S.NOT_ADOPTED, _SM.ADOPT): _S.ADOPTED,
}


class TopicState(models.TextChoices):
    """Where a proposed topic stands."""

    PROPOSED = "proposed", pgettext_lazy("a topic", "Proposed")
    TAKEN_UP = "taken_up", pgettext_lazy("a topic", "On the agenda")
    NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("a topic", "Not taken up")
    WITHDRAWN = "withdrawn", pgettext_lazy("a topic", "Withdrawn")


class TopicMove(StrEnum):
    """What can become of it: withdrawn by the member, else by the people who plan the meeting."""

    WITHDRAW = auto()
    TAKE_UP = auto()
    REJECT = auto()


_T, _TM = TopicState, TopicMove
TOPIC_MOVES: dict[tuple[TopicState, TopicMove], TopicState] = {
    (_T.PROPOSED, _TM.WITHDRAW): _T.WITHDRAWN,
    (_T.PROPOSED, _TM.TAKE_UP): _T.TAKEN_UP,
    (_T.PROPOSED, _TM.REJECT): _T.NOT_TAKEN_UP,
    (_T.TAKEN_UP, _TM.REJECT): _T.NOT_TAKEN_UP,
    (_T.NOT_TAKEN_UP, _TM.TAKE_UP): _T.TAKEN_UP,
}


class HoldingState(models.TextChoices):
    """Where a holding stands."""

    OFFERED = "offered", pgettext_lazy("a post", "Offered, waiting for an answer")
    HELD = "held", pgettext_lazy("a post", "Taken on")
    DECLINED = "declined", pgettext_lazy("a post", "Declined")
    ENDED = "ended", pgettext_lazy("a post", "Ended")


class HoldingMove(StrEnum):
    """What can become of a holding. No member holds a post without having agreed."""

    ACCEPT = auto()
    DECLINE = auto()
    END = auto()


_H, _HM = HoldingState, HoldingMove
HOLDING_MOVES: dict[tuple[HoldingState, HoldingMove], HoldingState] = {
    (_H.OFFERED, _HM.ACCEPT): _H.HELD,
    (_H.OFFERED, _HM.DECLINE): _H.DECLINED,
    (_H.OFFERED, _HM.END): _H.ENDED,
    (_H.HELD, _HM.END): _H.ENDED,
}
