"""What is done once a day: on the organization's clock, once however many look, and late rather than never."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from goodstanding.actions.operations import jobs
from goodstanding.actions.people import transfers
from goodstanding.actions.sign_in import challenges, invitations, rate_limits, sign_in_requests
from goodstanding.actions.sign_in.rate_limits import Limit
from goodstanding.flows import schedule
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Challenge, Invitation, Job, Notice, Organization, RateLimit, Transfer
from tests.house import House
from tests.served import environment
from tests.threads import at_once

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def on_clock(text: str) -> datetime:
    """A moment on the organization's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def days() -> list[str]:
    """The days whose work was asked for."""
    return list(Job.objects.filter(kind=schedule.DAILY).order_by("pk").values_list("facts__on", flat=True))


def test_the_days_work_is_asked_for_once_and_from_four_in_the_morning(house: House) -> None:
    assert schedule.look_at_clock(on_clock("2016-10-15 03:59"))
    assert not schedule.look_at_clock(on_clock("2016-10-15 03:59:59"))
    assert schedule.look_at_clock(on_clock("2016-10-15 04:00"))
    assert not schedule.look_at_clock(on_clock("2016-10-15 23:59"))
    assert not schedule.look_at_clock(on_clock("2016-10-16 03:00"))
    assert days() == ["2016-10-14", "2016-10-15"]


def test_the_day_is_the_organizations_and_not_the_servers(house: House) -> None:
    at = datetime(2016, 10, 14, 21, tzinfo=UTC)
    schedule.look_at_clock(at)
    Organization.objects.update(time_zone="America/New_York")
    schedule.look_at_clock(at)
    assert days() == ["2016-10-15", "2016-10-14"]


def test_after_days_without_a_worker_it_is_done_at_once_and_once(house: House) -> None:
    schedule.look_at_clock(on_clock("2016-10-15 04:00"))
    assert schedule.look_at_clock(on_clock("2016-10-19 17:20"))
    assert not schedule.look_at_clock(on_clock("2016-10-19 17:21"))
    assert days() == ["2016-10-15", "2016-10-19"]


def test_before_there_is_an_organization_there_is_nothing_to_do(db: None) -> None:
    assert not schedule.look_at_clock(on_clock("2016-10-15 04:00"))


@pytest.mark.usefixtures("transactional_db")
def test_of_ten_workers_who_look_at_the_same_moment_one_asks(house: House) -> None:
    asked: list[bool] = []
    went = at_once(*[lambda: asked.append(schedule.look_at_clock(house.at))] * 10)
    assert went == [None] * 10
    assert sorted(asked) == [False] * 9 + [True]
    assert Job.objects.filter(kind=schedule.DAILY).count() == 1


def late_transfer(house: House) -> Transfer:
    """A transfer whose answer was due yesterday."""
    transfer = transfers.ask(
        member=house.member(), to=house.unit("B112"), reason="moved house", by=house.viewer("secretary"), at=house.at
    )
    Transfer.objects.filter(pk=transfer.pk).update(due_on=date.today() - DAY)  # noqa: DTZ011
    return transfer


def reminders() -> list[str]:
    return sorted(Notice.objects.filter(kind="transfer_reminder").values_list("to__login", flat=True))


@pytest.mark.usefixtures("transactional_db")
def test_two_workers_at_once_remind_everybody_once(house: House) -> None:
    late_transfer(house)
    schedule.look_at_clock(house.at)
    job = Job.objects.get(kind=schedule.DAILY)
    Job.objects.filter(pk=job.pk).update(facts={"on": date.today().isoformat()})  # noqa: DTZ011
    assert at_once(*[lambda: job_runs.run.call(job.key)] * 2) == [None, None]
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result["transfers_reminded"]) == (Job.State.DONE, 1, 1)
    idempotency_key = reminders()
    assert idempotency_key
    assert len(idempotency_key) == len(set(idempotency_key))
    # Lost and delivered again, it reminds nobody a second time.
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, ended_at=None, heard_at=house.at - DAY)
    job_runs.run.call(job.key)
    assert reminders() == idempotency_key


@pytest.mark.usefixtures("transactional_db")
def test_two_real_workers_do_it_once(house: House, tmp_path: Path) -> None:
    late_transfer(house)
    command = [sys.executable, "-m", "goodstanding", "worker", "--once"]
    workers = [subprocess.Popen(command, env=environment(tmp_path)) for _worker in range(2)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0]
    job = Job.objects.get(kind=schedule.DAILY)
    assert (job.state, job.attempts) == (Job.State.DONE, 1)
    assert reminders() == sorted(set(reminders())) != []


def test_a_days_work_that_lost_its_worker_is_found_and_done(house: House) -> None:
    schedule.look_at_clock(house.at)
    job = Job.objects.get(kind=schedule.DAILY)
    assert jobs.start(key=job.key, at=house.at) is not None
    assert job_runs.recover(house.at + DAY) == 1
    job_runs.run.call(job.key)
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_everything_is_tidied_up_and_nothing_that_is_still_good(house: House) -> None:
    account, at = house.account("member"), house.at
    year = timedelta(days=366)
    old = Invitation.objects.create(account=account, digest="old", made_at=at - 2 * year, good_until=at - year)
    Invitation.objects.filter(pk=old.pk).update(used_at=at - 2 * year)
    Invitation.objects.create(account=account, digest="good", made_at=at, good_until=at + invitations.GOOD_FOR)
    for when in (at - year, at):
        sign_in_requests.ask(number="11104", name="x", at=when)
    limit = Limit("x", 5, timedelta(minutes=1))
    rate_limits.consume((limit, "old"), at=at - 2 * DAY)
    rate_limits.consume((limit, "good"), at=at)
    for when in (at - DAY, at):
        challenges.issue(purpose=Challenge.Purpose.SIGN_IN, account=None, at=when)
    done = {name: step() for name, step in schedule.steps(house.today, at).items()}
    assert done == {
        "transfers_reminded": 0,
        "deadlines_counted_anew": 0,
        "objections_escalated": 0,
        "meetings_reminded": 0,
        "newcomers_called": 0,
        "assignments_reminded": 0,
        "posts_ended": 0,
        "suggestions_reminded": 0,
        "care_closed": 0,
        "dues_begun": 0,
        "activities_reminded": 0,
        "probations_begun": 0,
        "decisions_counted": 0,
        "letters_reminded": 0,
        "unit_duties_asked_for": 1,
        "cases_reminded": 0,
        "warnings_found": 40,  # nobody here has confirmed the base of the dues
        "attachments_deleted": 0,
        "visits_ended": 0,
        "limits_forgotten": 1,
        "challenges_forgotten": 1,
        "sign_in_requests_forgotten": 1,
        "invitations_forgotten": 1,
        "roster_files_deleted": 0,
        "refused_rows_forgotten": 0,
        "months_made_ready": 31 if connection.vendor == "postgresql" else 0,
    }
    assert [Invitation.objects.get().digest, RateLimit.objects.count(), Challenge.objects.count()] == ["good", 1, 1]
