"""Deadlines in working days, counted anew when days are announced: never earlier than was told."""

from datetime import datetime

from django.db import transaction

from goodstanding.actions.objections import objections
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Objection, Step
from goodstanding.queries.objections import who_rules
from goodstanding.queries.objections.deadlines import ANSWER, APPEAL, Recount, recounts
from goodstanding.queries.people import calendars
from goodstanding.queries.people.calendars import today


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
    seat = who_rules.seat_of(objection, scheme, today(at))
    if seat is not None:
        objections.tell(seat.accounts, "objection_redated", objection, at=at)
