"""Jobs get done: delivered at least once by the real queue, done once, and told of whatever happens."""

import re
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from inspect import signature
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goodstanding.actions.operations import jobs
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.problems import InputError
from goodstanding.flows import registry
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Job
from goodstanding.queries.operations.jobs import jobs as seen_jobs
from tests.conftest import REPO
from tests.house import House

# The worker closes and opens connections as it pleases, so commits are real here.
pytestmark = pytest.mark.usefixtures("transactional_db")
State = Job.State


class Doer:
    """Does jobs of the kind `test` as each test wants it."""

    def __init__(self) -> None:
        self.facts: list[Mapping[str, Any]] = []
        self.act: Any = lambda progress: {"rows": 3}

    def __call__(self, progress: job_runs.Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        self.facts.append(facts)
        result: Mapping[str, Any] = self.act(progress)
        return result


@pytest.fixture
def doer(monkeypatch: pytest.MonkeyPatch) -> Doer:
    doer = Doer()
    monkeypatch.setitem(registry.JOBS, "test", f"{__name__}.act")
    monkeypatch.setitem(globals(), "act", doer)
    return doer


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The worker listens to signals of its own."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for one, what in before.items():
        signal.signal(one, what)


@pytest.mark.parametrize("kind", sorted(registry.JOBS))
def test_every_kind_of_job_leads_to_what_does_it(kind: str) -> None:
    assert list(signature(job_runs.job_for(kind)).parameters) == ["progress", "facts"]


def test_every_kind_that_is_asked_for_stands_in_the_registry() -> None:
    source = REPO / "src" / "goodstanding"
    asked = {
        kind
        for path in source.rglob("*.py")
        for kind in re.findall(r"ask(?:_once)?\(\s*kind=\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= set(registry.JOBS)


def ask(house: House, who: str = "secretary", **facts: object) -> Job:
    return job_runs.ask(kind="test", facts=facts, by=house.viewer(who), at=timezone.now())


def deliver() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def now(job: Job) -> Job:
    job.refresh_from_db()
    return job


def silent_since(job: Job, **ago: int) -> None:
    Job.objects.filter(pk=job.pk).update(heard_at=timezone.now() - timedelta(**ago))


def test_a_job_waits_and_is_then_done_with_its_facts(house: House, doer: Doer) -> None:
    job = ask(house, month="2016-10")
    assert (job.state, doer.facts) == (State.WAITING, [])
    deliver()
    assert (now(job).state, job.result, doer.facts) == (State.DONE, {"rows": 3}, [{"month": "2016-10"}])
    assert job.asked_at <= job.started_at <= job.ended_at  # type: ignore[operator]


def test_progress_and_log_can_be_read(house: House, doer: Doer) -> None:
    def act(progress: job_runs.Progress) -> dict[str, Any]:
        progress.at(2, 10, "reading")
        progress.say("two rows read")
        return {}

    doer.act = act
    job = ask(house)
    deliver()
    assert (now(job).done, job.total, job.stage) == (2, 10, "reading")
    assert [line["line"] for line in job.log] == ["two rows read"]


@pytest.mark.parametrize("kind", [ActionRefused, InputError])
def test_a_refusal_is_told_in_its_own_words(house: House, doer: Doer, kind: type[Exception]) -> None:
    def act(progress: job_runs.Progress) -> dict[str, Any]:
        raise kind("The month is not over.")

    doer.act = act
    job = ask(house)
    deliver()
    assert (now(job).state, job.result) == (State.REFUSED, {"error": "The month is not over."})


def test_a_failure_is_told_without_anybodys_data(house: House, doer: Doer) -> None:
    def act(progress: job_runs.Progress) -> dict[str, Any]:
        raise ValueError("成员甲四's telephone is 555 0100")

    doer.act = act
    job = ask(house)
    deliver()
    assert (now(job).state, job.result) == (State.FAILED, {"error": "ValueError (act)"})


def test_a_result_that_cannot_be_kept_is_a_failure(house: House, doer: Doer) -> None:
    doer.act = lambda progress: {"when": object()}
    job = ask(house)
    deliver()
    assert now(job).state == State.FAILED


def test_a_job_that_failed_can_be_asked_for_again(house: House, doer: Doer) -> None:
    doer.act = lambda progress: 1 / 0
    job = ask(house)
    deliver()
    doer.act = lambda progress: {"rows": 4}
    assert job_runs.again(job=job, at=timezone.now())
    assert (now(job).state, job.result, job.ended_at) == (State.WAITING, {}, None)
    deliver()
    assert (now(job).state, job.result) == (State.DONE, {"rows": 4})


def test_a_job_that_is_done_is_not_done_again(house: House, doer: Doer) -> None:
    job = ask(house)
    deliver()
    assert not job_runs.again(job=job, at=timezone.now())
    job_runs.deliver(job.key)
    deliver()
    assert len(doer.facts) == 1


def test_delivered_twice_it_is_done_once(house: House, doer: Doer) -> None:
    job = ask(house)
    job_runs.deliver(job.key)
    deliver()
    assert (now(job).attempts, len(doer.facts)) == (1, 1)


def test_while_somebody_is_at_it_nobody_else_is(house: House, doer: Doer) -> None:
    def act(progress: job_runs.Progress) -> dict[str, Any]:
        assert jobs.start(key=progress.job.key, at=timezone.now()) is None
        return {}

    doer.act = act
    job = ask(house)
    deliver()
    assert now(job).state == State.DONE


# Workers that are lost


def test_a_job_whose_worker_is_lost_is_delivered_again(house: House, doer: Doer) -> None:
    job = ask(house)
    DBTaskResult.objects.all().delete()
    assert jobs.start(key=job.key, at=timezone.now()) is not None
    assert job_runs.recover(timezone.now()) == 0
    silent_since(job, seconds=91)
    assert job_runs.recover(timezone.now()) == 1
    deliver()
    assert (now(job).state, job.attempts) == (State.DONE, 2)


def test_a_job_that_got_lost_before_a_worker_had_it_is_delivered_again(house: House, doer: Doer) -> None:
    job = ask(house)
    DBTaskResult.objects.all().delete()
    assert job_runs.recover(timezone.now()) == 0
    later = timezone.now() + jobs.OVERDUE + timedelta(seconds=1)
    assert (job_runs.recover(later), job_runs.recover(later)) == (1, 0)
    deliver()
    assert now(job).state == State.DONE


def test_a_job_that_loses_every_worker_has_failed_in_the_end(house: House, doer: Doer) -> None:
    job = ask(house)
    for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
        started = jobs.start(key=job.key, at=timezone.now())
        assert started is not None and started.attempts == attempt
        silent_since(job, seconds=91)
        job_runs.recover(timezone.now())
    assert (now(job).state, job.result) == (State.FAILED, {"error": "lost"})
    assert job.ended_at is not None


def test_what_an_earlier_attempt_says_is_not_listened_to(house: House, doer: Doer) -> None:
    job = ask(house)
    earlier = jobs.start(key=job.key, at=timezone.now())
    silent_since(job, seconds=91)
    later = jobs.start(key=job.key, at=timezone.now())
    assert earlier is not None and later is not None
    at = timezone.now()
    jobs.hear(key=job.key, attempt=earlier.attempts, done=9, total=9, stage="old", at=at)
    assert not jobs.end(key=job.key, attempt=earlier.attempts, state=State.FAILED, result={}, at=at)
    assert (now(job).state, job.done, job.stage) == (State.RUNNING, 0, "")
    assert jobs.end(key=job.key, attempt=later.attempts, state=State.DONE, result={}, at=at)


def test_not_even_after_the_job_was_asked_for_again(house: House, doer: Doer) -> None:
    job = ask(house)
    earlier = jobs.start(key=job.key, at=timezone.now())
    assert earlier is not None
    jobs.end(key=job.key, attempt=earlier.attempts, state=State.FAILED, result={}, at=timezone.now())
    job_runs.again(job=job, at=timezone.now())
    later = jobs.start(key=job.key, at=timezone.now())
    assert later is not None and later.attempts != earlier.attempts
    assert not jobs.end(key=job.key, attempt=earlier.attempts, state=State.DONE, result={}, at=timezone.now())
    assert now(job).state == State.RUNNING


def test_the_oldest_lines_of_a_long_log_go(house: House, doer: Doer) -> None:
    job = ask(house)
    for number in range(205):
        jobs.note(key=job.key, line=str(number), at=timezone.now())
    assert [now(job).log[0]["line"], job.log[-1]["line"], len(job.log)] == ["5", "204", 200]


# At once


def test_a_job_and_its_delivery_stand_or_fall_with_the_page(house: House, doer: Doer) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask(house)
        _ = 1 / 0
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_two_workers_at_once_do_it_once(house: House, doer: Doer) -> None:
    def act(progress: job_runs.Progress) -> dict[str, Any]:
        time.sleep(0.3)
        return {}

    doer.act = act
    job = ask(house)
    in_threads(*[lambda: job_runs.run.func(job.key)] * 3)
    assert (now(job).state, job.attempts, len(doer.facts)) == (State.DONE, 1, 1)


def test_a_long_job_is_heard_of_while_it_lasts(house: House, doer: Doer, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, str]] = []
    monkeypatch.setattr(job_runs, "_BEAT_SECONDS", 0.05)

    def act(progress: job_runs.Progress) -> dict[str, Any]:
        progress.at(7, 10, "reading")
        end = time.monotonic() + 10
        while not seen and time.monotonic() < end:
            time.sleep(0.05)
            found = Job.objects.get(key=progress.job.key)
            if found.done:
                seen.append((found.done, found.stage))
        return {}

    doer.act = act
    ask(house)
    deliver()
    assert seen == [(7, "reading")]


def in_threads(*acts: Any) -> None:
    def run(act: Any) -> None:
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


# Who sees them


def test_everybody_sees_their_own_jobs_and_the_operator_all(house: House, doer: Doer) -> None:
    mine, other = ask(house, "secretary"), ask(house, "neighbour")
    assert list(seen_jobs(house.viewer("secretary"))) == [mine]
    assert set(seen_jobs(house.viewer("operator"))) == {mine, other}
    assert list(seen_jobs(house.viewer("auditor"))) == []
