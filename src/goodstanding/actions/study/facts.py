"""What study leaves in the ledger, each under a key of its own, so that no retry writes it twice."""

from datetime import date, datetime

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger import correction_requests, ledger
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Account,
    Attempt,
    Correction,
    Course,
    CourseEnrolment,
    Fact,
    Member,
    QuestionWithdrawal,
    Remedy,
)
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.ledger import in_force, who_corrects
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.study import courses as course_queries

_SOURCE, How = Fact.Source.STUDY, CourseEnrolment.How


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
    said_by: Account | None = None,
) -> bool:
    """Writes down that a member passed, with its class hours. Gives whether that is new. by: none for the system.

    said_by: by whose word, or typing; none for the person who records it.
    """
    if not mark_passed(course, member, how, on=on, said_by=said_by or (by.account if by else None)):
        return False
    write(of_pass(course, member, on, scheme), course, scheme, by=by, at=at)
    return True


def mark_passed(
    course: Course, member: Member, how: CourseEnrolment.How, *, on: date, said_by: Account | None
) -> bool:  # fmt: skip
    """Lets a member have passed, without what it leaves in the ledger. Gives whether that is new."""
    enrolment, _made = CourseEnrolment.objects.select_for_update().get_or_create(course=course, member=member)
    if enrolment.passed_on is not None:
        return False
    enrolment.passed_on, enrolment.passed_how = on, how
    enrolment.passed_by = None if how == CourseEnrolment.How.QUIZ else said_by
    enrolment.save(update_fields=["passed_on", "passed_how", "passed_by"])
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
    return found + (of_score(attempt, attempt.score, scheme) if with_score else [])


def key_of_score(attempt: Attempt, since: QuestionWithdrawal | None = None) -> str:
    """Under what the score of an attempt stands. since: the withdrawal by which it is another than it was."""
    return f"score:{attempt.key}" if since is None else f"score:{attempt.key}:{since.pk}"


def of_score(
    attempt: Attempt, score: int, scheme: Scheme, *, since: QuestionWithdrawal | None = None
) -> list[NewFact]:  # fmt: skip
    """The score of an attempt, as the rules let it stand in the ledger, on the day of the attempt."""
    assert scheme.study is not None
    assert attempt.handed_in_on is not None
    kind = scheme.study.quiz.score
    if kind is None:
        return []
    reference, key = reference_of(attempt.course), key_of_score(attempt, since)
    return [NewFact(kind, attempt.member, score * 1000, attempt.handed_in_on, key, reference)]


def pass_afterwards(
    course: Course, attempt: Attempt, reason: str, *, scheme: Scheme, by: Viewer, at: datetime
) -> None:  # fmt: skip
    """Writes down that a member has passed by an attempt that is worth more now than when it was handed in.

    Where the closing wrote down that they have not, that is corrected; what a published month counts waits for a second
    person.
    """
    assert attempt.handed_in_on is not None
    member, on = attempt.member, attempt.handed_in_on
    missed = under_keys([key_of_pass(course, member)], _SOURCE).get(key_of_pass(course, member))
    how = How.PAPER if attempt.paper_id else How.QUIZ
    pass_course(course, member, how, on=on, scheme=scheme, by=None, said_by=attempt.typed_by, at=at)
    if missed is None:
        return
    current = in_force.now_in_place(missed)
    if not in_force.holds(current) or current.value == YES or who_corrects.waits_for_ruling(current):
        return
    what = Change(Remedy.MOVE if current.occurred_on != on else Remedy.REPLACE, YES, reason, on)
    if current.corrections.filter(state=Correction.State.ASKED).exists():
        return
    if who_corrects.takes_two(current, what.remedy, what.on) or who_corrects.is_about(current, by):
        correction_requests.ask_second([current], what=what, by=by, at=at)
        return
    fact_changes.change(fact=current, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
    fact_changes.tell_concerned(current, at=at)


def write(entries: list[NewFact], course: Course, scheme: Scheme, *, by: Viewer | None, at: datetime) -> None:
    """Writes those that are not there yet, whatever day they were written down for then."""
    ledger.hold(at=at)
    there = under_keys([entry.key for entry in entries], _SOURCE)
    fresh = [entry for entry in entries if entry.key not in there]
    ledger.record_many(fresh, source=_SOURCE, scheme=scheme, by=by, at=at, over=course.unit)


def of_pass(course: Course, member: Member, on: date, scheme: Scheme) -> list[NewFact]:
    """What passing leaves in the ledger."""
    kind, reference = course_queries.kind_of(course, scheme), reference_of(course)
    found = list[NewFact]()
    if kind is None:
        return found
    if kind.fact is not None:
        found.append(NewFact(kind.fact, member, YES, on, key_of_pass(course, member), reference))
    hours = scheme.study.hours if scheme.study else None
    if kind.hours and course.class_hours and hours is not None:
        key = f"hours:{course.key}:m{member.pk}"
        found.append(NewFact(hours.fact, member, course.class_hours, on, key, reference))
    return found
