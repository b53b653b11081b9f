"""What proposed rules would have changed in the latest published month: a job whose report is kept with them."""

from collections.abc import Mapping
from typing import Any

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
