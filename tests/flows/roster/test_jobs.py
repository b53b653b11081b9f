"""Imports and exports as jobs: killed half-way, delivered twice, asked for by two at once, they happen once or not."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports import files, jobs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.roster import exports
from goodstanding.flows.roster import importer as importer_flows
from goodstanding.flows.roster import jobs as job_flows
from goodstanding.flows.roster.importer import ROSTER
from goodstanding.models import Job, Member, Membership, RecordView, RosterImport
from goodstanding.sheets.limits import CHUNK
from tests.conftest import REPO, SETTINGS
from tests.house import House
from tests.rosters import HEADER, as_csv, line

pytestmark = pytest.mark.usefixtures("transactional_db")
State = RosterImport.State


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The worker listens to signals of its own."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for one, what in before.items():
        signal.signal(one, what)


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def deliver() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def bring(house: House, *rows: list[str], who: str = "secretary", unit: str = "B111") -> RosterImport:
    content = as_csv([HEADER, *rows])
    return importer_flows.bring(
        unit=house.unit(unit), name="r.csv", pieces=[content], by=house.viewer(who), at=house.at
    )


def now(brought: RosterImport) -> RosterImport:
    return RosterImport.objects.select_related("job", "unit").get(pk=brought.pk)


def test_a_file_is_checked_and_then_written_by_jobs(house: House) -> None:
    one, by = bring(house, line("N1"), line("", "x")), house.viewer("secretary")
    jobs.ask_to_check(ROSTER, brought=one, places=one.columns["matched"], by=by, at=timezone.now())
    assert jobs.is_busy(now(one))
    deliver()
    assert (now(one).state, now(one).added, now(one).refused) == (State.CHECKED, 1, 1)
    assert not Member.objects.filter(number="N1").exists()
    job = jobs.ask_to_write(ROSTER, brought=now(one), good_only=True, by=by, at=timezone.now())
    assert jobs.ask_to_write(ROSTER, brought=now(one), good_only=True, by=by, at=timezone.now()) is None
    deliver()
    assert (now(one).state, Member.objects.get(number="N1").unit) == (State.DONE, house.branch)
    assert not files.path_of(one.stored_as).exists()
    assert job is not None
    job.refresh_from_db()
    assert (job.state, job.result["args"]) == (Job.State.DONE, [one.key])
    assert (job.done, job.total, job.stage) == (2, 2, "write")


def test_all_or_nothing_is_refused_in_the_language_of_whoever_asked(house: House) -> None:
    from django.utils import translation

    one, by = bring(house, line("N1"), line("", "x")), house.viewer("secretary")
    importer_flows.check_file(brought=one, by=by, at=timezone.now(), tell=quiet)
    with translation.override("zh-hans"):
        jobs.ask_to_write(ROSTER, brought=now(one), good_only=False, by=by, at=timezone.now())
    deliver()
    job = now(one).job
    assert job is not None and job.state == Job.State.REFUSED
    assert "有1行未通过" in job.result["error"]
    assert not Member.objects.filter(number="N1").exists()


def test_delivered_again_after_it_was_written_it_is_not_written_again(house: House) -> None:
    one, by = bring(house, line("N1")), house.viewer("secretary")
    importer_flows.check_file(brought=one, by=by, at=timezone.now(), tell=quiet)
    job = jobs.ask_to_write(ROSTER, brought=now(one), good_only=False, by=by, at=timezone.now())
    deliver()
    assert job is not None
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, ended_at=None)
    job_runs.deliver(job.key)
    deliver()
    assert (now(one).state, now(one).added) == (State.DONE, 1)
    assert Membership.objects.filter(member__number="N1").count() == 1


def address() -> str:
    """This test's own database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def test_killed_half_way_nothing_is_written_and_the_next_attempt_writes_all(house: House) -> None:
    rows = [line(f"K{place}", unit="B112") for place in range(CHUNK + 10)]
    one = bring(house, *rows, who="city_officer", unit="CITY")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, "DATABASE_URL": address()}
    connection.close()
    command = [sys.executable, "-m", "tests.flows.kill_roster", one.key]
    died = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL, died.stderr[-2000:]
    assert Member.objects.filter(number__startswith="K").count() == 0
    assert (now(one).state, house.unit("B112").members_here) == (State.BROUGHT, 5)
    importer_flows.write(brought=one, good_only=False, by=house.viewer("city_officer"), at=timezone.now(), tell=quiet)
    assert Member.objects.filter(number__startswith="K").count() == len(rows)
    assert house.unit("B112").members_here == 5 + len(rows)


def test_two_workers_with_the_same_import_write_it_once(house: House) -> None:
    one = bring(house, *[line(f"N{place}") for place in range(50)])
    by, went = house.viewer("secretary"), list[object]()
    ready = threading.Barrier(2, timeout=30)

    def run() -> None:
        try:
            mine = now(one)
            ready.wait()
            importer_flows.write(brought=mine, good_only=False, by=by, at=timezone.now(), tell=quiet)
        except ActionRefused as refusal:
            went.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert went == []
    assert (now(one).state, Member.objects.filter(number__startswith="N").count()) == (State.DONE, 50)
    assert house.branch.members_here == 55


def test_a_large_roster_is_exported_by_a_job_into_a_file_that_waits(house: House) -> None:
    wanted = exports.ExportChoice(unit=house.city, kind="csv")
    job = job_flows.ask_to_export(wanted=wanted, by=house.viewer("city_officer"), at=timezone.now())
    deliver()
    job.refresh_from_db()
    path = job_flows.exported_file(job)
    assert path is not None
    assert len(path.read_text("utf-8-sig").splitlines()) == 41
    assert job.result["rows"] == 40
    assert RecordView.objects.filter(how=RecordView.How.EXPORT).count() == 39


def test_an_export_that_fails_leaves_no_file_and_no_line(house: House) -> None:
    wanted = exports.ExportChoice(unit=house.city, kind="csv", purpose="no such purpose")
    before: Any = set(files.folder().iterdir())
    job = job_flows.ask_to_export(wanted=wanted, by=house.viewer("city_officer"), at=timezone.now())
    deliver()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert set(files.folder().iterdir()) == before
    assert not RecordView.objects.filter(how=RecordView.How.EXPORT).exists()
