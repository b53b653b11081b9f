"""What the unit above says of a round that was reported: confirmed as it is, or returned with reasons."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting, places, rounds
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, GradeDecision
from goodstanding.models.appraisal.moves import RoundMove, RoundState
from goodstanding.queries.appraisal import rounds as queries
from goodstanding.queries.appraisal import words

MOST_BODY, MOST_REASON = 200, 1000


@transaction.atomic
def confirm(*, found: AppraisalRound, body: str, words_said: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Confirms the result of a round: the grades become entries, and each member is asked to read the own one.

    body: the body above that confirmed it. Raises Denied for anyone without an office above the unit that confirms
    results, and for a member who is graded in the round. Raises ActionRefused for a round that was not reported,
    without a body, and for the person who recorded one of the grades.
    """
    row = _reported(found, scheme, by)
    rule = acting.rule_of(scheme)
    body = needed(body, "body", missing=_("Name the body that confirmed it."), most=MOST_BODY)
    places.count(row, rule)
    rounds.step(row, RoundMove.CONFIRM, by=by, at=at, reason=words_said, body=body)
    for one in queries.active(row).exclude(grade=""):
        made = words.decision_of(one)
        if made is not None and one.grade in rule.grades:
            acting.say(one, "grade", rule.grades[one.grade].value, made.on, scheme, by=by, at=at)
    rounds.tell_step(row, by=by, at=at)


@transaction.atomic
def send_back(*, found: AppraisalRound, body: str, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Returns a round with reasons: the unit decides again, and the days of publicity begin anew.

    Raises Denied and ActionRefused as `confirm` does, and without a reason.
    """
    row = _reported(found, scheme, by)
    body = needed(body, "body", missing=_("Name the body that returned it."), most=MOST_BODY)
    reason = needed(reason, "reason", missing=_("Say what is to be decided again, and why."), most=MOST_REASON)
    rounds.step(row, RoundMove.SEND_BACK, by=by, at=at, reason=reason, body=body)


def _reported(found: AppraisalRound, scheme: Scheme, by: Viewer) -> AppraisalRound:
    row = acting.locked(found, RoundState.REPORTED)
    if queries.is_graded_in(row, by.member_id) or not queries.confirms(by, row.unit, acting.rule_of(scheme)):
        raise Denied("the unit above confirms")
    if GradeDecision.objects.filter(appraisee__round=row, by=by.account).exists():
        raise ActionRefused(_("You recorded a grade of this round: another person of a unit above confirms it."))
    return row
