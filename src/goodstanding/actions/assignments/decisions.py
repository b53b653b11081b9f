"""What a named person decides about an assignment of a member; never by itself, and never about themselves."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import assigners
from goodstanding.access.viewer import Viewer
from goodstanding.actions.assignments import moving
from goodstanding.actions.assignments.moving import AssignmentNote, What
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee
from goodstanding.models.assignments.moves import DECIDED, TO_DO, Move
from goodstanding.queries.people.calendars import today

State = Assignee.State


@transaction.atomic
def finish(
    *, assignee: Assignee, quality: int | None, reason: str, scheme: Scheme, by: Viewer, at: datetime,
    on: date | None = None,
) -> None:  # fmt: skip
    """Accepts the work as done, with a quality where one is given. A decision that was another is corrected.

    on: the day on which it was done, where nothing says so yet. Raises ActionRefused for a quality that is low, or a
    decision that is corrected, without a reason.
    """
    row = _judged(assignee, by)
    moving.refuse_impossible(row, Move.FINISH)
    rule = moving.rule_of(row, scheme)
    done_on = row.done_on if on is None and row.done_on is not None else moving.day_of(row, by, on, at)
    if row.state == State.DONE and (row.quality, row.done_on) == (quality, done_on):
        return
    words = at_most(reason, "reason", moving.MOST_REASON)
    if _is_low(quality, rule) or row.state in DECIDED:
        words = moving.reason_of(words)
    note = AssignmentNote(words, _new_day(row, done_on), quality)
    changes = _decided(by, at) | {"quality": quality, "done_on": done_on, "answered_on": row.answered_on or done_on}
    moving.move(row, Move.FINISH, scheme=scheme, by=by, at=at, note=note, **changes)
    moving.tell(row, "assignment_done", by=by, at=at)


@transaction.atomic
def send_back(
    *, assignee: Assignee, reason: str, until: date, scheme: Scheme, by: Viewer, at: datetime
) -> None:  # fmt: skip
    """Returns it for rework, until a day that is still to come: nobody is late for what came back too late."""
    row = _judged(assignee, by)
    moving.refuse_impossible(row, Move.RETURN)
    if until < today(at):
        raise ActionRefused(_("That day is over. Choose today or a later day."), "until")
    note = AssignmentNote(moving.reason_of(reason), until)
    moving.move(row, Move.RETURN, scheme=scheme, by=by, at=at, note=note, due_on=max(row.due_on, until), done_on=None)
    moving.tell(row, "assignment_returned", by=by, at=at)


@transaction.atomic
def fail(*, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Decides that it was not done. Raises ActionRefused before the day, or before the reminders were sent."""
    row = _judged(assignee, by)
    moving.refuse_impossible(row, Move.FAIL)
    rule = moving.rule_of(row, scheme)
    if row.state in TO_DO:
        _refuse_early(row, rule.reminders.after, at)
    _against(row, Move.FAIL, reason, scheme, by=by, at=at)


@transaction.atomic
def lapse(*, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Decides that it lapsed without an answer: after the reminders that the rules ask for, by a person who made sure.

    Raises ActionRefused where the rules know no such thing, or before that.
    """
    row = _judged(assignee, by)
    moving.refuse_impossible(row, Move.LAPSE)
    rule = moving.rule_of(row, scheme)
    if rule.lapsed is None or row.answered_on is not None:
        raise ActionRefused(_("By the rules, this does not lapse without an answer."))
    _refuse_early(row, rule.lapsed.after, at)
    _against(row, Move.LAPSE, reason, scheme, by=by, at=at)


@transaction.atomic
def refuse(*, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Decides that the member refused without giving a reason. A member who gave one has declined."""
    row = _judged(assignee, by)
    moving.refuse_impossible(row, Move.REFUSE)
    if moving.rule_of(row, scheme).refused is None:
        raise ActionRefused(_("By the rules, nobody refuses this: members decline it."))
    _against(row, Move.REFUSE, reason, scheme, by=by, at=at)


@transaction.atomic
def withdraw(*, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Withdraws it from one member: it never counts. Withdrawn already, it changes nothing."""
    row = _judged(assignee, by)
    if row.state == State.WITHDRAWN:
        return
    note = AssignmentNote(moving.reason_of(reason))
    changes = _decided(by, at) | {"extension_to": None, "quality": None}
    moving.move(row, Move.WITHDRAW, scheme=scheme, by=by, at=at, note=note, **changes)
    moving.tell(row, "assignment_withdrawn", by=by, at=at)


@transaction.atomic
def answer_time(
    *, assignee: Assignee, granted: bool, until: date | None, reason: str, by: Viewer, at: datetime
) -> None:  # fmt: skip
    """Gives more time, asked for or not, or says why not. From then on the new day is the one that counts.

    until: the new day; none for the day that was asked for.
    """
    row = _judged(assignee, by)
    if row.state not in TO_DO:
        raise ActionRefused(_("There is nothing left to do here."))
    until = until or row.extension_to
    if granted and (until is None or until <= row.due_on or until < today(at)):
        raise ActionRefused(_("Choose a day after the one it is due on, and after today."), "until")
    if not granted and row.extension_to is None:
        return
    row.extension_to = None
    if granted and until is not None:
        # The reminders begin anew with the new day.
        row.due_on, row.reminders, row.reminded_on, row.reminded_before = until, 0, None, False
    row.save(update_fields=["extension_to", "due_on", "reminders", "reminded_on", "reminded_before"])
    words = at_most(reason, "reason", moving.MOST_REASON) if granted else moving.reason_of(reason)
    moving.write(row, What.EXTENDED if granted else What.KEPT_DAY, AssignmentNote(words, until), by=by, at=at)
    moving.tell(row, "assignment_extended" if granted else "assignment_kept_day", by=by, at=at)


def _judged(assignee: Assignee, by: Viewer) -> Assignee:
    """The row held still, by a person who may judge it. Raises Denied for anyone else, and for the member."""
    row = moving.held(assignee)
    assigners.check_looks_after(by, row)
    return row


def _against(row: Assignee, what: Move, reason: str, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    if row.welcome:
        raise ActionRefused(_("Doing this is the member's own choice: it never counts against them. Withdraw it."))
    note = AssignmentNote(moving.reason_of(reason))
    changes = _decided(by, at) | {"extension_to": None, "quality": None}
    moving.move(row, what, scheme=scheme, by=by, at=at, note=note, **changes)
    moving.tell(row, f"assignment_{row.state}", by=by, at=at)


def _refuse_early(row: Assignee, reminders: int, at: datetime) -> None:
    """Raises ActionRefused before a person can decide that nothing came of it."""
    if row.notified_on is None:
        raise ActionRefused(_("The member has not been informed of it. Inform them first."))
    if today(at) <= row.due_on:
        raise ActionRefused(_("It is not overdue yet."))
    if row.reminders < reminders:
        raise ActionRefused(
            _("First the member is reminded: %(count)s of %(needed)s times so far.")
            % {"count": row.reminders, "needed": reminders}
        )
    if row.extension_to is not None:
        raise ActionRefused(_("The member asks for more time. Answer that first."))


def _is_low(quality: int | None, rule: AssignmentType) -> bool:
    return quality is not None and rule.quality is not None and quality < rule.quality.reason_below


def _new_day(row: Assignee, done_on: date) -> date | None:
    return None if row.done_on == done_on else done_on


def _decided(by: Viewer, at: datetime) -> dict[str, Any]:
    return {"decided_at": at, "decided_by": by.account}
