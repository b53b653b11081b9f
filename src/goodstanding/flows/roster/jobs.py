"""What does the jobs of rosters. Each may be done again after a crash: writing and giving away happen once."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions import roster
from goodstanding.actions.days import today
from goodstanding.actions.refusal import Refusal
from goodstanding.flows import work
from goodstanding.flows.roster import exports, files, imports
from goodstanding.models import Job, RosterImport, Unit
from goodstanding.queries.organization import the_scheme

Result = Mapping[str, Any]
ENDED = {Job.State.DONE, Job.State.REFUSED, Job.State.FAILED}


@transaction.atomic
def ask_to_check(*, brought: RosterImport, places: Mapping[str, int], by: Viewer, at: datetime) -> Job | None:
    """Has a file checked with these columns; none where a job is at it already."""
    if is_busy(brought):
        return None
    brought = roster.match(brought=brought, places=places)
    job = work.ask(kind="roster_check", facts={"import": brought.key, "language": _language()}, by=by, at=at)
    roster.assign(brought=brought, job=job)
    return job


@transaction.atomic
def ask_to_write(*, brought: RosterImport, good_only: bool, by: Viewer, at: datetime) -> Job | None:
    """Has a checked file written; none where a job is at it already."""
    brought = roster.locked(brought)
    if is_busy(brought):
        return None
    if brought.state != RosterImport.State.CHECKED:
        raise Refusal(_("The file must be checked first."))
    facts = {"import": brought.key, "good_only": good_only, "language": _language()}
    job = work.ask(kind="roster_write", facts=facts, by=by, at=at)
    roster.assign(brought=brought, job=job)
    return job


def ask_to_export(*, wanted: exports.Wanted, by: Viewer, at: datetime) -> Job:
    """Has a large roster taken out."""
    facts = {
        "unit": wanted.unit.code,
        "kind": wanted.kind,
        "below": wanted.below,
        "text": wanted.text,
        "word": wanted.word,
        "purpose": wanted.purpose,
        "chinese": wanted.chinese,
        "language": _language(),
    }
    return work.ask(kind="roster_export", facts=facts, by=by, at=at)


def is_busy(brought: RosterImport) -> bool:
    """Whether a job is at it."""
    return brought.job is not None and brought.job.state not in ENDED


@work.doing("roster_check")
def check_file(progress: work.Progress, facts: Result) -> Result:
    """Checks a file."""
    with _as_asked(progress.job) as (by, at):
        brought = _brought(facts)
        if brought.state in {RosterImport.State.DONE, RosterImport.State.GIVEN_UP}:
            return _page(brought)
        imports.check_file(brought=brought, by=by, at=at, tell=_telling(progress, "check"))
        return _page(brought)


@work.doing("roster_write")
def write(progress: work.Progress, facts: Result) -> Result:
    """Writes a file."""
    with _as_asked(progress.job) as (by, at):
        brought = _brought(facts)
        good_only = bool(facts["good_only"])
        imports.write(brought=brought, good_only=good_only, by=by, at=at, tell=_telling(progress, "write"))
        return _page(brought)


@work.doing("roster_export")
def export(progress: work.Progress, facts: Result) -> Result:
    """Takes a roster out, into a file that waits for whoever asked."""
    with _as_asked(progress.job) as (by, at):
        unit = Unit.objects.get(code=facts["unit"])
        wanted = exports.Wanted(**{name: facts[name] for name in facts if name != "language"} | {"unit": unit})
        path = files.fresh(wanted.kind)
        try:
            tell = _telling(progress, "export")
            count = exports.export(wanted=wanted, path=path, scheme=the_scheme(), by=by, at=at, tell=tell)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return {"page": "roster_download", "args": [progress.job.key], "file": path.name, "rows": count}


def exported_file(job: Job) -> Path | None:
    """The file that an export left, while it is still kept."""
    name = job.result.get("file", "")
    path = files.place(name) if name else None
    return path if path is not None and path.is_file() else None


def _brought(facts: Result) -> RosterImport:
    return RosterImport.objects.select_related("unit").get(key=facts["import"])


def _language() -> str:
    return translation.get_language() or ""


def _page(brought: RosterImport) -> Result:
    return {"page": "roster_import_page", "args": [brought.key]}


def _telling(progress: work.Progress, stage: str) -> Callable[[int, int], None]:
    return lambda done, total: progress.at(done, total, stage)


@contextmanager
def _as_asked(job: Job) -> Any:
    """In the language and the offices of whoever asked, as they are today."""
    account, at = job.asked_by, timezone.now()
    assert account is not None, "these jobs are asked for by people"
    with translation.override(job.facts.get("language") or settings.LANGUAGE_CODE):
        try:
            yield viewer_of(account, today(at), verified=account.is_active), at
        except Denied:
            raise Refusal(_("You no longer hold an office in which this is allowed.")) from None
