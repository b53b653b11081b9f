"""What does the jobs of imports. Each may be done again after a crash: writing happens once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.operations import imports as import_actions
from goodstanding.actions.operations.imports import Brought
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports import run as import_run
from goodstanding.flows.imports.run import ImportKind
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.operations.jobs import Doing
from goodstanding.models import DuesImport, FactImport, Job, RosterImport
from goodstanding.queries.people.calendars import today

Result = Mapping[str, Any]
ENDED = {Job.State.DONE, Job.State.REFUSED, Job.State.FAILED}


def steps(sort: ImportKind[Brought], page: str) -> tuple[Doing, Doing]:
    """What checks files of one kind of import, and what writes them. page: the name of an import's address."""

    def brought(facts: Result) -> Brought:
        return sort.model._default_manager.select_related("unit").get(key=facts["import"])

    def check_file(progress: job_runs.Progress, facts: Result) -> Result:
        with as_asked(progress.job) as (by, at):
            file_import = brought(facts)
            if file_import.state not in {import_run.State.DONE, import_run.State.GIVEN_UP}:
                import_run.check_file(sort, brought=file_import, by=by, at=at, tell=telling(progress, "check"))
            return {"page": page, "args": [file_import.key]}

    def write(progress: job_runs.Progress, facts: Result) -> Result:
        with as_asked(progress.job) as (by, at):
            file_import, good_only = brought(facts), bool(facts["good_only"])
            import_run.write(
                sort, brought=file_import, good_only=good_only, by=by, at=at, tell=telling(progress, "write")
            )
            return {"page": page, "args": [file_import.key]}

    return check_file, write


@transaction.atomic
def ask_to_check(
    sort: ImportKind[Brought],
    *,
    brought: Brought,
    places: Mapping[str, int],
    by: Viewer,
    at: datetime,
    hidden_rows: str = "",
) -> Job | None:
    """Has a file checked with these columns; none where a job is at it already."""
    if is_busy(brought):
        return None
    brought = import_actions.match(brought=brought, places=places, hidden_rows=hidden_rows)
    facts = {"import": brought.key, "language": language()}
    job = job_runs.ask(kind=f"{sort.word}_check", facts=facts, by=by, at=at)
    import_actions.assign(brought=brought, job=job)
    return job


@transaction.atomic
def ask_to_write(
    sort: ImportKind[Brought], *, brought: Brought, good_only: bool, by: Viewer, at: datetime
) -> Job | None:
    """Has a checked file written; none where a job is at it already."""
    brought = import_actions.locked(brought)
    if is_busy(brought):
        return None
    if brought.state != import_run.State.CHECKED:
        raise ActionRefused(_("The file must be checked first."))
    facts = {"import": brought.key, "good_only": good_only, "language": language()}
    job = job_runs.ask(kind=f"{sort.word}_write", facts=facts, by=by, at=at)
    import_actions.assign(brought=brought, job=job)
    return job


def is_busy(brought: RosterImport | FactImport | DuesImport) -> bool:
    """Whether a job is at it."""
    return brought.job is not None and brought.job.state not in ENDED


def language() -> str:
    """The language of the account that asks."""
    return translation.get_language() or ""


def telling(progress: job_runs.Progress, stage: str) -> Callable[[int, int], None]:
    """Tells how far a job is."""
    return lambda done, total: progress.at(done, total, stage)


@contextmanager
def as_asked(job: Job) -> Iterator[tuple[Viewer, datetime]]:
    """In the language and the offices of the account that asked, as they are today."""
    account, at = job.asked_by, timezone.now()
    assert account is not None, "these jobs are asked for by people"
    with translation.override(job.facts.get("language") or settings.LANGUAGE_CODE):
        try:
            yield viewer_of(account, today(at), verified=account.is_active), at
        except Denied:
            raise ActionRefused(_("You no longer hold an office in which this is allowed.")) from None
