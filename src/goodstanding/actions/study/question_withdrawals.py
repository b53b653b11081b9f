"""A question that turns out to be faulty after attempts were handed in: it is withdrawn, and no member loses by it.

What was handed in stays as it was. Each attempt is marked again beside it, and where it is worth more, that is added:
to the member's best result, to the ledger, and to who has passed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.actions.study import facts
from goodstanding.actions.study.preconditions import held, study_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Account,
    Attempt,
    AttemptRemark,
    Course,
    CourseEnrolment,
    CourseQuestion,
    Fact,
    QuestionWithdrawal,
)
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.study import quiz
from goodstanding.quizzes.marking import given_of, score

State, How = Course.State, CourseEnrolment.How
MOST_REASON = 500


@dataclass
class _Raised:
    """What rises for one member. entries: scores for the ledger; best: the attempt that is worth most now."""

    remarks: list[AttemptRemark] = field(default_factory=list)
    entries: list[NewFact] = field(default_factory=list)
    best: Attempt | None = None
    most: int = -1


@transaction.atomic
def withdraw(*, course: Course, number: int, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Withdraws a question of a course that members have or had. Returns for how many members an attempt is worth more.

    Withdrawn already, it changes nothing and returns 0. Raises ActionRefused where it is the last one that counts.
    """
    course = held(course, by, State.OPEN, State.CLOSED)
    question = CourseQuestion.objects.filter(course=course, number=number).first()
    if question is None:
        raise ActionRefused(_("There is no such question."))
    if QuestionWithdrawal.objects.filter(question=question).exists():
        return 0
    if len(quiz.withdrawals(course)) + 1 == course.questions.count():
        raise ActionRefused(_("It is the last question that counts. If it is faulty as well, withdraw the course."))
    reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    withdrawal = QuestionWithdrawal.objects.create(
        course=course, question=question, reason=reason, at=at, by=by.account
    )
    raised = _mark_again(withdrawal, course, scheme)
    AttemptRemark.objects.bulk_create([remark for one in raised.values() for remark in one.remarks], batch_size=2_000)
    facts.write([entry for one in raised.values() for entry in one.entries], course, scheme, by=None, at=at)
    _count(raised, course, reason, scheme, by=by, at=at)
    _tell(withdrawal, course, at=at)
    audit.record("withdraw", "question", f"{course.key}:{number}", by=by, at=at, unit=course.unit, fields=("reason",))
    return sum(bool(one.remarks) for one in raised.values())


def _mark_again(withdrawal: QuestionWithdrawal, course: Course, scheme: Scheme) -> dict[int, _Raised]:
    """Returns what rises, by member."""
    tries = list(_handed_in(course))
    bank, out, before = quiz.questions(course), quiz.withdrawals(course), quiz.scores(tries)
    written = _written(tries)
    excused = set(course.enrolments.exclude(excused_at=None).values_list("member_id", flat=True))
    passes, found = study_of(scheme).quiz.pass_at, dict[int, _Raised]()
    for attempt in tries:
        one = found.setdefault(attempt.member_id, _Raised())
        given = {place: given_of(question, attempt.answers.get(str(place))) for place, question in enumerate(bank)}
        was = before[attempt.pk]
        becomes = max(was, score(bank, given, out))
        if becomes > was:
            one.remarks.append(AttemptRemark(attempt=attempt, withdrawal=withdrawal, score=becomes))
        is_best = becomes > one.most
        # Entries rise with the attempts, as they did when these were handed in (ADR 40).
        is_new = is_best and attempt.pk not in written and (becomes >= passes or attempt.member_id not in excused)
        if is_new or (becomes > was and attempt.pk in written):
            one.entries += facts.of_score(attempt, becomes, scheme, since=withdrawal)
        if is_best:
            one.most, one.best = becomes, attempt
    return found


def _handed_in(course: Course) -> Iterator[Attempt]:
    found = Attempt.objects.filter(course=course, handed_in_at__isnull=False)
    related = found.select_related("member__unit", "typed_by").prefetch_related(None)
    yield from related.order_by("handed_in_on", "handed_in_at", "pk")


def _written(tries: list[Attempt]) -> set[int]:
    """The attempts whose score stands in the ledger."""
    by_key = {facts.key_of_score(attempt): attempt.pk for attempt in tries}
    return {by_key[key] for key in under_keys(list(by_key), Fact.Source.STUDY)}


def _count(
    raised: Mapping[int, _Raised], course: Course, reason: str, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:  # fmt: skip
    """Lets what rose count: the best results, and the members who pass by them."""
    enrolments = {found.member_id: found for found in course.enrolments.select_for_update()}
    better, passes = list[CourseEnrolment](), study_of(scheme).quiz.pass_at
    for member, one in raised.items():
        enrolment = enrolments[member]
        if one.best is None or not one.remarks:
            continue
        if one.most > (enrolment.best_score or 0):
            enrolment.best_score = one.most
            better.append(enrolment)
        if one.most >= passes and enrolment.passed_on is None:
            facts.pass_afterwards(course, one.best, reason, scheme=scheme, by=by, at=at)
    CourseEnrolment.objects.bulk_update(better, ["best_score"], batch_size=500)


def _tell(withdrawal: QuestionWithdrawal, course: Course, *, at: datetime) -> None:
    """Notifies every member whose attempt is worth more now."""
    members = AttemptRemark.objects.filter(withdrawal=withdrawal).values("attempt__member")
    accounts = Account.objects.filter(is_active=True, member__in=members)
    once, link = Value(f"question_withdrawn:{withdrawal.pk}"), Value(f"/my/study/{course.key}/")
    notices.tell_all(accounts, "question_withdrawn", {"what": course.title}, idempotency_key=once, at=at, link=link)
