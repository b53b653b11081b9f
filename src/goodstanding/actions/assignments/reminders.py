"""Reminders: one before the day and at most two after it; then it stands on the list of the person who looks after it.

Nothing is ever recorded against a member by a clock.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from goodstanding.access import assigners
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.assignments import moving
from goodstanding.actions.assignments.moving import AssignmentNote, What
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Assignee, Assignment, AssignmentStep
from goodstanding.models.assignments.moves import TO_DO
from goodstanding.models.insert_select import insert_select
from goodstanding.queries.people.calendars import today, working_days_after


@transaction.atomic
def remind(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Sends the reminders of a day, each once. Returns how many members were reminded."""
    sent = 0
    for word, rule in scheme.assignments.items():
        known = Assignee.objects.filter(assignment__kind=word, state__in=TO_DO, notified_on__lt=on)
        of_kind = known.filter(member__left_on=None)
        for due, is_after in ((_before(of_kind, rule, on), False), (_after(of_kind, rule, on), True)):
            for key, due_on in due.order_by().values_list("assignment", "due_on").distinct():
                rows = due.filter(assignment=key, due_on=due_on)
                sent += _send(Assignment.objects.get(pk=key), rows, due_on, on, at, is_after=is_after)
    return sent


@transaction.atomic
def remind_one(*, assignee: Assignee, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """A person reminds a member, in the application or themselves; it counts like any other reminder.

    Raises ActionRefused where the member was reminded today already, or as often as the rules allow.
    """
    row = moving.held(assignee)
    assigners.check_looks_after(by, row)
    day, rule = today(at), moving.rule_of(row, scheme)
    if row.state not in TO_DO:
        raise ActionRefused(_("There is nothing left to do here."))
    if row.reminded_on == day:
        raise ActionRefused(_("The member was reminded today already."))
    after = day > row.due_on
    if (after and row.reminders >= rule.reminders.after) or (not after and row.reminded_before):
        raise ActionRefused(_("The member was reminded as often as the rules allow. Talk to them."))
    if row.notified_on is None:
        _informed(row, rule, day)
    row.reminders, row.reminded_before = row.reminders + after, row.reminded_before or not after
    row.reminded_on = day
    row.save(update_fields=["reminders", "reminded_before", "reminded_on", "notified_on", "answer_by"])
    moving.write(row, What.REMINDED, AssignmentNote(), by=by, at=at)
    unit = row.member.unit or row.assignment.unit
    audit.record("remind", "assignment", row.assignment.key, by=by, at=at, unit=unit, fields=("member",))
    moving.tell(row, "assignment_due", by=by, at=at)


@transaction.atomic
def inform(*, assignment: Assignment, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """The members whom no notice reaches were informed on paper, by telephone or in person. Returns how many.

    From then on the clock for their answer runs, as it does for the others.
    """
    mine = assigners.assignees(by, assignment).filter(notified_on=None, state__in=TO_DO)
    rows = list(mine.exclude(member=by.member_id).select_related("assignment").order_by("pk"))
    rule = scheme.assignments.get(assignment.kind)
    if rule is None or not rows:
        return 0
    day = today(at)
    for row in rows:
        _informed(row, rule, day)
    Assignee.objects.bulk_update(rows, ["notified_on", "answer_by"], batch_size=1000)
    steps = [AssignmentStep(assignee=row, what=What.INFORMED, at=at, by=by.account) for row in rows]
    AssignmentStep.objects.bulk_create(steps, batch_size=1000)
    audit.record("tell", "assignment", assignment.key, by=by, at=at, unit=assignment.unit, fields=("receipts",))
    return len(rows)


def _informed(row: Assignee, rule: AssignmentType, day: date) -> None:
    row.notified_on = day
    row.answer_by = working_days_after(day, rule.answered.within_days).day if rule.answered else None


def _before(rows: QuerySet[Assignee], rule: AssignmentType, on: date) -> QuerySet[Assignee]:
    near = Q(due_on__gte=on, due_on__lte=on + timedelta(days=rule.reminders.before_days))
    return rows.filter(near, reminded_before=False)


def _after(rows: QuerySet[Assignee], rule: AssignmentType, on: date) -> QuerySet[Assignee]:
    """Who is reminded of what is overdue; a member who asks for more time waits for the answer instead."""
    again = Q(reminded_on=None) | Q(reminded_on__lte=on - timedelta(days=rule.reminders.every_days))
    again |= Q(reminders=0)
    overdue = rows.filter(again, due_on__lt=on, reminders__lt=rule.reminders.after, extension_to=None, welcome=False)
    return overdue.exclude(reminded_on=on)


def _send(
    assignment: Assignment, rows: QuerySet[Assignee], due_on: date, on: date, at: datetime, *, is_after: bool
) -> int:
    """Three statements, however many members they are about."""
    step = {"assignee": F("pk"), "what": What.REMINDED, "words": "", "on": None, "quality": None, "attachment": ""}
    insert_select(AssignmentStep, rows, step | {"attachment_name": "", "at": at, "by": None})
    accounts = Account.objects.filter(is_active=True, member__in=rows.order_by().values("member"))
    facts = {"what": assignment.title, "day": due_on.isoformat()}
    once = Value(f"assignment_due:{assignment.key}:{on.isoformat()}")
    link = Value(f"/my/assignments/{assignment.key}/")
    notices.tell_all(accounts, "assignment_due", facts, idempotency_key=once, at=at, link=link)
    found = Assignee.objects.filter(pk__in=rows.order_by().values("pk"))
    if is_after:
        return found.update(reminders=F("reminders") + 1, reminded_on=on)
    return found.update(reminded_before=True, reminded_on=on)
