"""A draft that is killed, at whatever moment, goes on to the same result; and nobody ever sees half of one."""

import hashlib
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from goodstanding.actions.months import runs
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.months import draft
from goodstanding.models import Run, Standing, UnitStanding
from goodstanding.queries.months import runs as run_queries
from tests.forks import forked
from tests.house import House
from tests.months import SEPTEMBER, drafted, record_a_year

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow]

#: Where a draft is killed: so many seconds after it has begun a stage (frozen, exported, rated, loaded, checked).
MOMENTS = ((0, 0.0), (1, 0.02), (2, 0.0), (2, 0.3), (3, 0.0), (4, 0.0))


class _Told:
    """Says on a pipe which stage a draft is at."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def at(self, done: int, total: int | None = None, stage: str = "") -> None:
        os.write(self._pipe, b"%d\n" % done)


def _begun(house: House) -> Run:
    return runs.begin(month=SEPTEMBER, scheme=house.scheme, by=house.viewer("analyst"), at=house.at, reason="again")


def _killed(run: Run, scheme: Scheme, stage: int, after: float) -> None:
    """Drafts in a process of its own, which is killed at work in a stage."""
    reads, writes = os.pipe()
    progress: Any = _Told(writes)
    child = forked(lambda: draft.draft(Run.objects.get(key=run.key), scheme, at=timezone.now(), progress=progress))
    os.close(writes)
    with os.fdopen(reads, "rb") as stages:
        for begun in range(stage + 1):
            assert stages.readline() == b"%d\n" % begun
        time.sleep(after)
        child.kill()
    assert child.code == -signal.SIGKILL, "it was killed while it was at it"


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
        _killed(run, house.scheme, stage, after)
        run.refresh_from_db()
        assert run.state == "drafting"
        assert run_queries.latest() is None, "nothing is published by a draft"
        assert Standing.objects.filter(run=run).count() in {0, 40}
        draft.draft_of(run.key)
        run.refresh_from_db()
        assert (run.state, _content(run), run.manifest["tables"]) == ("drafted", expected, digests)
        assert all(one["holds"] for one in run.checks)
    assert not list((Path(settings.DATA) / "lake" / "scratch").glob("*.csv")), "nothing is left lying about"
