"""What does the jobs of rosters. Each may be done again after a crash: writing and giving away happen once."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.flows.imports import files, jobs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.roster import exports
from goodstanding.flows.roster.importer import ROSTER
from goodstanding.models import Job, Unit
from goodstanding.queries.people.organization import the_scheme

Result = Mapping[str, Any]
check, write = jobs.steps(ROSTER, page="roster_import_page")


def ask_to_export(*, wanted: exports.ExportChoice, by: Viewer, at: datetime) -> Job:
    """Has a large roster taken out."""
    facts = {
        "unit": wanted.unit.code,
        "kind": wanted.kind,
        "below": wanted.below,
        "text": wanted.text,
        "word": wanted.word,
        "purpose": wanted.purpose,
        "chinese": wanted.chinese,
        "language": jobs.language(),
    }
    return job_runs.ask(kind="roster_export", facts=facts, by=by, at=at)


def export(progress: job_runs.Progress, facts: Result) -> Result:
    """Takes a roster out, into a file that waits for the account that asked."""
    with jobs.as_asked(progress.job) as (by, at):
        unit = Unit.objects.get(code=facts["unit"])
        wanted = exports.ExportChoice(**{name: facts[name] for name in facts if name != "language"} | {"unit": unit})
        path = files.fresh(wanted.kind)
        try:
            tell = jobs.telling(progress, "export")
            count = exports.export(wanted=wanted, path=path, scheme=the_scheme(), by=by, at=at, tell=tell)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return {"page": "roster_download", "args": [progress.job.key], "file": path.name, "rows": count}


def exported_file(job: Job) -> Path | None:
    """The file that an export left, while it is still kept."""
    name = job.result.get("file", "")
    path = files.path_of(name) if name else None
    return path if path is not None and path.is_file() else None
