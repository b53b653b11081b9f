"""Steps of a probation: done, taken back where that was a mistake, or moved to another day with a reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.probation import acting
from goodstanding.actions.refusal import ActionRefused, needed, refuse_future
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import ProbationEvent, ProbationStep
from goodstanding.queries.people.calendars import today

What = ProbationEvent.What
MOST_REASON = 200


@transaction.atomic
def finish(*, step: ProbationStep, on: date | None, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Says that a step is done: the member of their own steps, an office of every step.

    on: the day, where an office says so; the member says it today. Done already, it changes nothing. Raises Denied for
    anyone else. Raises ActionRefused for a day to come or before the acceptance, and for a probation that has ended.
    """
    step = _locked(step)
    member = step.probation.member
    own = by.member_id == member.pk and acting.step_rule(step, scheme).done_by == "member"
    if not own:
        acting.check_office(by, member, scheme)
    if step.done_on is not None:
        return
    day = today(at) if own or on is None else on
    refuse_future(day, at)
    if day < step.probation.accepted_on:
        raise ActionRefused(_("That is before the member was accepted."), "on")
    step.done_on, step.done_at, step.done_by = day, at, by.account
    step.save(update_fields=["done_on", "done_at", "done_by"])
    _event(step, What.DONE, day, "", by, at)
    acting.say(step, day, None, scheme, by=by, at=at)
    acting.note("finish", step.probation, by=by, at=at)
    acting.tell(member, "probation_step_done", by=by, at=at, step=step.kind, day=day.isoformat())


@transaction.atomic
def take_back(*, step: ProbationStep, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes back that a step is done, which was a mistake; the ledger follows. The person who said so, or an office.

    Not done, it changes nothing. Raises Denied for anyone else. Raises ActionRefused for a probation that has ended.
    """
    step = _locked(step)
    if step.done_by_id != by.account.pk:
        acting.check_office(by, step.probation.member, scheme)
    if step.done_on is None:
        return
    was = step.done_on
    step.done_on, step.done_at, step.done_by = None, None, None
    step.save(update_fields=["done_on", "done_at", "done_by"])
    _event(step, What.TAKEN_BACK, was, "", by, at)
    acting.say(step, None, was, scheme, by=by, at=at)
    acting.note("undo", step.probation, by=by, at=at)
    acting.tell(
        step.probation.member, "probation_step_taken_back", by=by, at=at, step=step.kind, day=was.isoformat()
    )  # fmt: skip


@transaction.atomic
def move(*, step: ProbationStep, to: date, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Moves the day of a step that is not done, with a reason that the member can read. Nothing else follows from it.

    Raises Denied for anyone without an office that guides the member. Raises ActionRefused for a step that is done, a
    day outside the probation, or no reason.
    """
    step = _locked(step)
    acting.check_office(by, step.probation.member, scheme)
    if step.done_on is not None:
        raise ActionRefused(_("This step is done."))
    if not step.probation.accepted_on < to <= step.probation.end_on:
        raise ActionRefused(_("Choose a day within the probation."), "to")
    reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    if step.due_on == to:
        return
    step.due_on = to
    step.save(update_fields=["due_on"])
    _event(step, What.MOVED, to, reason, by, at)
    acting.note("move", step.probation, by=by, at=at)
    acting.tell(
        step.probation.member, "probation_step_moved", by=by, at=at, step=step.kind, day=to.isoformat()
    )  # fmt: skip


def _locked(step: ProbationStep) -> ProbationStep:
    acting.locked(step.probation)
    return ProbationStep.objects.select_related("probation__member__unit").get(pk=step.pk)


def _event(step: ProbationStep, what: What, on: date, reason: str, by: Viewer, at: datetime) -> None:
    ProbationEvent.objects.create(step=step, what=what, on=on, reason=reason, at=at, by=by.account)
