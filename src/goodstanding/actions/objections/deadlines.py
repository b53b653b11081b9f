"""Deadlines in working days, counted anew when days are announced: never earlier than was told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goodstanding.actions.objections import objections
from goodstanding.actions.working_days import today
from goodstanding.calendars.working import Calendar, Deadline
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Objection, Step
from goodstanding.queries.objections import who_rules
from goodstanding.queries.people import calendars

ANSWER, APPEAL = "answer", "appeal"


@dataclass(frozen=True)
class Recount:
    """One open deadline, as it was told and as it is by the days known now."""

    objection: Objection
    what: str
    told: Deadline
    found: Deadline

    @property
    def moves(self) -> bool:
        """Whether its day changes; otherwise at most it becomes final."""
        return self.found.day != self.told.day


def recounts(calendar: Calendar, on: date) -> Iterator[Recount]:
    """Every deadline that has not passed and that a calendar would change. A day that was told is never taken back."""
    for objection in Objection.objects.filter(state__in=Objection.WAITING, due_on__gte=on).order_by("pk"):
        told = Deadline(objection.due_on, objection.due_is_provisional)
        counted = calendar.after(objection.due_after, objections.ANSWER_WITHIN)
        yield from _changed(objection, ANSWER, told, counted)
    rejected = Objection.objects.filter(state=Objection.State.REJECTED, appeal_until__gte=on, appeal="")
    for objection in rejected.order_by("pk"):
        told = Deadline(objections.appeal_until(objection), objection.appeal_is_provisional)
        counted = calendar.after(today(objection.rulings.get(instance=1).at), objections.APPEAL_WITHIN)
        yield from _changed(objection, APPEAL, told, counted)


def _changed(objection: Objection, what: str, told: Deadline, counted: Deadline) -> Iterator[Recount]:
    found = Deadline(max(told.day, counted.day), counted.provisional)
    if found != told:
        yield Recount(objection, what, told, found)


@transaction.atomic
def count_anew(*, scheme: Scheme, at: datetime) -> int:
    """Counts every open deadline anew by the days known now, and tells the people concerned. Gives how many moved."""
    moved = 0
    for change in list(recounts(calendars.calendar(), today(at))):
        # What was answered a moment ago has no deadline any more.
        objection = objections.locked(change.objection)
        if objection.state == change.objection.state:
            _apply(change, objection, scheme, at)
            moved += change.moves
    return moved


def _apply(change: Recount, objection: Objection, scheme: Scheme, at: datetime) -> None:
    if change.what == ANSWER:
        objection.due_on, objection.due_is_provisional = change.found.day, change.found.provisional
    else:
        objection.appeal_until, objection.appeal_is_provisional = change.found.day, change.found.provisional
    objection.save(update_fields=["due_on", "due_is_provisional", "appeal_until", "appeal_is_provisional"])
    if change.moves:
        objections.trail(objection, Step.Verb.REDATED, by=None, at=at)
        _tell(change, objection, scheme, at)


def _tell(change: Recount, objection: Objection, scheme: Scheme, at: datetime) -> None:
    if change.what == APPEAL:
        objections.tell_member(objection, "objection_appeal_redated", at=at)
        return
    objections.tell_member(objection, "objection_redated", at=at)
    roles = who_rules.roles_for(scheme, who_rules.kinds_of(objection, scheme))
    seat = who_rules.seat(objection.at_unit, roles=roles, without=who_rules.barred(objection), on=today(at))
    if seat is not None:
        objections.tell(seat.accounts, "objection_redated", objection, at=at)
