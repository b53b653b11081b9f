"""How jobs get done: asked for in a page's transaction, delivered at least once by the queue, told of on a page."""

import json
import logging
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from goodstanding.access.viewer import Viewer
from goodstanding.actions.operations import jobs
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.disk import FULL, is_full
from goodstanding.engine.problems import InputError
from goodstanding.flows.registry import JOBS
from goodstanding.models import Job

log = logging.getLogger(__name__)
Doing = Callable[["Progress", Mapping[str, Any]], Mapping[str, Any]]
_BEAT_SECONDS = 2.0


class Progress:
    """What a running job reports of itself. Reports cost nothing; a thread of its own writes it down now and then."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done, self.total, self.stage = 0, job.total, job.stage
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def at(self, done: int, total: int | None = None, stage: str = "") -> None:
        """So much of so much is done, in that stage."""
        self.done, self.total = done, self.total if total is None else total
        self.stage = stage or self.stage

    def say(self, line: str) -> None:
        """Writes a line into the job's log."""
        jobs.note(key=self.job.key, line=line, at=timezone.now())

    @contextmanager
    def heard(self) -> Any:
        """While this lasts, the job counts as alive."""
        self._thread.start()
        try:
            yield self
        finally:
            self._over.set()
            self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(_BEAT_SECONDS):
                try:
                    self.write()
                except OperationalError:
                    continue  # The job itself holds the database; the next beat tells.
        finally:
            connection.close()

    def write(self) -> None:
        """Writes down how far the job is."""
        jobs.hear(
            key=self.job.key,
            attempt=self.job.attempts,
            done=self.done,
            total=self.total,
            stage=self.stage,
            at=timezone.now(),
        )


def job_for(kind: str) -> Doing:
    """What does a kind of job; it may be called again after a crash and must not mind. Raises KeyError."""
    found: Doing = import_string(JOBS[kind])
    return found


@transaction.atomic
def ask(*, kind: str, facts: Mapping[str, Any], by: Viewer | None, at: Any) -> Job:
    """Asks for a job; it is delivered if and when the transaction is through."""
    assert kind in JOBS, f"nothing does {kind}"
    job = jobs.create(kind=kind, facts=facts, by=by, at=at)
    deliver(job.key)
    return job


@transaction.atomic
def ask_once(*, kind: str, facts: Mapping[str, Any], idempotency_key: str, at: Any) -> bool:
    """Asks for a job of the house itself, unless that was asked for already. Gives whether it was asked for now."""
    assert kind in JOBS, f"nothing does {kind}"
    job = jobs.create_once(kind=kind, facts=facts, idempotency_key=idempotency_key, at=at)
    if job is not None:
        deliver(job.key)
    return job is not None


@transaction.atomic
def again(*, job: Job, at: Any) -> bool:
    """Asks again for a job that did not come to a good end."""
    if not jobs.retry(job=job, at=at):
        return False
    deliver(job.key)
    return True


@transaction.atomic
def recover(at: Any) -> int:
    """Delivers again what lost its worker. Gives how many jobs that were."""
    found = jobs.recover(at=at)
    for key in found:
        deliver(key)
    return len(found)


def deliver(key: str) -> None:
    """Puts a job into the queue, which is a table: within the transaction, so that neither is without the other."""
    run.enqueue(key)


@task()  # type: ignore[untyped-decorator]
def run(key: str) -> None:
    """Does one job, unless another worker has it or it has ended."""
    job = jobs.start(key=key, at=timezone.now())
    if job is None:
        return
    progress = Progress(job)
    with progress.heard():
        state, result = _outcome(progress)
    progress.write()
    jobs.end(key=key, attempt=job.attempts, state=state, result=result, at=timezone.now())


def _outcome(progress: Progress) -> tuple[Job.State, Mapping[str, Any]]:
    try:
        result = job_for(progress.job.kind)(progress, progress.job.facts)
        json.dumps(result)  # What cannot be kept is a failure now, not an error when the job ends.
        return Job.State.DONE, result
    except (ActionRefused, InputError) as refusal:
        return Job.State.REFUSED, {"error": str(refusal)}
    except Exception as error:
        if is_full(error):
            return Job.State.REFUSED, {"error": FULL}
        log.exception("a job failed", extra={"facts": {"job": progress.job.key, "kind": progress.job.kind}})
        # Only where it happened and what kind of error it was: its text may hold personal data.
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Job.State.FAILED, {"error": f"{type(error).__name__} ({where.name})"}
