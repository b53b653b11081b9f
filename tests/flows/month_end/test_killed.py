"""A draft that is killed, at whatever moment, goes on to the same result; and nobody ever sees half of one."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.actions import runs
from goodstanding.flows.month_end import draft
from goodstanding.models import Run, Standing, UnitStanding
from goodstanding.queries import runs as reading
from tests.house import House
from tests.months import SEPTEMBER, record_a_year
from tests.served import environment

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow]

#: At which parts of the time that a whole draft takes it is killed.
MOMENTS = (0.15, 0.45, 0.7, 0.95)
_DRAFT = (
    "import django; django.setup(); "
    "from goodstanding.flows.month_end import draft; print('begun', flush=True); draft.draft_of('{key}')"
)


def _begun(house: House) -> Run:
    return runs.begin(month=SEPTEMBER, scheme=house.scheme, by=house.viewer("analyst"), at=house.at, reason="again")


def _killed(run: Run, after: float) -> bool:
    """Drafts in a process of its own that is killed so long after it has begun. Gives whether it was killed at work."""
    command = [sys.executable, "-c", _DRAFT.format(key=run.key)]
    env = environment(Path(settings.DATA), DJANGO_SETTINGS_MODULE="goodstanding.config.settings")
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 0
    return False


def _content(run: Run) -> str:
    """Everything that members would read, as one digest."""
    lines = Standing.objects.filter(run=run).order_by("member_id").values_list("member", "total", "earned", "places")
    units = UnitStanding.objects.filter(run=run).order_by("unit_id").values_list("unit", "total", "n", "places")
    return hashlib.sha256(repr([list(lines), list(units)]).encode()).hexdigest()


def test_killed_at_many_moments_it_comes_to_the_same_end(house: House) -> None:
    record_a_year(house)
    run, begun = _begun(house), time.monotonic()
    assert not _killed(run, after=300)
    whole = time.monotonic() - begun
    run.refresh_from_db()
    expected, digests = _content(run), run.manifest["tables"]
    at_work = 0
    for moment in MOMENTS:
        runs.withdraw(run=run, reason="tried again", by=house.viewer("analyst"), at=house.at)
        run = _begun(house)
        at_work += _killed(run, after=moment * whole)
        run.refresh_from_db()
        assert run.state in {"drafting", "drafted"}
        assert reading.latest() is None, "nothing is published by a draft"
        assert run.state == "drafted" or Standing.objects.filter(run=run).count() in {0, 40}
        draft.draft_of(run.key)
        run.refresh_from_db()
        assert (run.state, _content(run), run.manifest["tables"]) == ("drafted", expected, digests)
        assert all(one["holds"] for one in run.checks)
    assert at_work >= len(MOMENTS) // 2, "most were killed while they were at it"
    assert not list((Path(settings.DATA) / "lake" / "scratch").glob("*.csv")), "nothing is left lying about"
