"""The explanation equals the standing: for every member of the demonstration, in the first and the last month of its
year; in `make thorough`, in every month."""

import json
import subprocess
import sys
from pathlib import Path

from tests.effort import THOROUGH
from tests.journeys.making import REPO, settings_of

_EXPLAIN = """
import json
from goodstanding.cli import database
database.set_up()
from goodstanding.models import Run, Standing
from goodstanding.queries.months.explained_batch import unexplained
told = []
for run in list(Run.objects.order_by("month"))[::{step}]:
    members = list(Standing.objects.filter(run=run).order_by("member_id").values_list("member_id", flat=True))
    told.append([run.state, len(members), [line.member_id for line in unexplained(run, members)]])
print(json.dumps(told))
"""


def test_every_line_of_a_month_is_explained_to_the_last_point(made: Path) -> None:
    step = 1 if THOROUGH else 11
    command = [sys.executable, "-c", _EXPLAIN.replace("{step}", str(step))]
    said = subprocess.run(command, env=settings_of(made), cwd=REPO, check=True, capture_output=True, text=True)
    runs = json.loads(said.stdout)
    assert [state for state, _count, _failing in runs] == (["published"] * 11 + ["drafted"])[::step]
    assert all(count > 600 for _state, count, _failing in runs)
    assert [failing for _state, _count, failing in runs] == [[]] * len(runs)
