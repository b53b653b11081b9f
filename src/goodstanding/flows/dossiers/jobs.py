"""Makes the yearly documents of a unit and all below it. Killed half-way and done again, nothing is made twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.dossiers import issues
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.dossiers.making import Making, make_packs
from goodstanding.flows.dossiers.summaries import make_summaries
from goodstanding.flows.imports import jobs as import_jobs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Job, Unit
from goodstanding.queries.dossiers import dossiers
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme

KIND = "dossiers_make"


def ask_to_make(*, unit: Unit, year: int, by: Viewer, at: datetime) -> Job:
    """Has the documents of a unit and all below it made. Raises Denied, and ActionRefused where no year is settled."""
    scheme = the_scheme()
    named_offices.check_answers(by, unit, issues.rules_of(scheme).made_by)
    if not dossiers.ready(dossiers.branches(unit, scheme), year, today(at)):
        raise ActionRefused(
            _("There is nothing to make yet: the year is not over, and no result of its appraisal is confirmed.")
        )
    facts = {"unit": unit.code, "year": year, "language": import_jobs.language()}
    return job_runs.ask(kind=KIND, facts=facts, by=by, at=at)


def make(progress: job_runs.Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Makes them; gives how many packs and sheets lie there now, and how many of the packs lay there before."""
    with import_jobs.as_asked(progress.job) as (by, at):
        scheme, year = the_scheme(), int(facts["year"])
        unit = Unit.objects.get(code=facts["unit"])
        every = dossiers.branches(unit, scheme)
        wanted = dossiers.ready(every, year, today(at))
        language = facts.get("language") or "en"
        tell = import_jobs.telling(progress, "sheets")
        making = Making(year, scheme, language, by, at)
        made = list(make_packs(wanted, making, tell))
        summaries = list(make_summaries(dossiers.above(unit, scheme), making)) if wanted else []
        return {
            "page": "dossiers_unit",
            "args": [unit.code],
            "packs": len(made),
            "summaries": len(summaries),
            "sheets": sum(one.sheets for one in made),
            "lay_there": sum(one.was_there for one in made),
            "not_ready": len(every) - len(wanted),
        }
