"""What proposed rules would have changed in the latest published month: a job whose report is kept with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.rules import rules
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.rating.whatif import whatif
from goodstanding.flows.rules.impact_json import as_json
from goodstanding.lake.scratch import scratch_folder
from goodstanding.models import RulesVersion, Run
from goodstanding.queries.months import runs

_MEMORY = "2GB"


@transaction.atomic
def propose(*, scheme: Scheme, reason: str, by: Viewer | None, at: datetime) -> RulesVersion:
    """Proposes a scheme and asks for its comparison. Raises ActionRefused as actions.rules.propose does."""
    version = rules.propose(scheme=scheme, reason=reason, by=by, at=at)
    job = job_runs.ask(kind="rules_impact", facts={"version": version.key}, by=by, at=at)
    rules.follow(version=version, job=job)
    return version


def rules_impact(progress: job_runs.Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Compares a proposal with the rules that the latest published month was rated by."""
    version, run = RulesVersion.objects.get(key=facts["version"]), runs.latest()
    if run is None:
        raise ActionRefused("There is no published month to compare with yet; publish one and ask again.")
    rules.keep_impact(version=version, impact=compare(version, run, progress), run=run)
    return {"page": "rules_version", "args": [version.key]}


def compare(version: RulesVersion, run: Run, progress: job_runs.Progress | None = None) -> dict[str, Any]:
    """What the proposal would have changed in a month, as JSON."""
    before = runs.scheme_of(run)
    # It is to hold later; here it is tried on a month that is past.
    after = Scheme.model_validate(version.content).model_copy(update={"effective": before.effective})

    def tell(what: str, share: float) -> None:
        if progress is not None:
            progress.at(round(100 * share), 100, what)

    with scratch_folder(runs.store().scratch) as scratch:
        backend = DuckDBBackend(scratch, memory=_MEMORY)
        try:
            found = whatif(
                runs.lake_of(run), run.month, (before, after), backend=backend, scratch=scratch, progress=tell
            )
        finally:
            backend.close()
    return as_json(found)
