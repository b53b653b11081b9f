"""Courses: made, set for members with a day, closed or withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused, at_most, needed, refuse_closed
from goodstanding.actions.study import facts
from goodstanding.actions.study.preconditions import digest, held, kind_for
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Course, Fact, Unit
from goodstanding.models.ledger.fact import EXCUSED, NO
from goodstanding.queries.people.calendars import today
from goodstanding.queries.study import courses as course_queries

State = Course.State
MOST_HOURS = 40_000
_FARTHEST = timedelta(days=366)
_MOST_REASON = 500


@dataclass(frozen=True)
class CourseParticulars:
    """What a course is. class_hours: thousandths. classes: only members with one of these; empty for all it is for."""

    title: str
    summary: str = ""
    class_hours: int = 0
    classes: tuple[str, ...] = ()


@transaction.atomic
def make(
    *, unit: Unit, word: str, what: CourseParticulars, scheme: Scheme, by: Viewer, at: datetime, form: str = ""
) -> Course:
    """A course in preparation. form: the same form sent again makes it once.

    Raises ActionRefused where the rules have no such kind, Denied for anyone who records nothing of the unit.
    """
    check(by, Permission.RECORD_FACT, unit)
    refuse_closed(unit)
    kind_for(word, scheme)
    what = _checked(what, scheme)
    sent = digest(form) if form else None
    already = Course.objects.filter(form=sent, made_by=by.account, unit=unit).first() if sent else None
    if already is not None:
        return already
    course = Course.objects.create(
        unit=unit, kind=word, form=sent, made_at=at, made_by=by.account, title=what.title, summary=what.summary,
        class_hours=what.class_hours, classes=list(what.classes),
    )  # fmt: skip
    audit.record("create", "course", course.key, by=by, at=at, unit=unit, fields=("kind", "title"))
    return course


@transaction.atomic
def change(*, course: Course, what: CourseParticulars, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Changes a course in preparation. Raises ActionRefused once members have it."""
    course = held(course, by, State.DRAFT)
    what = _checked(what, scheme)
    course.title, course.summary = what.title, what.summary
    course.class_hours, course.classes = what.class_hours, list(what.classes)
    course.save(update_fields=["title", "summary", "class_hours", "classes"])
    audit.record("change", "course", course.key, by=by, at=at, unit=course.unit, fields=("title",))


@transaction.atomic
def set_out(*, course: Course, due_on: date, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Gives the course to its members, to be passed by a day. Set already with that day, it changes nothing.

    Raises ActionRefused where there is nothing to learn or answer yet, or members would have less time than the rules
    give them.
    """
    course = held(course, by, State.DRAFT, State.OPEN)
    if course.state == State.OPEN:
        _move_due_day(course, due_on, by, at)
        return
    kind, on = kind_for(course.kind, scheme), today(at)
    if not course.lessons.exists() and not course.questions.exists():
        raise ActionRefused(_("There is nothing in it yet. Add a lesson or questions."))
    _refuse_day(due_on, on + timedelta(days=kind.at_least_days), on)
    course.state, course.set_on, course.due_on, course.set_by = State.OPEN, on, due_on, by.account
    course.save(update_fields=["state", "set_on", "due_on", "set_by"])
    audit.record("set", "course", course.key, by=by, at=at, unit=course.unit, fields=("due_on",))


def _move_due_day(course: Course, due_on: date, by: Viewer, at: datetime) -> None:
    """Members may be given more time, and never less."""
    assert course.due_on is not None, "an open course has a day"
    if due_on == course.due_on:
        return
    _refuse_day(due_on, course.due_on, today(at))
    course.due_on = due_on
    course.save(update_fields=["due_on"])
    audit.record("change", "course", course.key, by=by, at=at, unit=course.unit, fields=("due_on",))


def _refuse_day(due_on: date, earliest: date, on: date) -> None:
    if due_on < earliest:
        message = _("Members have time until %(day)s at least. Choose that day or a later one.")
        raise ActionRefused(message % {"day": earliest.isoformat()}, "due_on")
    if due_on > on + _FARTHEST:
        raise ActionRefused(_("That is more than a year away."), "due_on")


@transaction.atomic
def close(*, course: Course, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Closes a course once its day is over, and writes down who was due and has not passed. Gives how many entries.

    Who was excused is written down as excused; about who only was welcome, nothing is. Closed already, it gives 0.
    """
    course = held(course, by, State.OPEN, State.CLOSED)
    if course.state == State.CLOSED:
        return 0
    assert course.due_on is not None, "an open course has a day"
    if today(at) <= course.due_on:
        raise ActionRefused(_("Members have time until the day it is due. Close it afterwards, or withdraw it."))
    kind = kind_for(course.kind, scheme)
    entries = list[NewFact]()
    if kind.fact is not None and kind.missed == "zero":
        for learner in course_queries.learners(course, scheme, course.due_on):
            if learner.is_missing or (learner.is_due and learner.is_excused):
                value = EXCUSED if learner.is_excused else NO
                key = facts.key_of_pass(course, learner.member)
                entries.append(
                    NewFact(kind.fact, learner.member, value, course.due_on, key, facts.reference_of(course))
                )
    made = ledger.record_many(entries, source=Fact.Source.STUDY, scheme=scheme, by=by, at=at, over=course.unit).new
    _end(course, State.CLOSED, by, at)
    audit.record("close", "course", course.key, by=by, at=at, unit=course.unit)
    return made


@transaction.atomic
def withdraw(*, course: Course, reason: str, by: Viewer, at: datetime) -> None:
    """Takes a course back. What members have already earned with it stays; nothing is missing for the others."""
    course = held(course, by, State.DRAFT, State.OPEN)
    course.reason = needed(reason, "reason", missing=_("Give a reason."), most=_MOST_REASON)
    _end(course, State.WITHDRAWN, by, at)
    audit.record("withdraw", "course", course.key, by=by, at=at, unit=course.unit)


def _end(course: Course, state: Course.State, by: Viewer, at: datetime) -> None:
    course.state, course.ended_at, course.ended_by = state, at, by.account
    course.save(update_fields=["state", "ended_at", "ended_by", "reason"])


def _checked(what: CourseParticulars, scheme: Scheme) -> CourseParticulars:
    title = needed(what.title, "title", missing=_("Give it a title."), most=200)
    refuse_hours(what.class_hours)
    unknown: Sequence[str] = [word for word in what.classes if word not in scheme.classes]
    if unknown:
        raise ActionRefused(_("The rules have no such class of members."), "classes")
    return CourseParticulars(title, at_most(what.summary, "summary", 2000), what.class_hours, what.classes)


def refuse_hours(class_hours: int) -> None:
    """Raises ActionRefused for class hours that cannot be, in thousandths."""
    if not 0 <= class_hours <= MOST_HOURS:
        raise ActionRefused(_("Give from 0 to %(most)s class hours.") % {"most": MOST_HOURS // 1000}, "class_hours")
