"""What the appraisal of a year gave to members: the grade as it was decided, and the self-appraisal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalStep, Appraisee, GradeDecision, SelfAppraisal, Unit
from goodstanding.models.appraisal.moves import RoundMove, RoundState
from goodstanding.queries.appraisal.rounds import RESULT
from goodstanding.queries.dossiers.sheet import SheetGrade, SheetText, SheetWords


@dataclass(frozen=True)
class InRound:
    """A member in a round of the year, with what counts of it."""

    appraisee: Appraisee
    decision: GradeDecision | None
    words: SelfAppraisal | None
    confirmed: AppraisalStep | None


def of(members: Iterable[int], year: int) -> dict[int, InRound]:
    """The members in the rounds of a year, by their id. Four questions for all of them."""
    found = Appraisee.objects.filter(member__in=list(members), round__year=year).exclude(
        round__state=RoundState.CANCELLED
    )
    people = list(found.select_related("round").order_by("pk"))
    keys = [one.pk for one in people]
    decided = _newest(GradeDecision.objects.filter(appraisee__in=keys))
    written = _newest(SelfAppraisal.objects.filter(appraisee__in=keys, handed_in_at__isnull=False))
    steps = AppraisalStep.objects.filter(round__in={one.round_id for one in people}, move=RoundMove.CONFIRM)
    confirmed = {step.round_id: step for step in steps.order_by("pk")}
    return {
        one.member_id: InRound(one, decided.get(one.pk), written.get(one.pk), confirmed.get(one.round_id))
        for one in people
    }


def _newest(rows: QuerySet[Any]) -> dict[int, Any]:
    """The newest row of each member in a round."""
    return {row.appraisee_id: row for row in rows.order_by("pk")}


def grade(found: InRound | None, unit: Unit, scheme: Scheme) -> SheetGrade:
    """The grade as it can be read; before publicity there is none yet."""
    if found is None or found.appraisee.round.unit_id != unit.pk:
        return SheetGrade(missing="no_round" if found is None else "not_here")
    held = found.appraisee.round
    if not found.appraisee.graded:
        return SheetGrade(missing="without_grade")
    if held.state not in RESULT or found.decision is None:
        return SheetGrade(missing="not_decided")
    decision, step = found.decision, found.confirmed
    is_confirmed = step is not None and held.state in {RoundState.CONFIRMED, RoundState.FILED}
    rule = scheme.appraisal.grades.get(decision.grade) if scheme.appraisal is not None else None
    title = SheetText.of(rule.title) if rule is not None else SheetText(decision.grade, decision.grade)
    return SheetGrade(
        grade=decision.grade, title=title, body=decision.body, on=decision.on.isoformat(), basis=decision.basis,
        reason=decision.reason, measure=decision.measure,
        public_until=held.public_until.isoformat() if held.public_until is not None else "",
        confirmed_by=step.body if step is not None and is_confirmed else "",
        confirmed_on=timezone.localdate(step.at).isoformat() if step is not None and is_confirmed else "",
    )  # fmt: skip


def words(found: InRound | None, unit: Unit) -> SheetWords:
    """The self-appraisal that was handed in."""
    if found is None or found.appraisee.round.unit_id != unit.pk:
        return SheetWords(missing="no_round")
    handed = found.words
    if handed is None or handed.handed_in_on is None:
        return SheetWords(missing="excused" if found.appraisee.excused_at is not None else "not_handed_in")
    return SheetWords(handed.text, handed.plan, handed.how, handed.handed_in_on.isoformat())
