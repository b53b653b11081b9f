"""What becomes of a job: asked for, started, heard of, and ended. Whatever it does may be done again after a crash."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from goodstanding.access.viewer import Viewer
from goodstanding.models import Job

State = Job.State
#: A running job that nothing was heard of for so long has lost its worker.
LEASE = timedelta(seconds=90)
#: A job that has waited so long since it was delivered may have been lost on the way to a worker.
OVERDUE = timedelta(minutes=15)
MOST_ATTEMPTS = 5
_MOST_LINES = 200


def create(*, kind: str, facts: Mapping[str, Any], by: Viewer | None, at: datetime) -> Job:
    """A job that waits for a worker."""
    return Job.objects.create(kind=kind, facts=dict(facts), asked_at=at, asked_by=by.account if by else None)


@transaction.atomic
def create_once(*, kind: str, facts: Mapping[str, Any], idempotency_key: str, at: datetime) -> Job | None:
    """A job of the house itself, unless there is one for this reason already; of many who ask at once, one gets it."""
    job = Job(kind=kind, facts=dict(facts), asked_at=at, idempotency_key=idempotency_key)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.filter(key=job.key).first()


@transaction.atomic
def start(*, key: str, at: datetime) -> Job | None:
    """Takes a job on, unless it has ended or another worker is at it."""
    job = Job.objects.select_for_update().get(key=key)
    is_lost = job.state == State.RUNNING and (job.heard_at is None or job.heard_at < at - LEASE)
    if job.state != State.WAITING and not is_lost:
        return None
    job.state, job.heard_at, job.attempts = State.RUNNING, at, job.attempts + 1
    job.started_at = job.started_at or at
    job.save(update_fields=["state", "heard_at", "attempts", "started_at"])
    return job


def hear(*, key: str, attempt: int, done: int, total: int | None, stage: str, at: datetime) -> None:
    """The worker is still at it, and so far. What an earlier attempt says is not listened to."""
    job = Job.objects.filter(key=key, state=State.RUNNING, attempts=attempt)
    job.update(done=done, total=total, stage=stage, heard_at=at)


@transaction.atomic
def note(*, key: str, line: str, at: datetime) -> None:
    """Writes a line into the job's log; the oldest go when there are too many."""
    job = Job.objects.select_for_update().get(key=key)
    job.log = [*job.log, {"at": at.isoformat(timespec="seconds"), "line": line}][-_MOST_LINES:]
    job.save(update_fields=["log"])


def end(*, key: str, attempt: int, state: Job.State, result: Mapping[str, Any], at: datetime) -> bool:
    """The job has come to its end. Gives whether it was this attempt's to say."""
    job = Job.objects.filter(key=key, state=State.RUNNING, attempts=attempt)
    return bool(job.update(state=state, result=dict(result), ended_at=at, heard_at=at))


@transaction.atomic
def retry(*, job: Job, at: datetime) -> bool:
    """Lets a job that failed or was refused wait again."""
    ended = Job.objects.filter(pk=job.pk, state__in=[State.FAILED, State.REFUSED])
    fresh: dict[str, Any] = {"done": 0, "total": None, "stage": "", "result": {}, "ended_at": None, "heard_at": at}
    if not ended.update(state=State.WAITING, attempts_before=F("attempts"), **fresh):
        return False
    note(key=job.key, line="asked for again", at=at)
    return True


@transaction.atomic
def recover(*, at: datetime) -> list[str]:
    """Finds jobs whose worker is gone, and gives those to be delivered again; those tried too often have failed."""
    silent = Job.objects.select_for_update(skip_locked=True).alias(since=Coalesce("heard_at", "asked_at"))
    lost = silent.filter(Q(state=State.RUNNING, since__lt=at - LEASE) | Q(state=State.WAITING, since__lt=at - OVERDUE))
    again, given_up = list[Job](), list[Job]()
    for job in lost:
        tried_out = job.attempts - job.attempts_before >= MOST_ATTEMPTS
        (given_up if tried_out else again).append(job)
    Job.objects.filter(pk__in=[job.pk for job in again]).update(state=State.WAITING, heard_at=at)
    Job.objects.filter(pk__in=[job.pk for job in given_up]).update(
        state=State.FAILED, ended_at=at, result={"error": "lost"}
    )
    return [job.key for job in again]
