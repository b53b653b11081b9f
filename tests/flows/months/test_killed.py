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

from goodstanding.actions.months import runs
from goodstanding.flows.months import draft
from goodstanding.models import Run, Standing, UnitStanding
from goodstanding.queries.months import runs as run_queries
from tests.house import House
from tests.months import SEPTEMBER, drafted, record_a_year
from tests.served import environment

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow]

#: Where a draft is killed: so many seconds after it has begun a stage (frozen, exported, rated, loaded, checked).
MOMENTS = ((0, 0.0), (1, 0.02), (2, 0.0), (2, 0.3), (3, 0.0), (4, 0.0))
_DRAFT = """
import django; django.setup()
from django.utils import timezone
from goodstanding.flows.months import draft
from goodstanding.models import Run
from goodstanding.queries.people.organization import the_scheme
class Told:
    def at(self, done, total=None, stage=""): print(done, flush=True)
draft.draft(Run.objects.get(key="{key}"), the_scheme(), at=timezone.now(), progress=Told())
"""


def _begun(house: House) -> Run:
    return runs.begin(month=SEPTEMBER, scheme=house.scheme, by=house.viewer("analyst"), at=house.at, reason="again")


def _killed(run: Run, stage: int, after: float) -> None:
    """Drafts in a process of its own, which is killed at work in a stage."""
    command = [sys.executable, "-c", _DRAFT.format(key=run.key)]
    env = environment(Path(settings.DATA), DJANGO_SETTINGS_MODULE="goodstanding.config.settings")
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        for begun in range(stage + 1):
            assert process.stdout.readline() == b"%d\n" % begun
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "it was killed while it was at it"


def _content(run: Run) -> str:
    """Everything that members would read, as one digest."""
    lines = Standing.objects.filter(run=run).order_by("member_id").values_list("member", "total", "earned", "places")
    units = UnitStanding.objects.filter(run=run).order_by("unit_id").values_list("unit", "total", "n", "places")
    return hashlib.sha256(repr([list(lines), list(units)]).encode()).hexdigest()


def test_killed_at_many_moments_it_comes_to_the_same_end(house: House) -> None:
    record_a_year(house)
    run = drafted(house)
    expected, digests = _content(run), run.manifest["tables"]
    for stage, after in MOMENTS:
        runs.withdraw(run=run, reason="tried again", by=house.viewer("analyst"), at=house.at)
        run = _begun(house)
        _killed(run, stage, after)
        run.refresh_from_db()
        assert run.state == "drafting"
        assert run_queries.latest() is None, "nothing is published by a draft"
        assert Standing.objects.filter(run=run).count() in {0, 40}
        draft.draft_of(run.key)
        run.refresh_from_db()
        assert (run.state, _content(run), run.manifest["tables"]) == ("drafted", expected, digests)
        assert all(one["holds"] for one in run.checks)
    assert not list((Path(settings.DATA) / "lake" / "scratch").glob("*.csv")), "nothing is left lying about"
