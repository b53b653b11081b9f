"""What does the job of withdrawing a question after very many attempts, which takes longer than a page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.actions.study import question_withdrawals
from goodstanding.flows.imports import jobs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Course, Job
from goodstanding.queries.people.organization import the_scheme

#: With more attempts than that, a page would keep its visitor waiting.
MOST_AT_ONCE = 5_000


def is_large(course: Course) -> bool:
    """Whether so many attempts were handed in that a job marks them again."""
    return course.attempts.exclude(handed_in_at=None).count() > MOST_AT_ONCE


def ask_to_withdraw(*, course: Course, number: int, reason: str, by: Viewer, at: datetime) -> Job:
    """Has a question withdrawn after very many attempts."""
    facts = {"course": course.key, "number": number, "reason": reason, "language": jobs.language()}
    return job_runs.ask(kind="question_withdraw", facts=facts, by=by, at=at)


def withdraw_question(progress: job_runs.Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Withdraws it; done again after a crash, it marks nothing twice."""
    with jobs.as_asked(progress.job) as (by, at):
        progress.at(0, None, "mark")
        course = Course.objects.get(key=facts["course"])
        count = question_withdrawals.withdraw(
            course=course, number=facts["number"], reason=facts["reason"], scheme=the_scheme(), by=by, at=at
        )
        return {"page": "course", "args": [course.key], "members": count}
