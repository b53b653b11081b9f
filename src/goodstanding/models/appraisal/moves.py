"""Where a round of appraisal stands, and every way from there: one dict. The picture in the docs is drawn from it.

Beside it the same for objections to grades, and for debriefings.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    """Where a round stands."""

    OPENED = "opened", pgettext_lazy("a round of appraisal", "Opened")
    EVIDENCE = "evidence", pgettext_lazy("a round of appraisal", "Sheets of the year")
    SELF = "self", pgettext_lazy("a round of appraisal", "Self-appraisal")
    MUTUAL = "mutual", pgettext_lazy("a round of appraisal", "Mutual appraisal")
    BALLOT = "ballot", pgettext_lazy("a round of appraisal", "Ballot")
    VIEW = "view", pgettext_lazy("a round of appraisal", "Committee's view")
    GRADES = "grades", pgettext_lazy("a round of appraisal", "Grades decided")
    PUBLICITY = "publicity", pgettext_lazy("a round of appraisal", "Publicity")
    REPORTED = "reported", pgettext_lazy("a round of appraisal", "Reported to the unit above")
    RETURNED = "returned", pgettext_lazy("a round of appraisal", "Returned by the unit above")
    CONFIRMED = "confirmed", pgettext_lazy("a round of appraisal", "Confirmed")
    FILED = "filed", pgettext_lazy("a round of appraisal", "Filed")
    CANCELLED = "cancelled", pgettext_lazy("a round of appraisal", "Cancelled")


class RoundMove(StrEnum):
    """What is done with a round."""

    BEGIN = "begin"
    ASK = "ask"
    EXCHANGE = "exchange"
    VOTE = "vote"
    COUNT = "count"
    DECIDE = "decide"
    PUBLISH = "publish"
    REPORT = "report"
    REOPEN = "reopen"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    DECIDE_AGAIN = "decide_again"
    FILE = "file"
    CANCEL = "cancel"


_S, _M = RoundState, RoundMove
_BEFORE_PUBLICITY = (_S.OPENED, _S.EVIDENCE, _S.SELF, _S.MUTUAL, _S.BALLOT, _S.VIEW, _S.GRADES)
#: The way from each state by each move; what is not here is refused.
ROUND_MOVES: dict[tuple[RoundState, RoundMove], RoundState] = {
    (_S.OPENED, _M.BEGIN): _S.EVIDENCE,
    (_S.EVIDENCE, _M.ASK): _S.SELF,
    (_S.SELF, _M.EXCHANGE): _S.MUTUAL,
    (_S.MUTUAL, _M.VOTE): _S.BALLOT,
    (_S.BALLOT, _M.COUNT): _S.VIEW,
    (_S.VIEW, _M.DECIDE): _S.GRADES,
    (_S.GRADES, _M.PUBLISH): _S.PUBLICITY,
    (_S.PUBLICITY, _M.REPORT): _S.REPORTED,
    (_S.PUBLICITY, _M.REOPEN): _S.GRADES,
    (_S.REPORTED, _M.CONFIRM): _S.CONFIRMED,
    (_S.REPORTED, _M.SEND_BACK): _S.RETURNED,
    (_S.RETURNED, _M.DECIDE_AGAIN): _S.GRADES,
    (_S.CONFIRMED, _M.FILE): _S.FILED,
    **{(state, _M.CANCEL): _S.CANCELLED for state in _BEFORE_PUBLICITY},
}
#: The move by which a round goes on from each state, where all is as it should be.
ONWARD: dict[RoundState, RoundMove] = {
    _S.OPENED: _M.BEGIN, _S.EVIDENCE: _M.ASK, _S.SELF: _M.EXCHANGE, _S.MUTUAL: _M.VOTE, _S.BALLOT: _M.COUNT,
    _S.VIEW: _M.DECIDE, _S.GRADES: _M.PUBLISH, _S.PUBLICITY: _M.REPORT, _S.REPORTED: _M.CONFIRM,
    _S.RETURNED: _M.DECIDE_AGAIN, _S.CONFIRMED: _M.FILE,
}  # fmt: skip
#: The states that rules can leave out, by the word of the step.
STEP_STATES: dict[RoundState, str] = {
    _S.EVIDENCE: "evidence", _S.SELF: "self", _S.MUTUAL: "mutual", _S.BALLOT: "ballot", _S.VIEW: "view",
    _S.PUBLICITY: "publicity",
}  # fmt: skip


class GradeObjectionState(models.TextChoices):
    """Where an objection to a grade stands."""

    WAITING = "waiting", pgettext_lazy("an objection to a grade", "Waiting for an answer")
    UPHELD = "upheld", pgettext_lazy("an objection to a grade", "Upheld: the grade is decided anew")
    REJECTED = "rejected", pgettext_lazy("an objection to a grade", "Not upheld")
    WITHDRAWN = "withdrawn", pgettext_lazy("an objection to a grade", "Withdrawn")


class Answered(StrEnum):
    """What becomes of an objection to a grade."""

    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


#: Every way of an objection; what is not here is refused.
GRADE_OBJECTION_MOVES: dict[tuple[GradeObjectionState, Answered], GradeObjectionState] = {
    (GradeObjectionState.WAITING, answer): GradeObjectionState(answer.value) for answer in Answered
}


class DebriefingState(models.TextChoices):
    """Where a debriefing stands."""

    WRITING = "writing", pgettext_lazy("a yearly debriefing", "Being written")
    OPEN = "open", pgettext_lazy("a yearly debriefing", "Open for comments")
    RETURNED = "returned", pgettext_lazy("a yearly debriefing", "Returned by the unit above")
    GRADED = "graded", pgettext_lazy("a yearly debriefing", "Grade decided")


class DebriefingMove(StrEnum):
    """What is done with a debriefing."""

    HAND_IN = "hand_in"
    SEND_BACK = "send_back"
    GRADE = "grade"


#: Every way of a debriefing; what is not here is refused.
DEBRIEFING_MOVES: dict[tuple[DebriefingState, DebriefingMove], DebriefingState] = {
    (DebriefingState.WRITING, DebriefingMove.HAND_IN): DebriefingState.OPEN,
    (DebriefingState.RETURNED, DebriefingMove.HAND_IN): DebriefingState.OPEN,
    (DebriefingState.OPEN, DebriefingMove.SEND_BACK): DebriefingState.RETURNED,
    (DebriefingState.OPEN, DebriefingMove.GRADE): DebriefingState.GRADED,
}
