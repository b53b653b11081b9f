"""The draft of a month, as a job: freeze, export, rate, load, check. It goes on where it was cut off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from goodstanding.actions.ledger import ledger
from goodstanding.actions.months import runs
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.months.checks import SAMPLE, checks
from goodstanding.flows.months.export import export, suspended_facts
from goodstanding.flows.months.fairness import fairness
from goodstanding.flows.months.figures import figures
from goodstanding.flows.months.load import load
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.rating.rate import rate
from goodstanding.lake.scratch import scratch_folder
from goodstanding.models import Run
from goodstanding.queries.months.runs import lake_of, store
from goodstanding.queries.people.organization import the_scheme

#: What the rating may hold in memory.
MEMORY = "2GB"
_STAGES = ("frozen", "exported", "rated", "loaded", "checked")


def month_end(progress: job_runs.Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Does the draft of a run."""
    return draft_of(facts["run"], progress)


def draft_of(key: str, progress: job_runs.Progress | None = None) -> Mapping[str, Any]:
    """Drafts a run unless that is done."""
    run = Run.objects.get(key=key)
    if run.state != Run.State.DRAFTING:
        return {"run": run.key}
    return draft(run, the_scheme(), at=timezone.now(), progress=progress)


def draft(
    run: Run, scheme: Scheme, *, at: datetime, progress: job_runs.Progress | None = None, sample: int = SAMPLE
) -> Mapping[str, Any]:
    """Takes a run from wherever it is to drafted. Gives how many members and units have a line.

    sample: how many lines are explained as a check.
    """

    def tell(stage: int) -> None:
        if progress is not None:
            progress.at(stage, len(_STAGES), _STAGES[min(stage, len(_STAGES) - 1)])

    tell(0)
    if run.frozen_at is None:
        runs.keep(run=run, frozen_at=ledger.freeze(at=at))
    runs.keep(run=run, figures={"suspended": suspended_facts(run, scheme)})
    tell(1)
    export(run, scheme)
    tell(2)
    rated_run = _rated(run, scheme)
    tell(3)
    lines, unit_lines = load(run, rated_run.folder)
    tell(4)
    rows = {name: mark.rows for name, mark in rated_run.manifest.tables.items()}
    found = checks(run, lake_of(run), rows, sample)
    runs.keep(run=run, checks=found, figures=run.figures | figures(run) | {"fairness": fairness(run, scheme)})
    runs.drafted(run=run, at=at)
    tell(5)
    return {"run": run.key, "members": lines, "units": unit_lines, "page": "run", "args": [run.key]}


def _rated(run: Run, scheme: Scheme) -> Any:
    """The run's files. What is there already is made again, which gives the same: the ledger is frozen."""
    assert run.frozen_at is not None, "the ledger is frozen first"
    lake = lake_of(run)
    with scratch_folder(store().scratch) as scratch:
        backend = DuckDBBackend(scratch, memory=MEMORY)
        try:
            rated_run = rate(
                lake,
                scheme,
                run.month,
                backend=backend,
                at=run.frozen_at,
                shards=None,
                progress=lambda _what, _share: None,
            )
        finally:
            backend.close()
    content = {
        "scheme_fingerprint": rated_run.manifest.scheme_fingerprint,
        "tables": {name: mark.digest for name, mark in rated_run.manifest.tables.items()},
        "rows": {name: mark.rows for name, mark in rated_run.manifest.tables.items()},
        "engine": dict(rated_run.manifest.engine),
        "warnings": list(rated_run.manifest.warnings),
    }
    runs.keep(run=run, manifest=content, scheme_fingerprint=rated_run.manifest.scheme_fingerprint)
    return rated_run
