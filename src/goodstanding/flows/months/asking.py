"""Asking for the draft of a month; a job makes it. Nothing that computes is loaded for it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions.months import runs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Run
from goodstanding.queries.people.organization import the_scheme


@transaction.atomic
def ask(*, month: int, by: Viewer | None, at: Any, reason: str = "") -> Run:
    """Asks for a draft of a month. Raises Refusal as runs.begin does."""
    run = runs.begin(month=month, scheme=the_scheme(), by=by, at=at, reason=reason)
    return _followed(run, by, at)


@transaction.atomic
def ask_again(*, run: Run, by: Viewer, at: datetime) -> Run:
    """Asks for another draft in the place of one. Raises Refusal as runs.anew does."""
    new = runs.anew(run=run, scheme=the_scheme(), by=by, at=at)
    return _followed(new, by, at)


@transaction.atomic
def publish(*, run: Run, by: Viewer, at: datetime) -> None:
    """Publishes a month, and asks for the warnings that follow from it. Raises Refusal as runs.publish does."""
    runs.publish(run=run, by=by, at=at)
    job_runs.ask(kind="warnings", facts={"run": run.key}, by=None, at=at)


def _followed(run: Run, by: Viewer | None, at: datetime) -> Run:
    job = job_runs.ask(kind="month_end", facts={"run": run.key}, by=by, at=at)
    runs.follow(run=run, job=job)
    return run
