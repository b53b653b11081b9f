"""What a named person decides about an assignment of a member; never by itself, and never about themselves."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from goodstanding.access import assigners
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.assignments import moving
from goodstanding.actions.assignments.moving import AssignmentNote, What
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Assignee, Assignment, AssignmentStep
from goodstanding.models.assignments.moves import DECIDED, OPEN, TO_DO, Move
from goodstanding.models.insert_select import insert_select
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.people.calendars import today

State = Assignee.State


@transaction.atomic
def finish(
    *, assignee: Assignee, quality: int | None, reason: str, scheme: Scheme, by: Viewer, at: datetime,
    on: date | None = None, seen: int | None = None,
) -> None:  # fmt: skip
    """Accepts the work as done, with a quality where one is given. A decision that was another is corrected.

    on: the day on which it was done, where nothing says so yet. seen, here and below: the last step on the page from
    which it is decided; ActionRefused where others came since. Raises ActionRefused for a quality that is low, or a
    decision that is corrected, without a reason.
    """
    row = _judged(assignee, by)
    rule = moving.rule_of(row, scheme)
    done_on = row.done_on if on is None and row.done_on is not None else moving.day_of(row, by, on, at)
    if row.state == State.DONE and (row.quality, row.done_on) == (quality, done_on):
        return
    moving.refuse_outdated(row, seen)
    moving.refuse_impossible(row, Move.FINISH)
    words = at_most(reason, "reason", moving.MOST_REASON)
    if _is_low(quality, rule) or row.state in DECIDED:
        words = moving.reason_of(words)
    note = AssignmentNote(words, _new_day(row, done_on), quality)
    changes = _decided(by, at) | {"quality": quality, "done_on": done_on, "answered_on": row.answered_on or done_on}
    changes["welcome"] = _spared(row, rule, at)
    moving.move(row, Move.FINISH, scheme=scheme, by=by, at=at, note=note, **changes)
    moving.tell(row, "assignment_done", by=by, at=at)


@transaction.atomic
def send_back(
    *, assignee: Assignee, reason: str, until: date, scheme: Scheme, by: Viewer, at: datetime, seen: int | None = None
) -> None:  # fmt: skip
    """Returns it for rework, until a day that is still to come: no member is late for what came back too late."""
    row = _judged(assignee, by)
    moving.refuse_outdated(row, seen)
    moving.refuse_impossible(row, Move.RETURN)
    if until < today(at):
        raise ActionRefused(_("That day is over. Choose today or a later day."), "until")
    note = AssignmentNote(moving.reason_of(reason), until)
    moving.move(row, Move.RETURN, scheme=scheme, by=by, at=at, note=note, due_on=max(row.due_on, until), done_on=None)
    moving.tell(row, "assignment_returned", by=by, at=at)


@transaction.atomic
def fail(
    *, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime, seen: int | None = None
) -> None:  # fmt: skip
    """Decides that it was not done. Raises ActionRefused before the day, or before the reminders were sent."""
    row = _judged(assignee, by)
    moving.refuse_outdated(row, seen)
    moving.refuse_impossible(row, Move.FAIL)
    rule = moving.rule_of(row, scheme)
    if row.state in TO_DO:
        _refuse_early(row, rule.reminders.after, at)
    _against(row, Move.FAIL, reason, scheme, by=by, at=at)


@transaction.atomic
def lapse(
    *, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime, seen: int | None = None
) -> None:  # fmt: skip
    """Decides that it lapsed without an answer: after the reminders that the rules ask for, by a person who made sure.

    Raises ActionRefused where the rules know no such thing, or before that.
    """
    row = _judged(assignee, by)
    moving.refuse_outdated(row, seen)
    moving.refuse_impossible(row, Move.LAPSE)
    rule = moving.rule_of(row, scheme)
    if rule.lapsed is None or row.answered_on is not None:
        raise ActionRefused(_("By the rules, this does not lapse without an answer."))
    _refuse_early(row, rule.lapsed.after, at)
    _against(row, Move.LAPSE, reason, scheme, by=by, at=at)


@transaction.atomic
def refuse(
    *, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime, seen: int | None = None
) -> None:  # fmt: skip
    """Decides that the member refused without giving a reason. A member who gave one has declined."""
    row = _judged(assignee, by)
    moving.refuse_outdated(row, seen)
    moving.refuse_impossible(row, Move.REFUSE)
    if moving.rule_of(row, scheme).refused is None:
        raise ActionRefused(_("By the rules, nobody refuses this: members decline it."))
    _against(row, Move.REFUSE, reason, scheme, by=by, at=at)


@transaction.atomic
def withdraw(
    *, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime, seen: int | None = None
) -> None:  # fmt: skip
    """Withdraws it from one member: it never counts. Withdrawn already, it changes nothing."""
    row = _judged(assignee, by)
    if row.state == State.WITHDRAWN:
        return
    moving.refuse_outdated(row, seen)
    note = AssignmentNote(moving.reason_of(reason))
    changes = _decided(by, at) | {"extension_to": None, "quality": None}
    moving.move(row, Move.WITHDRAW, scheme=scheme, by=by, at=at, note=note, **changes)
    moving.tell(row, "assignment_withdrawn", by=by, at=at)


@transaction.atomic
def withdraw_all(*, assignment: Assignment, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Withdraws it from everyone for whom it is still open. Returns how many. Its unit's offices alone do that.

    Of those who have not answered nothing stands in the ledger: they are withdrawn in three statements, however many.
    """
    check(by, Permission.ASSIGN, assignment.unit)
    reason = moving.reason_of(reason)
    mine = Assignee.objects.filter(assignment=assignment, state__in=OPEN).exclude(member=by.member_id)
    silent = mine.filter(state=State.GIVEN, answered_on=None)
    step = {"assignee": F("pk"), "what": What.WITHDRAWN, "words": reason, "on": None, "quality": None}
    step |= {"attachment": "", "attachment_name": "", "at": at, "by": by.account.pk}
    insert_select(AssignmentStep, silent, step)
    accounts = Account.objects.filter(is_active=True, member__in=silent.order_by().values("member"))
    facts = {"what": assignment.title, "day": assignment.due_on.isoformat()}
    once, link = Value(f"assignment_withdrawn:{assignment.key}"), Value(f"/my/assignments/{assignment.key}/")
    notices.tell_all(accounts, "assignment_withdrawn", facts, idempotency_key=once, at=at, link=link)
    count = silent.update(state=State.WITHDRAWN, decided_at=at, decided_by=by.account, extension_to=None)
    if count:
        unit = assignment.unit
        audit.record("withdraw", "assignment", assignment.key, by=by, at=at, unit=unit, fields=("state",))
    answered = list(mine.select_related("assignment__unit", "member__unit").order_by("pk"))
    for row in answered:
        withdraw(assignee=row, reason=reason, scheme=scheme, by=by, at=at)
    return count + len(answered)


@transaction.atomic
def answer_time(
    *, assignee: Assignee, granted: bool, until: date | None, reason: str, by: Viewer, at: datetime,
    seen: int | None = None,
) -> None:  # fmt: skip
    """Gives more time, asked for or not, or says why not. From then on the new day is the one that counts.

    until: the new day; none for the day that was asked for.
    """
    row = _judged(assignee, by)
    moving.refuse_outdated(row, seen, days=True)
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


def _spared(row: Assignee, rule: AssignmentType, at: datetime) -> bool:
    """Whether doing it is the member's own choice: since it was given, or by a class that they have today."""
    classes = who_is_due.classes_on([row.member_id], today(at))[row.member_id]
    return row.welcome or not classes.isdisjoint(rule.to.welcome)


def _against(row: Assignee, what: Move, reason: str, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    if _spared(row, moving.rule_of(row, scheme), at):
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
