"""The explanation equals the standing: for every member of the demonstration, in every month of its year."""

import json
import subprocess
import sys
from pathlib import Path

from tests.journeys.making import REPO, settings_of

_EXPLAIN = """
import json
from goodstanding.cli import database
database.set_up()
from goodstanding.models import Run, Standing
from goodstanding.queries.months.explained_batch import unexplained
told = []
for run in Run.objects.order_by("month"):
    members = list(Standing.objects.filter(run=run).order_by("member_id").values_list("member_id", flat=True))
    told.append([run.state, len(members), [line.member_id for line in unexplained(run, members)]])
print(json.dumps(told))
"""


def test_every_line_of_the_year_is_explained_to_the_last_point(made: Path) -> None:
    command = [sys.executable, "-c", _EXPLAIN]
    said = subprocess.run(command, env=settings_of(made), cwd=REPO, check=True, capture_output=True, text=True)
    runs = json.loads(said.stdout)
    assert [state for state, _count, _failing in runs] == ["published"] * 11 + ["drafted"]
    assert all(count > 600 for _state, count, _failing in runs)
    assert [failing for _state, _count, failing in runs] == [[]] * 12
