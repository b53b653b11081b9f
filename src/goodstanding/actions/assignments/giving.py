"""Giving an assignment: to one, several, a class, or everyone of a unit and below, in one step for any number."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from goodstanding.access import assigners
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused, at_most, needed, refuse_closed
from goodstanding.actions.requests import ceiling
from goodstanding.actions.requests.ceiling import SentThing
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Assignee, Assignment, FollowUp, Unit
from goodstanding.models.insert_select import insert_select
from goodstanding.queries.assignments import recipients
from goodstanding.queries.assignments.recipients import Recipients
from goodstanding.queries.people.calendars import today, working_days_after

MOST_TITLE, MOST_TEXT = 200, 4000
_FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Task:
    """What is to be done, and by which day."""

    title: str
    due_on: date
    text: str = ""


@transaction.atomic
def give(  # noqa: PLR0913
    *, unit: Unit, word: str, task: Task, to: Recipients, scheme: Scheme, by: Viewer, at: datetime, form: str = "",
    follow_up: FollowUp | None = None,
) -> Assignment:  # fmt: skip
    """Gives it, and notifies everyone whom a notice reaches. form: the same form sent again gives nothing twice.

    Raises Denied where the viewer gives no such assignment to members of the unit; ActionRefused where it says
    nothing, is due in the past, or concerns no member, and where a unit below has had all requests of the month.
    """
    rule = kind_of(word, scheme)
    assigners.check_give(by, unit, rule)
    refuse_closed(unit)
    digest = hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None
    # Two taps on one button wait for each other here.
    Account.objects.select_for_update().get(pk=by.account.pk)
    known = Assignment.objects.filter(given_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    day = today(at)
    title = needed(task.title, "title", missing=_("Write what is to be done."), most=MOST_TITLE)
    assignment = Assignment(
        unit=unit, kind=word, title=title, text=at_most(task.text, "text", MOST_TEXT), whom=to.whom, word=to.word,
        given_on=day, due_on=task.due_on, given_at=at, given_by=by.account, form=digest, follow_up=follow_up,
    )  # fmt: skip
    _refuse_day(task.due_on, day)
    assignment.save(force_insert=True)
    count = _assign(assignment, rule, to)
    if count == 0:
        raise ActionRefused(_("This concerns nobody: the rules give such an assignment to none of them."), "to")
    if to.people and count < len(set(to.people)):
        raise ActionRefused(_("Some of these people cannot be given it. Choose members of the unit."), "people")
    asked = Unit.objects.filter(members__assigned__assignment=assignment)
    ceiling.count(thing=SentThing(unit, "assignment", assignment.key), units=asked, scheme=scheme, by=by, at=at)
    _notify(assignment, at)
    audit.record("give", "assignment", assignment.key, by=by, at=at, unit=unit, fields=("member", "due_on"))
    return assignment


@transaction.atomic
def give_follow_up(*, follow_up: FollowUp, scheme: Scheme, by: Viewer, at: datetime) -> Assignment:
    """Makes an assignment of what a meeting asked of a member; asked again, gives the one that was made.

    Raises ActionRefused where the rules make none of follow-ups, or it is over.
    """
    known = Assignment.objects.filter(follow_up=follow_up).first()
    if known is not None:
        return known
    word = next((word for word, rule in scheme.assignments.items() if rule.from_minutes), None)
    if word is None:
        raise ActionRefused(_("The rules make no assignments of follow-ups."))
    current = FollowUp.objects.select_related("meeting__unit", "member").get(pk=follow_up.pk)
    if current.state != FollowUp.State.OPEN:
        raise ActionRefused(_("This follow-up is over already."))
    due_on = max(current.due_on, today(at))
    task = Task(
        title=current.text[:MOST_TITLE], text=current.text if len(current.text) > MOST_TITLE else "", due_on=due_on
    )
    to = Recipients(people=(current.member.number,))
    made = give(
        unit=current.meeting.unit, word=word, task=task, to=to, scheme=scheme, by=by, at=at, follow_up=current
    )  # fmt: skip
    # From here on the assignment is what waits for the member; two lines would ask for one thing.
    current.state, current.ended_at, current.ended_by = FollowUp.State.DROPPED, at, by.account
    current.save(update_fields=["state", "ended_at", "ended_by"])
    audit.record(current.state, "follow_up", current.key, by=by, at=at, unit=current.meeting.unit, fields=("state",))
    return made


def kind_of(word: str, scheme: Scheme) -> AssignmentType:
    """The kind of assignment that a word stands for. Raises ActionRefused where the rules have none."""
    rule = scheme.assignments.get(word)
    if rule is None:
        raise ActionRefused(_("The rules have no such kind of assignment."), "kind")
    return rule


def _refuse_day(due_on: date, day: date) -> None:
    if due_on < day:
        raise ActionRefused(_("That day is over. Choose today or a later day."), "due_on")
    if due_on > day + _FURTHEST:
        raise ActionRefused(_("Choose a day within a year."), "due_on")


def _assign(assignment: Assignment, rule: AssignmentType, to: Recipients) -> int:
    """One row for each member whom it concerns, made inside the database. Returns how many."""
    day = assignment.given_on
    answer_by = working_days_after(day, rule.answered.within_days).day if rule.answered else None
    return insert_select(
        Assignee,
        recipients.members_for(rule, assignment.unit, to, day),
        {
            "assignment": assignment.pk, "member": F("pk"), "state": Assignee.State.GIVEN,
            "welcome": recipients.is_welcome(rule, day), "due_on": assignment.due_on,
            "notified_on": recipients.if_notified(day), "answer_by": recipients.if_notified(answer_by),
            "answered_on": None, "done_on": None, "quality": None, "reminded_before": False, "reminders": 0,
            "reminded_on": None, "extension_to": None, "decided_at": None, "decided_by": None,
        },
    )  # fmt: skip


def _notify(assignment: Assignment, at: datetime) -> int:
    """Tells everybody who has an account. Returns how many notices were written."""
    accounts = Account.objects.filter(is_active=True, member__assigned__assignment=assignment)
    facts = {"what": assignment.title, "unit": assignment.unit.name, "day": assignment.due_on.isoformat()}
    return notices.tell_all(
        accounts, "assignment_given", facts, idempotency_key=Value(f"assignment_given:{assignment.key}"), at=at,
        link=Value(f"/my/assignments/{assignment.key}/"),
    )  # fmt: skip
