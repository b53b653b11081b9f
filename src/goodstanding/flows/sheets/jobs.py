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
from goodstanding.actions import imports as acting
from goodstanding.actions.days import today
from goodstanding.actions.imports import Brought
from goodstanding.actions.refusal import Refusal
from goodstanding.flows import work
from goodstanding.flows.sheets import imports
from goodstanding.flows.sheets.imports import Sort
from goodstanding.models import FactImport, Job, RosterImport

Result = Mapping[str, Any]
ENDED = {Job.State.DONE, Job.State.REFUSED, Job.State.FAILED}


def declare(sort: Sort[Brought], page: str) -> None:
    """Declares what does the checks and the writing of one sort of import. page: the name of an import's address."""

    def brought(facts: Result) -> Brought:
        return sort.model._default_manager.select_related("unit").get(key=facts["import"])

    def check_file(progress: work.Progress, facts: Result) -> Result:
        with as_asked(progress.job) as (by, at):
            one = brought(facts)
            if one.state not in {imports.State.DONE, imports.State.GIVEN_UP}:
                imports.check_file(sort, brought=one, by=by, at=at, tell=telling(progress, "check"))
            return {"page": page, "args": [one.key]}

    def write(progress: work.Progress, facts: Result) -> Result:
        with as_asked(progress.job) as (by, at):
            one, good_only = brought(facts), bool(facts["good_only"])
            imports.write(sort, brought=one, good_only=good_only, by=by, at=at, tell=telling(progress, "write"))
            return {"page": page, "args": [one.key]}

    work.doing(f"{sort.word}_check")(check_file)
    work.doing(f"{sort.word}_write")(write)


@transaction.atomic
def ask_to_check(
    sort: Sort[Brought], *, brought: Brought, places: Mapping[str, int], by: Viewer, at: datetime, hidden_rows: str = ""
) -> Job | None:
    """Has a file checked with these columns; none where a job is at it already."""
    if is_busy(brought):
        return None
    brought = acting.match(brought=brought, places=places, hidden_rows=hidden_rows)
    facts = {"import": brought.key, "language": language()}
    job = work.ask(kind=f"{sort.word}_check", facts=facts, by=by, at=at)
    acting.assign(brought=brought, job=job)
    return job


@transaction.atomic
def ask_to_write(sort: Sort[Brought], *, brought: Brought, good_only: bool, by: Viewer, at: datetime) -> Job | None:
    """Has a checked file written; none where a job is at it already."""
    brought = acting.locked(brought)
    if is_busy(brought):
        return None
    if brought.state != imports.State.CHECKED:
        raise Refusal(_("The file must be checked first."))
    facts = {"import": brought.key, "good_only": good_only, "language": language()}
    job = work.ask(kind=f"{sort.word}_write", facts=facts, by=by, at=at)
    acting.assign(brought=brought, job=job)
    return job


def is_busy(brought: RosterImport | FactImport) -> bool:
    """Whether a job is at it."""
    return brought.job is not None and brought.job.state not in ENDED


def language() -> str:
    """The language of whoever asks."""
    return translation.get_language() or ""


def telling(progress: work.Progress, stage: str) -> Callable[[int, int], None]:
    """Tells how far a job is."""
    return lambda done, total: progress.at(done, total, stage)


@contextmanager
def as_asked(job: Job) -> Iterator[tuple[Viewer, datetime]]:
    """In the language and the offices of whoever asked, as they are today."""
    account, at = job.asked_by, timezone.now()
    assert account is not None, "these jobs are asked for by people"
    with translation.override(job.facts.get("language") or settings.LANGUAGE_CODE):
        try:
            yield viewer_of(account, today(at), verified=account.is_active), at
        except Denied:
            raise Refusal(_("You no longer hold an office in which this is allowed.")) from None
