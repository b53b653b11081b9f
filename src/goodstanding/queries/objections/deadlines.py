"""Deadlines of objections in working days, and which of them another calendar would move: never to an earlier day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.calendars.working import Calendar, Deadline
from goodstanding.models import Objection
from goodstanding.queries.objections.objections import appeal_until
from goodstanding.queries.people.calendars import today

#: Working days for a ruling, and for asking for the second one.
ANSWER_WITHIN, APPEAL_WITHIN = 15, 15
ANSWER, APPEAL = "answer", "appeal"


@dataclass(frozen=True)
class Recount:
    """One open deadline, as it was announced and as it is by the days known now."""

    objection: Objection
    what: str
    announced: Deadline
    found: Deadline

    @property
    def moves(self) -> bool:
        """Whether its day changes; otherwise at most it becomes final."""
        return self.found.day != self.announced.day


def recounts(calendar: Calendar, on: date) -> Iterator[Recount]:
    """Every deadline that has not passed and that a calendar would change. A day once announced is never taken back."""
    for objection in Objection.objects.filter(state__in=Objection.WAITING, due_on__gte=on).order_by("pk"):
        announced = Deadline(objection.due_on, objection.due_is_provisional)
        counted = calendar.after(objection.due_after, ANSWER_WITHIN)
        yield from _changed(objection, ANSWER, announced, counted)
    rejected = Objection.objects.filter(state=Objection.State.REJECTED, appeal_until__gte=on, appeal="")
    for objection in rejected.order_by("pk"):
        announced = Deadline(appeal_until(objection), objection.appeal_is_provisional)
        counted = calendar.after(today(objection.rulings.get(instance=1).at), APPEAL_WITHIN)
        yield from _changed(objection, APPEAL, announced, counted)


def _changed(objection: Objection, what: str, announced: Deadline, counted: Deadline) -> Iterator[Recount]:
    found = Deadline(max(announced.day, counted.day), counted.provisional)
    if found != announced:
        yield Recount(objection, what, announced, found)
