"""What study leaves in the ledger, each under a key of its own, so that no retry writes it twice."""

from collections.abc import Iterator
from datetime import date, datetime

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attempt, Course, CourseEnrolment, Fact, Member
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.study import courses as course_queries

_SOURCE = Fact.Source.STUDY


def key_of_pass(course: Course, member: Member) -> str:
    """Under what it stands whether a member passed."""
    return f"course:{course.key}:m{member.pk}"


def reference_of(course: Course) -> str:
    """What the facts of a course refer to, in no language."""
    return f"{course.unit.code} {course.title}"[:200]


def pass_course(
    course: Course,
    member: Member,
    how: CourseEnrolment.How,
    *,
    on: date,
    scheme: Scheme,
    by: Viewer | None,
    at: datetime,
) -> bool:
    """Writes down that a member passed, with its class hours. Gives whether that is new. by: none for the system."""
    enrolment, _made = CourseEnrolment.objects.select_for_update().get_or_create(course=course, member=member)
    if enrolment.passed_on is not None:
        return False
    enrolment.passed_on, enrolment.passed_how = on, how
    enrolment.passed_by = None if how == CourseEnrolment.How.QUIZ or by is None else by.account
    enrolment.save(update_fields=["passed_on", "passed_how", "passed_by"])
    write(list(_of_pass(course, member, on, scheme)), course, scheme, by=by, at=at)
    return True


def of_attempt(attempt: Attempt, scheme: Scheme, *, with_score: bool) -> list[NewFact]:
    """The facts of an attempt that was handed in: that it was and, where that counts, its score."""
    assert scheme.study is not None
    assert attempt.handed_in_on is not None
    assert attempt.score is not None
    course, member, on = attempt.course, attempt.member, attempt.handed_in_on
    rule, reference, found = scheme.study.quiz, reference_of(course), list[NewFact]()
    if rule.taken is not None:
        found.append(NewFact(rule.taken, member, YES, on, f"quiz:{course.key}:m{member.pk}", reference))
    if rule.score is not None and with_score:
        found.append(NewFact(rule.score, member, attempt.score * 1000, on, f"score:{attempt.key}", reference))
    return found


def write(entries: list[NewFact], course: Course, scheme: Scheme, *, by: Viewer | None, at: datetime) -> None:
    """Writes those that are not there yet, whatever day they were written down for then."""
    ledger.hold(at=at)
    there = under_keys([entry.key for entry in entries], _SOURCE)
    fresh = [entry for entry in entries if entry.key not in there]
    ledger.record_many(fresh, source=_SOURCE, scheme=scheme, by=by, at=at, over=course.unit)


def _of_pass(course: Course, member: Member, on: date, scheme: Scheme) -> Iterator[NewFact]:
    kind, reference = course_queries.kind_of(course, scheme), reference_of(course)
    if kind is None:
        return
    if kind.fact is not None:
        yield NewFact(kind.fact, member, YES, on, key_of_pass(course, member), reference)
    hours = scheme.study.hours if scheme.study else None
    if kind.hours and course.class_hours and hours is not None:
        yield NewFact(hours.fact, member, course.class_hours, on, f"hours:{course.key}:m{member.pk}", reference)
