"""What becomes of a job: asked for, started, heard of, and ended. Whatever it does may be done again after a crash."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from goodstanding.access.viewer import Viewer
from goodstanding.models import Job

State = Job.State
#: A running job that nothing was heard of for so long has lost its worker.
LEASE = timedelta(seconds=90)
MOST_ATTEMPTS = 5
_MOST_LINES = 200


def create(*, kind: str, facts: Mapping[str, Any], by: Viewer | None, at: datetime) -> Job:
    """A job that waits for a worker."""
    return Job.objects.create(kind=kind, facts=dict(facts), asked_at=at, asked_by=by.account if by else None)


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
    if not ended.update(state=State.WAITING, ended_at=None, result={}, done=0, total=None, stage="", attempts=0):
        return False
    note(key=job.key, line="asked for again", at=at)
    return True


@transaction.atomic
def recover(*, at: datetime) -> list[str]:
    """Finds jobs whose worker is gone: those to be tried again wait, those tried too often have failed."""
    lost = Job.objects.select_for_update(skip_locked=True).filter(
        Q(heard_at=None) | Q(heard_at__lt=at - LEASE), state=State.RUNNING
    )
    keys = list(lost.values_list("key", flat=True))
    again = Job.objects.filter(key__in=keys, attempts__lt=MOST_ATTEMPTS)
    found = list(again.values_list("key", flat=True))
    again.update(state=State.WAITING)
    Job.objects.filter(key__in=keys, attempts__gte=MOST_ATTEMPTS).exclude(key__in=found).update(
        state=State.FAILED, ended_at=at, result={"error": "lost"}, attempts=F("attempts")
    )
    return found
