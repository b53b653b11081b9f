"""A round of appraisal from its opening to its filing: one step after the other, each by a person."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting, balloting, places
from goodstanding.actions.refusal import ActionRefused, refuse_closed
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, AppraisalStep, Appraisee, Unit
from goodstanding.models.appraisal.moves import ROUND_MOVES, RoundMove, RoundState
from goodstanding.queries.appraisal import members, rounds, words
from goodstanding.queries.people.calendars import today

State, Move = RoundState, RoundMove
#: A step in which members are asked for something is open for so many days.
ASKED_DAYS = 14
_ASKED = (State.EVIDENCE, State.SELF, State.MUTUAL)
#: Until here a member who comes to the unit is taken into the round.
_JOINS = (State.OPENED, State.EVIDENCE, State.SELF, State.MUTUAL)
_NOTICES = {
    State.EVIDENCE: "appraisal_sheet", State.SELF: "appraisal_self", State.MUTUAL: "appraisal_mutual",
    State.PUBLICITY: "appraisal_grade", State.CONFIRMED: "appraisal_confirmed",
}  # fmt: skip


@transaction.atomic
def open_round(*, unit: Unit, year: int, scheme: Scheme, by: Viewer, at: datetime) -> AppraisalRound:
    """Opens the appraisal of a unit for a year with all its members, and returns it; one that is there is returned.

    Raises Denied for anyone without an office that leads rounds. Raises ActionRefused for a unit of another level, a
    closed one, or a year that is neither this one nor the last.
    """
    rule = acting.rule_of(scheme)
    named_offices.check_answers(by, unit, rule.led_by)
    refuse_closed(unit)
    if unit.level not in rule.held_in:
        raise ActionRefused(_("Units of this level hold no appraisal."), "unit")
    if year not in (today(at).year, today(at).year - 1):
        raise ActionRefused(_("Choose this year or the last."), "year")
    Unit.objects.select_for_update().get(pk=unit.pk)
    there = AppraisalRound.objects.filter(unit=unit, year=year).exclude(state=State.CANCELLED).first()
    if there is not None:
        return there
    made = AppraisalRound.objects.create(unit=unit, year=year, made_at=at, made_by=by.account)
    bring_up_to_date(made, rule, today(at))
    acting.note("begin", made, by=by, at=at)
    return made


@transaction.atomic
def go_on(*, found: AppraisalRound, scheme: Scheme, by: Viewer, at: datetime) -> AppraisalRound:
    """Takes the round to the next step that the rules have, and asks the members for what it needs of them.

    The members who are still missing stop nothing: nothing missing counts against them. Raises Denied for anyone
    without an office that leads rounds. Raises ActionRefused where the step is not done: a ballot that is not counted,
    a member without a grade, days of publicity that are not over, an objection without an answer; and for a round that
    waits for the unit above.
    """
    row, rule = acting.locked(found), acting.rule_of(scheme)
    acting.check_leads(by, row, scheme)
    _refuse_early(row, today(at))
    if row.state in _JOINS:
        bring_up_to_date(row, rule, today(at))
    if row.state == State.BALLOT:
        balloting.take_over(row, rule, scheme, by=by, at=at)
    for move, _state in rounds.onward(RoundState(row.state), rule):
        step(row, move, by=by, at=at)
    _begin_step(row, rule, by=by, at=at)
    return row


@transaction.atomic
def cancel(*, found: AppraisalRound, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Cancels a round that was opened by mistake, with a reason. What members wrote is left as it is, and unread.

    Raises Denied for anyone without an office that leads rounds. Raises ActionRefused without a reason, and once the
    grades are open to the members.
    """
    row = acting.locked(found)
    acting.check_leads(by, row, scheme)
    if (State(row.state), Move.CANCEL) not in ROUND_MOVES:
        raise ActionRefused(_("The grades are open to the members: this round can only be brought to its end."))
    if not reason.strip():
        raise ActionRefused(_("Give a reason."), "reason")
    step(row, Move.CANCEL, by=by, at=at, reason=reason)


def step(row: AppraisalRound, move: RoundMove, *, by: Viewer, at: datetime, reason: str = "", body: str = "") -> None:
    """Moves a round along one way of the dict, and writes the step. Raises ActionRefused where there is no such way."""
    becomes = ROUND_MOVES.get((State(row.state), move))
    if becomes is None:
        raise ActionRefused(_("The round is at another step now. Open its page again."))
    row.state, row.due_on = becomes, None
    row.save(update_fields=["state", "due_on"])
    AppraisalStep.objects.create(
        round=row, move=move, state=becomes, reason=reason.strip()[:1000], body=body.strip()[:200], at=at,
        by=by.account,
    )  # fmt: skip
    verbs = {Move.CONFIRM: "confirm", Move.SEND_BACK: "return", Move.CANCEL: "cancel", Move.REOPEN: "reopen"}
    acting.note(verbs.get(move, "move_on"), row, by=by, at=at)


def bring_up_to_date(row: AppraisalRound, rule: AppraisalRule, on: date) -> None:
    """Takes members into a round who came to the unit since, and sees anew whom the rules give a grade."""
    people = list(row.unit.members.filter(left_on=None))
    standing = members.standing_in(rule, people, on)
    there = {one.member_id: one for one in row.appraisees.all()}
    Appraisee.objects.bulk_create(
        Appraisee(round=row, member=one, graded=standing[one.pk][0], welcome=standing[one.pk][1])
        for one in people
        if one.pk not in there
    )
    for member, one in there.items():
        if member in standing and (one.graded, one.welcome) != standing[member]:
            one.graded, one.welcome = standing[member]
            # A round that was returned has grades already: a member without one keeps none. The decision stays to read.
            one.grade = one.grade if one.graded else ""
            one.save(update_fields=["graded", "welcome", "grade"])


def _refuse_early(row: AppraisalRound, on: date) -> None:
    if row.state == State.REPORTED:
        raise ActionRefused(_("The unit above confirms the result, or returns it. You are notified here."))
    if row.state == State.GRADES and (without := members.missing(row)):
        said = ngettext("%(count)s member has no grade yet.", "%(count)s members have no grade yet.", len(without))
        raise ActionRefused(said % {"count": len(without)})
    if row.state == State.GRADES and (again := members.to_decide_anew(row)):
        anew = _("%(name)s: an objection was upheld; record the new decision first.")
        raise ActionRefused(anew % {"name": again[0].member.name})
    if row.state != State.PUBLICITY:
        return
    if not rounds.is_over(row, on):
        raise ActionRefused(_("The days of publicity are not over yet."))
    if waits := words.waiting_objections(row):
        said = ngettext("%(count)s objection waits for its answer.", "%(count)s objections wait for an answer.", waits)
        raise ActionRefused(said % {"count": waits})


def _begin_step(row: AppraisalRound, rule: AppraisalRule, *, by: Viewer, at: datetime) -> None:
    """What a step begins with: its day, and a word to the members of whom it needs something."""
    on = today(at)
    if row.state in _ASKED:
        row.due_on = on + timedelta(days=ASKED_DAYS)
    if row.state == State.GRADES:
        bring_up_to_date(row, rule, on)
        places.count(row, rule)
    if row.state == State.PUBLICITY:
        row.public_until = on + timedelta(days=rule.publicity_days)
    row.save(update_fields=["due_on", "public_until"])
    tell_step(row, by=by, at=at)


def tell_step(row: AppraisalRound, *, by: Viewer, at: datetime) -> None:
    """Notifies the members of whom a step needs something, or for whom it has news."""
    kind = _NOTICES.get(RoundState(row.state))
    if kind is None:
        return
    people = rounds.active(row)
    if row.state in (State.PUBLICITY, State.CONFIRMED):
        people = people.exclude(grade="")
    until = row.due_on or row.public_until
    for one in people:
        acting.tell(one, kind, by=by, at=at, year=str(row.year), day=until.isoformat() if until else "")
