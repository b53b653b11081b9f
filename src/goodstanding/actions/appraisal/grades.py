"""Grades: decided by a named body with a reason for each member; score and ballot lie beside and decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting, places
from goodstanding.actions.refusal import ActionRefused, needed, refuse_future
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, Appraisee, CommitteeView, GradeDecision
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import ballots, rounds, words

State, Basis = RoundState, GradeDecision.Basis
MOST_BODY, MOST_PRESENT, MOST_REASON = 200, 500, 500


@dataclass(frozen=True)
class Sitting:
    """Which body decided, on which day, and who was there."""

    body: str
    present: str
    on: date


@dataclass(frozen=True)
class GivenGrade:
    """The grade of one member, with the reason. basis: a reason of its own, or *as balloted and daily performance*."""

    appraisee: Appraisee
    grade: str
    basis: str
    reason: str = ""
    measure: str = ""


@transaction.atomic
def write_view(
    *, found: Appraisee, score: int, reason: str, on: date, scheme: Scheme, by: Viewer, at: datetime
) -> CommitteeView:
    """Writes the committee's view of a member's daily work, of 100, with its reason, and returns it. The newest counts.

    Raises Denied for anyone without an office that leads rounds, and for oneself. Raises ActionRefused outside the
    step, without a reason, and for a day to come.
    """
    one = acting.locked_appraisee(found, State.VIEW)
    acting.check_leads(by, one.round, scheme, about=one.member)
    if not 0 <= score <= 100:
        raise ActionRefused(_("A number from 0 to 100."), "score")
    refuse_future(on, at)
    reason = needed(reason, "reason", missing=_("Give a reason. The member reads it."), most=MOST_REASON)
    before = words.view_of(one)
    made = CommitteeView.objects.create(appraisee=one, score=score, reason=reason, on=on, at=at, by=by.account)
    if one.graded:
        was = before.score if before is not None else None
        acting.say(one, "view", score, on, scheme, by=by, at=at, was=was)
    acting.note("write", one.round, by=by, at=at, fields=("view",))
    return made


@transaction.atomic
def decide(
    *, found: AppraisalRound, given: Sequence[GivenGrade], sitting: Sitting, scheme: Scheme, by: Viewer, at: datetime
) -> int:
    """Writes down the grades that a body decided, each with its reason, and returns how many changed.

    Nobody records the own grade. Raises Denied for anyone without an office that leads rounds. Raises ActionRefused,
    and writes none of them, outside the step, for a member whom the rules give no grade, for a grade they do not have,
    without a body, names of those present or a reason, for *as balloted* where nothing was balloted and seen, without
    the note of the help that a low grade needs, and beyond the share of the best grade.
    """
    row, rule = acting.locked(found, State.GRADES), acting.rule_of(scheme)
    acting.check_leads(by, row, scheme)
    sitting = checked_sitting(sitting, at)
    people = {one.pk: one for one in rounds.active(row)}
    made = [_decision(rule, people.get(one.appraisee.pk), one, sitting, by=by, at=at) for one in given]
    if not made:
        raise ActionRefused(_("Choose the grade of at least one member."))
    places.give(row, rule, {one.appraisee_id: one.grade for one in made}, people.values())
    GradeDecision.objects.bulk_create(made)
    acting.note("record", row, by=by, at=at, fields=("grade",))
    return len(made)


@transaction.atomic
def correct(*, given: GivenGrade, sitting: Sitting, scheme: Scheme, by: Viewer, at: datetime) -> GradeDecision:
    """Writes down a new decision about a grade that was confirmed; the ledger follows. The old one stays to be read.

    Raises Denied for anyone without an office above the unit that confirms results, and for oneself. Raises
    ActionRefused for what `decide` refuses, for the same grade again, and without a reason of its own.
    """
    one = acting.locked_appraisee(given.appraisee, State.CONFIRMED, State.FILED)
    row, rule = one.round, acting.rule_of(scheme)
    if not rounds.confirms(by, row.unit, rule) or by.member_id == one.member_id:
        raise Denied("the unit above corrects")
    if given.basis != Basis.REASON:
        raise ActionRefused(_("A correction has a reason of its own."), "reason")
    if given.grade == one.grade:
        raise ActionRefused(_("That is the grade the member has."), "grade")
    people, was = list(rounds.active(row)), one.grade
    made = _decision(rule, one, given, checked_sitting(sitting, at), by=by, at=at)
    places.give(row, rule, {one.pk: made.grade}, people)
    made.save()
    one.grade = made.grade
    # The entry stands under the day of the first decision; a correction of it keeps the day.
    first = one.decisions.order_by("pk").first()
    day = first.on if first is not None else made.on
    before = rule.grades[was].value if was in rule.grades else None
    acting.say(one, "grade", rule.grades[made.grade].value, day, scheme, by=by, at=at, was=before)
    acting.note("correct", row, by=by, at=at, fields=("grade",))
    acting.tell(one, "appraisal_corrected", by=by, at=at, year=str(row.year))
    return made


def checked_sitting(sitting: Sitting, at: datetime) -> Sitting:
    """Returns who decided, when, and who was there. Raises ActionRefused without them, and for a day to come."""
    refuse_future(sitting.on, at)
    return Sitting(
        needed(sitting.body, "body", missing=_("Name the body that decided."), most=MOST_BODY),
        needed(sitting.present, "present", missing=_("Name those who were present."), most=MOST_PRESENT),
        sitting.on,
    )


def _decision(
    rule: AppraisalRule, one: Appraisee | None, given: GivenGrade, sitting: Sitting, *, by: Viewer, at: datetime
) -> GradeDecision:  # fmt: skip
    if one is None or not one.graded:
        raise ActionRefused(_("The rules give this member no grade in this round."))
    name = one.member.name
    if one.member_id == by.member_id:
        raise ActionRefused(_("Your own grade is recorded by another person."))
    grade = rule.grades.get(given.grade)
    if grade is None:
        raise ActionRefused(_("%(name)s: choose a grade.") % {"name": name})
    reason, measure = given.reason.strip(), given.measure.strip()
    if given.basis not in Basis.values or (given.basis == Basis.REASON and not reason):
        raise ActionRefused(_("%(name)s: give a reason, or choose that it is as balloted.") % {"name": name})
    if given.basis == Basis.BALLOTED:
        _refuse_unseen(one, rule, name)
    if grade.measure and not measure:
        raise ActionRefused(_("%(name)s: note the help and education that come first.") % {"name": name})
    return GradeDecision(
        appraisee=one, grade=given.grade, basis=given.basis, reason=reason[:MOST_REASON],
        measure=measure[:MOST_REASON], body=sitting.body, present=sitting.present, on=sitting.on, at=at, by=by.account,
    )  # fmt: skip


def _refuse_unseen(one: Appraisee, rule: AppraisalRule, name: str) -> None:
    """*As balloted, and by daily performance* says something only where there was a ballot and a view."""
    if ballots.result_of(one.round) is None or ("view" in rule.steps and words.view_of(one) is None):
        said = _("%(name)s: there is no ballot and no view of daily work; give a reason.")
        raise ActionRefused(said % {"name": name})
